"""How many posts a second are matched, read for tone and read for position.

    python -m tests.benchmarks.reading

Of the invented posts of the demo, by the shipped rules, in one process's own time.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from monitor.app.positions import cues_of
from monitor.config import load_config, no_environment
from monitor.matching import Matcher
from monitor.models import Post
from monitor.scoring import VaderScorer
from monitor.sources.sample import SampleSource

CONFIG = Path(__file__).parents[2] / "config.yaml"


def main() -> None:
    config = load_config(CONFIG, no_environment)
    pages = SampleSource().pages()
    texts = [item.text for page in pages for item in page.items if isinstance(item, Post)]
    matcher, cues, plain = Matcher(config.topics), cues_of(config), VaderScorer()
    prepared = VaderScorer(prepare=True, masks=[config.title])
    assert cues is not None
    told("matched", matcher.judge, texts)
    told("tone, plain", lambda text: plain.read(text, "en"), texts)
    told("tone, prepared", lambda text: prepared.read(text, "en"), texts)
    told("position", cues.read, texts)


def told(name: str, read: Callable[[str], object], texts: list[str]) -> None:
    """The best of three: what disturbs it can only slow it down."""
    spent = min(once(read, texts) for _ in range(3))
    sys.stdout.write(f"{name:<15} {len(texts) / spent:>10,.0f} posts a second\n")


def once(read: Callable[[str], object], texts: list[str]) -> float:
    start = process_time()
    for text in texts:
        read(text)
    return process_time() - start


if __name__ == "__main__":
    main()
