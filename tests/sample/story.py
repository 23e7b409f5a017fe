"""Who says what: every moment of the timeline becomes a post."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.sample import english_critics as critics
from tests.sample import english_film as film
from tests.sample import english_misses as misses
from tests.sample import english_petition as petition
from tests.sample.drafts import Draft, snowflake
from tests.sample.people import Cast
from tests.sample.polish_german_turkish import GERMAN, POLISH, TURKISH
from tests.sample.romance_languages import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from tests.sample.timeline import LETTER, Slot, signatures
from tests.sample.wordings import Slots, Theme, fresh

PETITION_LINK = (
    "https://www.change.org/p/netflix-netflix-remove-365-days-for-glorifying-human-trafficking"
    "-and-stockholm-syndrome"
)
_NEWS_LINK = "https://www.example.com/culture/duffy-open-letter-netflix"
_UTM = "?utm_source={}&utm_medium=twitter&utm_campaign=share_petition"
_CALMER = datetime(2020, 7, 5, tzinfo=UTC)
_REMEMBERED = timedelta(hours=48)

_OTHERS = {"pl": POLISH, "es": SPANISH, "fr": FRENCH, "it": ITALIAN, "de": GERMAN,
           "pt": PORTUGUESE, "tr": TURKISH}  # fmt: skip
# Of a hundred posts, so many are in each language.
_LANGUAGES = {"en": 72, "pl": 7, "es": 6, "fr": 4, "it": 4, "de": 3, "pt": 3, "tr": 1}
_UNTOLD = {"und": 2, "qst": 1, "none": 2}
"""X's words for no language, and no word at all."""

_TITLES = {
    "en": ("365 Days",) * 9 + ("365 days",) * 4
    + ("365 DNI", "365 DNI", "365 dni", "#365days", "#365DNI"),
    "pl": ("365 dni", "365 dni", "365 Dni", "#365dni"),
    "es": ("365 días", "365 días", "365 dias", "365 DNI"),
    "fr": ("365 jours", "365 jours", "365 DNI"),
    "it": ("365 giorni", "365 giorni", "365 DNI"),
    "de": ("365 Tage", "365 Tage", "365 Days", "365 DNI"),
    "pt": ("365 dias", "365 dias", "365 DNI"),
    "tr": ("365 gün", "365 Gün", "365 DNI"),
}  # fmt: skip
_NETFLIX = ("Netflix",) * 6 + ("netflix", "netflix", "@netflix", "@netflix", "@NetflixUK")

# Of so many posts that are no reposts, so many are of each side, by phase.
_SIDES = {
    ("film", "before"): {"fan": 10, "hot": 2, "finished": 4, "joke": 3, "report": 2, "critic": 3},
    ("film", "letter"): {"fan": 2, "hot": 2, "finished": 1, "joke": 2, "critic": 10,
                         "letter": 11, "news": 3},
    ("film", "after"): {"fan": 7, "hot": 2, "finished": 3, "joke": 2, "report": 2, "critic": 5,
                        "letter": 3, "news": 1},
    ("petition", "before"): {"warm": 4, "grim": 5, "opposed": 2, "count": 2},
    ("petition", "letter"): {"warm": 2, "warm after": 2, "grim": 8, "grim after": 11, "opposed": 4,
                             "count": 2, "linked": 2},
    ("petition", "after"): {"warm": 4, "warm after": 2, "grim": 7, "grim after": 5, "opposed": 5,
                            "count": 3, "linked": 2},
}  # fmt: skip

# A side's English themes, and the role it has in the other languages.
_THEMES: dict[str, tuple[tuple[Theme, ...], str]] = {
    "fan": ((film.LOVED,), "fan"),
    "hot": ((film.HOT,), "fan"),
    "finished": ((film.FINISHED,), "passing"),
    "joke": ((film.JOKES,), "passing"),
    "report": ((film.REPORTS,), "passing"),
    "critic": ((critics.CRITICS,), "critic"),
    "letter": ((critics.LETTER,), "letter"),
    "news": ((critics.LETTER_NEWS,), "letter"),
    "warm": ((petition.WARM,), "supporter"),
    "warm after": ((petition.WARM_AFTER_LETTER,), "supporter"),
    "grim": ((petition.GRIM,), "supporter"),
    "grim after": ((petition.GRIM_AFTER_LETTER,), "supporter"),
    "opposed": ((petition.OPPOSED,), "opponent"),
    "count": ((petition.PETITION_NEWS,), "supporter"),
    "linked": ((petition.LINKED,), "supporter"),
    "miss": (misses.MISSES, "miss"),
}
_LINKED = {"linked": 1.0, "warm": 0.35, "grim": 0.3, "count": 0.5}
"""How often a side carries the petition's link."""


@dataclass
class Story:
    """What has been written so far, and by whom."""

    rng: Random
    cast: Cast = field(default_factory=Cast)
    written: list[Draft] = field(default_factory=list)
    """Oldest first."""
    seen: set[str] = field(default_factory=set)
    decks: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """The languages and sides still to come, shuffled."""

    def tell(self, slot: Slot) -> None:
        """Write the slot's post: a repost, an answer, a quotation or something new."""
        earlier = self._earlier(slot)
        chance = self.rng.random()
        if chance < _reposted(slot):
            self.written.append(self._repost(slot, earlier))
            return
        draft = self._original(slot)
        if earlier and chance > 0.9:
            draft = replace(draft, kind="reply", of=self.rng.choice(earlier))
        elif earlier and chance > 0.83 and slot.about != "miss":
            draft = self._quotation(draft, self.rng.choice(earlier))
        self.written.append(draft)

    def new(
        self, at: datetime, text: str, about: str, side: str, author: int = 0, **more: Any
    ) -> Draft:
        """A post with an id of its own, by somebody new unless told otherwise."""
        number = snowflake(at, self.rng)
        return Draft(number, at, author or self.cast.new(), text, about, side, **more)

    def words(self, themes: tuple[Theme, ...], at: datetime, language: str, about: str) -> str:
        anchored = about == "film" or (about == "petition" and themes != (petition.LINKED,))
        return fresh(themes, _slots(language, at), self.rng, self.seen, anchored=anchored)

    def _earlier(self, slot: Slot) -> list[Draft]:
        """What can be repeated or answered: the last two days' posts about the same."""
        first = slot.at - _REMEMBERED
        return [
            draft
            for draft in self.written[-400:]
            if draft.at > first and draft.about == slot.about and draft.kind != "repost"
        ]

    def _original(self, slot: Slot) -> Draft:
        languages = _LANGUAGES | (_UNTOLD if slot.about == "film" else {})
        told = self._dealt((slot.about,), languages)
        language = "en" if told in _UNTOLD else told
        side = self._side(slot, told)
        themes, role = _THEMES[side]
        if told in ("und", "qst") or (told == "none" and self.rng.random() < 0.35):
            themes = (film.FILM_SEARCHED,) if told == "qst" else (film.FILM_SHORT,)
        elif language != "en":
            themes = (_OTHERS[language][role],)
        return self.new(
            slot.at,
            self.words(themes, slot.at, language, slot.about),
            slot.about,
            side,
            author=self.cast.one_of(told, side, self.rng),
            language=None if told == "none" else told,
            links=self._links(side),
        )

    def _side(self, slot: Slot, language: str) -> str:
        if slot.about == "miss":
            return "miss"
        phase = "before" if slot.at < LETTER else "letter" if slot.at < _CALMER else "after"
        return self._dealt((slot.about, phase, language), _SIDES[slot.about, phase])

    def _dealt(self, deck: tuple[str, ...], numbers: Mapping[str, int]) -> str:
        """The deck's next card: with so many of each, small days get their share."""
        cards = self.decks.setdefault(deck, [])
        if not cards:
            cards += [name for name, number in numbers.items() for _ in range(number)]
            self.rng.shuffle(cards)
        return cards.pop()

    def _links(self, side: str) -> tuple[str, ...]:
        if self.rng.random() < _LINKED.get(side.removesuffix(" after"), 0):
            return (petition_link(self.rng),)
        return (_NEWS_LINK,) if side == "news" and self.rng.random() < 0.4 else ()

    def _repost(self, slot: Slot, earlier: list[Draft]) -> Draft:
        """Few posts are repeated often, and they are among the longer ones."""
        if not earlier or self.rng.random() < 0.04:
            # One that the search did not find: known only from what repeats it.
            original = self._original(Slot(slot.at - timedelta(minutes=34), slot.about))
        else:
            often = [draft for draft in earlier if draft.id % 3 and len(draft.text) > 110]
            original = self.rng.choice(often if often and self.rng.random() < 0.45 else earlier)
        return self.new(
            slot.at,
            "",
            slot.about,
            original.side,
            author=self._somebody_else(original),
            language=original.language,
            kind="repost",
            of=original,
            includes_other=self.rng.random() < 0.85,
        )

    def _somebody_else(self, than: Draft) -> int:
        told = than.language or "none"
        return self.cast.one_of(told, than.side, self.rng, besides=than.author)

    def _quotation(self, draft: Draft, of: Draft) -> Draft:
        if self.rng.random() < 0.12 and draft.language == "en":  # no topic of its own
            text = fresh((misses.POINTING,), {}, self.rng, set(), anchored=False)
            draft = self.new(draft.at, text, "miss", "miss", author=draft.author)
        return replace(draft, kind="quote", of=of)


def _reposted(slot: Slot) -> float:
    """The share of reposts: it grows with the excitement."""
    if slot.about == "miss":
        return 0.06
    return 0.16 if slot.at < LETTER else 0.29


def petition_link(rng: Random) -> str:
    return PETITION_LINK + _UTM.format(rng.choice(("share_petition", "petition_show", "psf")))


def _slots(language: str, at: datetime) -> Slots:
    return {
        "t": _TITLES[language],
        "n": _NETFLIX if language == "en" else ("Netflix",),
        "count": signatures(at) if language == "en" else ("70.000" if at > _CALMER else "20.000",),
        "day": (str(at.timetuple().tm_yday),),
    }
