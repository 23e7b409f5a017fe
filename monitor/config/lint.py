"""What is allowed but probably not meant: remarks, which stop nothing."""

from collections.abc import Iterator

from monitor.config import Config
from monitor.config.document import PathKey, dotted
from monitor.config.words import contains_words
from monitor.errors import Fault
from monitor.models import EXAMPLE_LINK, Topic


def lint(config: Config) -> list[Fault]:
    """Every remark on a configuration that is in order."""
    remarks = [remark for topic in config.topics for remark in _of_topic(config, topic)]
    return [*remarks, *_not_yet(config)]


def _of_topic(config: Config, topic: Topic) -> Iterator[Fault]:
    at: PathKey = ("topics", topic.name)
    for i, link in enumerate(topic.links):
        if link == EXAMPLE_LINK:
            yield _remark(config, (*at, "links", i), "is the example", "Put the petition's in")
        elif link.rstrip("/").count("/") < _slashes_of_one(link):
            yield _remark(
                config,
                (*at, "links", i),
                "names a whole site, and a link counts alone",
                "Write the link of the one petition or page",
            )
    for i, phrase in enumerate(topic.phrases):
        if not topic.context and len(phrase.split()) == 1:
            problem = "is one word and counts wherever it stands"
            yield _remark(config, (*at, "phrases", i), problem, "Give the topic context words")
        for cut in topic.exclude:
            if contains_words(phrase, cut):
                problem = f"can never be found: {cut!r} is cut out of it first"
                yield _remark(config, (*at, "phrases", i), problem, "Make the exclusion longer")


def _slashes_of_one(link: str) -> int:
    """How many slashes a link to one page has at least: change.org/p/slug, or site/page."""
    return 2 + 2 * ("://" in link) if "/p/" in f"{link}/" else 1 + 2 * ("://" in link)


def _not_yet(config: Config) -> Iterator[Fault]:
    later = "Leave it; a later version reads it"
    for source in ("x", "mastodon", "bluesky"):
        if getattr(config.sources, source) is not None:
            problem = "nothing is collected from it in this version, and nothing is spent"
            yield _remark(config, ("sources", source), problem, "Bring files: monitor import")
    if config.scoring.prepare or config.scoring.mask_title or config.scoring.overlay:
        problem = "this version scores the stored text as it is, whatever is written here"
        yield _remark(config, ("scoring",), problem, later)
    if ("privacy", "retain_text_days") in config.lines:
        problem = "nothing is pruned in this version: texts stay until you delete the database"
        yield _remark(config, ("privacy", "retain_text_days"), problem, later)
    if ("schedule",) in config.lines:
        yield _remark(config, ("schedule",), "nothing runs by itself in this version", later)


def _remark(config: Config, path: PathKey, problem: str, fix: str) -> Fault:
    nearest = path
    while nearest and nearest not in config.lines:
        nearest = nearest[:-1]
    return Fault(dotted(path), config.lines.get(nearest), problem, fix)
