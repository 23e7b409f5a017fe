"""One fault at a time: what is said of it."""

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import load_config
from monitor.errors import ConfigError
from tests.config.test_load import SMALLEST, faults

TOPIC = "title: x\ntopics: {{a: {{{}}}}}\n"


@pytest.mark.fault("F42", "F48")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no keys"),
        ("[1, 2]", "holds no keys"),
        ("title: [", "is not YAML"),
        ("\t- x", "line 1: config.yaml: is not YAML"),
        ("a: &x 1\nb: *x\n", "line 2: config.yaml: uses a YAML alias"),
        ("title: x\n---\ntitle: y\n", "is not YAML"),
        ("title: x\n", "topics: is missing"),
        ("topics: {a: {phrases: [x]}}\n", "title: is missing"),
        ("title: x\ntopics: {}\n", "line 2: topics: has no topic"),
        ("title: x\ntopics:\n", "line 2: topics: is empty"),
        ("title: ''\ntopics: {a: {phrases: [x]}}\n", "line 1: title: is empty"),
        ("title: !!python/name:os.system x\n", "title: YAML cannot read"),
        (TOPIC.format(""), "topics.a: looks for nothing"),
        (TOPIC.format("phrases: ['!!']"), "topics.a.phrases.0: '!!' holds no letter or digit"),
        (
            TOPIC.format("hashtags: ['two words']"),
            "topics.a.hashtags.0: 'two words' is no hashtag",
        ),
        (TOPIC.format("phrases: [a], near: ['*']"), "topics.a.near.0: '*' holds no letter"),
        (TOPIC.format("phrases: [a], near: ['* b *']"), "holds more than one *"),
        (
            TOPIC.format("phrases: ['a [b']"),
            "line 2: topics.a.phrases.0: 'a [b' holds a [ without",
        ),
        (TOPIC.format("phrases: ['a|b']"), "'a|b' holds a | without its [. Write choices as ["),
        (TOPIC.format("phrases: ['[a|]']"), "'[a|]' holds no letter or digit in one of its choic"),
        (TOPIC.format("phrases: ['s*h']"), "'s*h' holds a * inside a word. A * ends a word"),
        (
            TOPIC.format("phrases: [a b, a * b]"),
            "topics.a.phrases.1: 'a * b' holds a * of its own",
        ),
        (TOPIC.format("exact: [a * b, b *]"), "topics.a.exact.1: 'b *' holds no word on one side"),
        (TOPIC.format(f"phrases: [a], near: ['{'[a|b]' * 9}']"), "says more than 500 things"),
        (TOPIC.format(f"phrases: ['{'[' * 99}']"), "holds choices within choices, too deep"),
        (
            SMALLEST + "exclude: [a * b, Cuties]\n",
            "exclude.1: 'Cuties' is a phrase of the topic fi",
        ),
        (SMALLEST + "exclude: ['[cuties|b]']\n", "is a phrase of the topic film, which could nev"),
        (SMALLEST + "exclude: ['[']\n", "line 3: exclude.0: '[' holds a [ without its ]"),
        (TOPIC.format("links: [x.y/z], near: [b]"), "topics.a.near: helps phrases alone"),
        (
            TOPIC.format("phrases: [b], learned: 365days"),
            "'365days' is no set that was learned. D",
        ),
        (TOPIC.format("phrases: [b], learned: cats"), "learned. Write 365-days, or take it out"),
        (TOPIC.format("links: [x.y/z], learned: 365-days"), "topics.a.learned: helps phrases al"),
        (TOPIC.format("links: [x.y/z], within: b"), "topics.a.within: helps phrases alone"),
        (TOPIC.format("phrases: [b], within: b"), "there is no topic 'b'. Write one of: a"),
        (TOPIC.format("phrases: [b], within: a"), "topics.a.within: a stands within a topic it"),
        (TOPIC.format("phrases: [b], within: [a]"), "topics.a.within: should be one text"),
        (TOPIC.format(f"phrases: ['[{'a|' * 99}']"), f"'[{'a|' * 29}a'... holds a [ without its"),
        (TOPIC.format("exact: [It], exclude: [it]"), "'it' is a phrase of the same topic"),
        (TOPIC.format("links: [ftp]"), "topics.a.links.0: 'ftp' is no link"),
        (TOPIC.format("phrases: [2020-07-02]"), "YAML takes 2020-07-02 for a date"),
        (TOPIC.format("phrases: [yes]"), "YAML takes yes for true or false"),
        (TOPIC.format("phrases: [1.5]"), "YAML takes 1.5 for a number"),
        ('title: "half \\ud83d"\ntopics: {a: {phrases: [x]}}\n', "title: holds half a character"),
        ("title: [T]\ntopics: {a: {phrases: [x]}}\n", "title: should be one text, not several"),
        ("title: !!timestamp zz\ntopics: {a: {phrases: [x]}}\n", "title: YAML cannot read"),
        ("title: !!bool zz\ntopics: {a: {phrases: [x]}}\n", "title: YAML cannot read"),
        (SMALLEST + "events: [{on: 20200702, label: x}]\n", "events.0.on: is no day"),
        (SMALLEST + 'database: "sqlite:///m\\0.db"\n', "database: holds half a character"),
        (SMALLEST + 'report: {folder: "r\\0"}\n', "report.folder: holds half a character"),
        (TOPIC.format("phrases: [a], phrase: [b]"), "Did you mean phrases?"),
        ("title: x\ntopics: {-a: {phrases: [x]}}\n", "topics.-a: is no short name"),
        (SMALLEST + "events: [{on: 2020-13-45, label: x}]\n", "events.0.on: YAML cannot read"),
        (SMALLEST + "schedule: {report: 10:30}\n", 'Write it in quotes: "10:30"'),
        (SMALLEST + "schedule: {collect: often}\n", "'often' is no schedule"),
        (SMALLEST + "database: sqlite://\n", "database: is no SQLite file"),
        (SMALLEST + "privacy: {min_authors: 0}\n", "privacy.min_authors: must be greater"),
        (SMALLEST + "scoring: {thresholds: .nan}\n", "scoring.thresholds: must be a finite"),
        (SMALLEST + "scoring: {overlay: charge}\n", "scoring.overlay: 'charge' is no set of "),
        (SMALLEST + "scoring: {overlay: charge}\n", "Did you mean charges?"),
        (SMALLEST + "scoring: {overlay: love}\n", "Write charges, or {glorify: -1.8}"),
        (SMALLEST + "scoring: {overlay: [a]}\n", "scoring.overlay: is neither a set of words"),
        (SMALLEST + "scoring: {overlay: 5}\n", "scoring.overlay: is neither a set of words"),
        (SMALLEST + "scoring: {overlay: {a: 4.1}}\n", "'a' has no tone from -4 to 4"),
        (SMALLEST + "scoring: {overlay: {a: .nan}}\n", "'a' has no tone from -4 to 4"),
        (SMALLEST + "scoring: {overlay: {a: yes}}\n", "'a' has no tone from -4 to 4"),
        (SMALLEST + "scoring: {overlay: {a: much}}\n", "'a' has no tone from -4 to 4"),
        (SMALLEST + "scoring: {overlay: {a b: 1}}\n", "'a b' is not one word"),
        (SMALLEST + "scoring: {overlay: {'': 1}}\n", "'' is not one word"),
        (SMALLEST + "scoring: {overlay: {'#love': 1}}\n", "Write it as love"),
        (SMALLEST + "scoring: {overlay: {Love: 1, love: 2}}\n", "'love' stands there twice"),
        (SMALLEST + "scoring: {overlay: {💔: -4}}\n", "'💔' holds 💔, which VADER reads as th"),
        (SMALLEST + "scoring: {overlay: {❤️: 1}}\n", "or write a word of the name, as broken"),
        (SMALLEST + "scoring: {overlay: {don’t: -1}}\n", "holds a curly quote, and posts are re"),
        (SMALLEST + "scoring: {overlay: {don’t: -1}}\n", "Write it as don't"),
        (SMALLEST + "scoring: {overlay: {♡♡: 1}}\n", "holds a sign beside something else"),
        (SMALLEST + "scoring: {overlay: {So: 1}}\n", "'So' only makes other words stronger or we"),
        (
            SMALLEST + "sources: {x: {budget: {daily_usd: .nan}}}\n",
            "sources.x.budget.daily_usd: must be a finite",
        ),
        (SMALLEST + "position: {topic: film}\n", "line 3: position: has no cues"),
        (SMALLEST + "position: {topic: film, cues: removl}\n", "Did you mean removal?"),
        (SMALLEST + "position: {topic: film, cues: praise}\n", "cues: 'praise' is no set of cues"),
        (SMALLEST + "position: {topic: film, supports: ['[a|b']}\n", "'[a|b' is not well written"),
        (SMALLEST + "position: {supports: [x]}\n", "there is no topic 'petition'. Write one of"),
        (SMALLEST + "position: {topic: film, supports: ['^ * x']}\n", "none on one side of a *"),
        (SMALLEST + "position: {topic: film, supports: ['^']}\n", "supports.0: '^' holds no word"),
        (
            SMALLEST + "position: {topic: film, supports: [Sign it], opposes: [sign  it]}\n",
            "position.opposes.0: 'sign  it' is a cue of both sides",
        ),
        (SMALLEST + "position: {topic: film, support: [x]}\n", "Did you mean supports?"),
        (SMALLEST + "position: yes\n", "position: should be a group of keys"),
        (SMALLEST + "sources: {sample: {}}\n", "monitor demo"),
        (SMALLEST + "sources: {twitter: {}}\n", "Keys here: x, mastodon, bluesky"),
    ],
)
def test_each_fault_is_said_in_words(written, text, said):
    assert len([fault for fault in faults(written(text)) if said in fault]) == 1


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")

    assert "is not UTF-8 text" in faults(path)[0]


def test_a_nest_too_deep_to_read_is_refused(written):
    assert "is nested too deeply" in faults(written("a: " + "[" * 5000 + "]" * 5000))[0]


keys = st.sampled_from(
    ["title", "topics", "events", "scoring", "privacy", "film", "phrases", "within", "on"]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, anything, max_size=5))
def test_any_configuration_is_read_or_refused_in_words(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("any") / "config.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8", "replace")

    with contextlib.suppress(ConfigError):
        load_config(path)
