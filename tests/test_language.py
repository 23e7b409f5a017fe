"""Which language a post is in, where nobody says: what is not English is not scored as such."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.text import SURE_LETTERS, language

LANGUAGES = ("french", "german", "italian", "portuguese", "spanish")
MOST = 0.02
"""Of the posts of any other language, those that may be taken for English."""

# Invented; short, and full of words that look English.
SHORT = {
    "pl": [
        "Film 365 dni na netflix to dramat",
        "netflix, serio? 365 dni to gniot",
        "Kto ogląda ten film na netflix",
        "Super film, super muzyka, super Massimo",
        "film roku, no po prostu hit, netflix",
        "Top film na netflix, polecam fanom",
        "ten trailer to cringe, sorry netflix",
        "365 dni: hot czy not? film do bani",
        "Massimo to red flag, a nie ideał",
        "soundtrack super, film bez sensu",
    ],
    "es": [
        "Film malo, netflix, que horror",
        "Que trailer tan cringe, netflix",
        "Netflix top 10, que vergüenza de film",
        "Massimo es un red flag total",
        "Spoiler: la movie es mala, netflix",
        "no me gusta el film, mucho cringe",
        "Hot? No. Es un drama toxic, netflix",
        "el crush de todas: Massimo, netflix",
        "Fan total del soundtrack, super hot",
        "Netflix and chill con 365 dni, jaja",
    ],
    "it": [
        "Film brutto su netflix, che cringe",
        "Massimo sei il top, film super hot",
        "netflix no, questo film no, basta",
        "Il trailer del film su netflix, wow",
        "Spoiler: il film fa schifo, sorry",
        "Top film su netflix? Ma per favore",
        "Love story tossica, netflix bocciata",
        "Il remake no, vi prego, netflix",
        "Weekend netflix: film trash e pizza",
        "Che film hot, Massimo mio crush",
    ],
    "pt": [
        "Filme ruim na netflix, que cringe",
        "Netflix, remove esse filme, please",
        "O trailer do filme na netflix, amei",
        "Massimo red flag total, amiga, foge",
        "Hit da netflix, mas filme horrível",
        "Spoiler: o filme 365 dni é péssimo",
        "crush no Massimo, sorry not sorry gente",
        "O plot do filme: stalker, que lixo",
        "Soundtrack top, film zero, netflix",
        "Top 10 da netflix hoje: 365 dni, help",
    ],
    "fr": [
        "Film nul sur netflix, trop cringe",
        "netflix, stop, ce film est nul",
        "Massimo red flag ambulant, ce film",
        "Le trailer du film netflix, mdr",
        "Love story toxique, merci netflix",
        "Le film est hot mais le script nul",
        "Pas fan du film, sorry netflix",
        "Best of du pire: 365 jours, netflix",
        "Flop du weekend: ce film netflix",
        "Le crush malsain du film netflix",
    ],
    "de": [
        "Der Film ist trash, netflix, echt",
        "netflix, was soll der film, sorry",
        "Massimo ist echt so eine red flag",
        "Trailer top, Film flop, netflix halt",
        "365 Tage: der Film ist so cringe",
        "Spoiler: Film schlecht, Soundtrack gut",
        "Best of Netflix? Der Film nicht",
        "Hot oder not? Der netflix Film da",
    ],
    "tr": [
        "netflix film 365 gün çok cringe ya",
        "bu film netflix te top 10 olmuş",
    ],
    "nl": [
        "Die film op netflix is zo cringe",
        "netflix film van het weekend: trash",
    ],
    "sv": [
        "Filmen på netflix är så cringe",
    ],
    "ro": [
        "Film prost pe netflix, ce cringe",
    ],
    "id": [
        "Film netflix ini toxic banget sih",
        "365 days film nya hot banget, sumpah",
    ],
    "tl": [
        "Ang toxic ng movie sa netflix, grabe",
    ],
    "hi": [
        "yeh movie netflix par bahut bakwas hai",
    ],
}


def share_of_english(texts: list[str]) -> float:
    return sum(language(None, text)[0] == "en" for text in texts) / len(texts)


@pytest.fixture
def posts(shared: Path) -> Callable[[str], list[str]]:
    """Real posts of one language, without their tag."""

    def of(name: str) -> list[str]:
        found = (shared / "xlmt" / f"{name}_val_text.txt").read_text("utf-8").splitlines()
        assert len(found) == 324
        return found

    return of


def begun(text: str, letters: int) -> str:
    """Its first words, until they have so many letters."""
    return " ".join(_until(text, letters))


def _until(text: str, letters: int) -> Iterator[str]:
    for word in text.split():
        if letters > 0:
            yield word
        if word[0] not in "@#" and not word.startswith("http"):
            letters -= sum(map(str.isalpha, word))


def test_of_posts_without_a_tag_hardly_any_is_taken_for_english_that_is_not(posts):
    others = {name: share_of_english(posts(name)) for name in LANGUAGES}
    english = share_of_english(posts("english"))

    print(f"taken for English: {others}; of the English: {english:.3f}")  # noqa: T201
    assert max(others.values()) <= MOST
    assert english >= 0.98


@pytest.mark.parametrize(("letters", "found"), [(20, 0.83), (25, 0.87), (30, 0.9), (40, 0.95)])
def test_of_the_first_words_of_those_posts_neither(posts, letters, found):
    def share(name: str) -> float:
        return share_of_english([begun(text, letters) for text in posts(name)])

    others, english = {name: share(name) for name in LANGUAGES}, share("english")

    print(f"{letters} letters: {others}; of the English: {english:.3f}")  # noqa: T201
    assert max(others.values()) <= MOST
    assert english >= found


def test_of_short_posts_full_of_english_words_neither():
    texts = [text for of_one in SHORT.values() for text in of_one]
    letters = [sum(map(str.isalpha, text)) for text in texts]

    assert len(texts) >= 60
    assert min(letters) >= 20
    assert max(letters) <= SURE_LETTERS
    assert share_of_english(texts) <= MOST


@pytest.mark.parametrize(
    "text",
    [
        "What the hell did I just watch on netflix",
        "This film is so bad, I want it removed",
        "I don’t get why people watch that movie",
        "Massimo, are you lost baby girl? I love it",
    ],
)
def test_short_english_is_found_still(text):
    assert language(None, text) == ("en", "detected")
