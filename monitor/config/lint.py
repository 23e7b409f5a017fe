"""What is allowed but probably not meant: remarks, which stop nothing."""

from collections.abc import Iterator, Sequence

from monitor.config import Config
from monitor.config.document import PathKey, dotted
from monitor.config.words import stands_within
from monitor.errors import Fault
from monitor.models import EXAMPLE_LINK, Topic
from monitor.words import asked_words


def lint(config: Config) -> list[Fault]:
    """Every remark on a configuration that is in order."""
    remarks = [said for topic in config.topics for said in _of_topic(config, topic)]
    return [*remarks, *_of_x(config), *_not_yet(config)]


def _of_topic(config: Config, topic: Topic) -> Iterator[Fault]:
    at: PathKey = ("topics", topic.name)
    for i, link in enumerate(topic.links):
        if link == EXAMPLE_LINK:
            yield remark(config, (*at, "links", i), "is the example", "Put the petition's in")
        elif link.rstrip("/").count("/") < _slashes_of_one(link):
            yield remark(
                config,
                (*at, "links", i),
                "names a whole site, and a link counts alone",
                "Write the link of the one petition or page",
            )
    for path, phrase in _written(config, (*at, "phrases"), topic.phrases):
        if topic.is_bare and len(phrase.split()) == 1:
            problem = "is one word and counts wherever it stands"
            yield remark(config, path, problem, "Give the topic context words")
    cuts = [(cut, asked_words(cut)) for cut in topic.exclude]
    for path, phrase in _written(config, (*at, "phrases"), topic.phrases):
        words = asked_words(phrase)
        if cut := next((cut for cut, asked in cuts if stands_within(asked, words)), None):
            problem = f"can never be found: {cut!r} is cut out of it first"
            yield remark(config, path, problem, "Make the exclusion longer")


def _written(config: Config, at: PathKey, entries: Sequence[str]) -> Iterator[tuple[PathKey, str]]:
    """Each entry with its place; with that of them all, where choices made more of them."""
    count = sum(path[:-1] == at for path in config.lines if path)
    for i, entry in enumerate(entries):
        yield ((*at, i) if count == len(entries) else at), entry


def _slashes_of_one(link: str) -> int:
    """How many slashes a link to one page has at least: change.org/p/slug, or site/page."""
    return 2 + 2 * ("://" in link) if "/p/" in f"{link}/" else 1 + 2 * ("://" in link)


def _of_x(config: Config) -> Iterator[Fault]:
    """What it costs is told by `check`; here, that nobody said so."""
    x = config.sources.x
    if x and x.budget.daily_usd is None and x.budget.monthly_usd is None:
        problem = "no budget is given: at most $1 a day and $20 a month are spent"
        fix = "Write budget: {daily_usd: 1, monthly_usd: 20}, or what you can afford"
        yield remark(config, ("sources", "x"), problem, fix)


def _not_yet(config: Config) -> Iterator[Fault]:
    later = "Leave it; a later version reads it"
    for source in ("mastodon", "bluesky"):
        if getattr(config.sources, source) is not None:
            problem = "nothing is collected from it in this version"
            yield remark(config, ("sources", source), problem, later)
    if ("privacy", "retain_text_days") in config.lines:
        problem = "nothing is pruned in this version: texts stay until you delete the database"
        yield remark(config, ("privacy", "retain_text_days"), problem, later)


def remark(config: Config, path: PathKey, problem: str, fix: str) -> Fault:
    """A remark on a key, at its line or that of what it stands in."""
    nearest = path
    while nearest and nearest not in config.lines:
        nearest = nearest[:-1]
    return Fault(dotted(path), config.lines.get(nearest), problem, fix)
