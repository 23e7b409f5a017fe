from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.config import load_config
from monitor.errors import ConfigError
from monitor.matching import Matcher
from monitor.models import Event, Topic
from monitor.storage.databases import database_of

SMALLEST = "title: Cuties\ntopics: {film: {phrases: [cuties]}}\n"

# Every key of the contract, each with another value than its default.
WHOLE = """
title: 365 Days
timezone: Europe/London
languages: [en]
topics:
  film:
    phrases: ["365 days", "365 dni"]
    context: [netflix, film, movie]
    hashtags: [365dni]
    links: []
    exclude: ["365 days a year"]
  petition:
    phrases: [petition]
    context: ["365 days", "365 dni", duffy, netflix]
    links: ["change.org/p/the-petition-s-own-slug"]
sources:
  x: {budget: {daily_usd: 1, monthly_usd: 20}, only: "lang:en"}
  mastodon: {instances: [mastodon.social], hashtags: [365dni]}
  bluesky: {stream: true}
scoring: {prepare: false, mask_title: false, overlay: {}, thresholds: 0.1}
events: [{on: 2020-07-02, label: "Duffy's open letter", source: "…"}]
schedule: {collect: "every 2s", report: "08:30"}
database: sqlite:///data/other.db
report: {folder: pages}
privacy: {retain_text_days: 7, min_authors: 5}
"""


def faults(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return [str(fault) for fault in caught.value.faults]


def test_a_title_and_one_topic_are_enough(written, tmp_path):
    config = load_config(written(SMALLEST))

    assert config.topics == (Topic("film", phrases=("cuties",)),)
    assert config.zone == ZoneInfo("UTC")
    assert config.database == f"sqlite:///{tmp_path}/monitor.db"
    assert config.reports_folder == tmp_path / "reports"
    assert config.author_key_file is None
    assert (config.scoring.prepare, config.scoring.mask_title) == (True, True)
    assert (config.scoring.overlay, config.scoring.thresholds) == ({}, 0.05)
    assert config.privacy.min_authors == 10


@pytest.mark.parametrize(
    ("written_as", "read"),
    [
        ("charges", "charges"),
        ("{}", {}),
        ("", {}),
        ("{Cringe: -2, glorify: 0, sub-par: 1.5, ':-(': -4}",
         {"Cringe": -2, "glorify": 0, "sub-par": 1.5, ":-(": -4}),
    ],
)  # fmt: skip
def test_words_are_read_otherwise_by_a_set_or_one_by_one(written_as, read, written):
    config = load_config(written(f"{SMALLEST}scoring: {{overlay: {written_as}}}\n"))

    assert config.scoring.overlay == read


def test_every_key_of_the_contract_is_read(written, tmp_path):
    config = load_config(written(WHOLE))

    assert config.topics[0].exclude == ("365 days a year",)
    assert config.topics[1].links == ("change.org/p/the-petition-s-own-slug",)
    assert config.events == (Event(date(2020, 7, 2), "Duffy's open letter", "…"),)
    assert config.sources.x.budget.monthly_usd == 20
    assert config.schedule.collect == "every 2s"
    assert config.scoring.thresholds == 0.1
    assert config.database == f"sqlite:///{tmp_path}/data/other.db"
    assert config.reports_folder == tmp_path / "pages"
    assert config.privacy.min_authors == 5


def test_what_must_be_near_and_what_is_written_exactly_is_read(written):
    rules = "phrases: [it], near: ['watched *', clown, '\"*\"'], exact: [It]"
    config = load_config(written(f"title: It\ntopics: {{film: {{{rules}}}}}\n"))

    assert config.topics == (
        Topic("film", phrases=("it",), near=("watched *", "clown", '"*"'), exact=("It",)),
    )


def test_what_is_cut_out_for_all_topics_is_cut_out_of_each(written):
    topics = "{a: {phrases: ['[b|c] d']}, e: {phrases: [f], exclude: [g]}}"
    config = load_config(written(f"title: x\ntopics: {topics}\nexclude: [g, h*]\n"))

    assert config.topics == (
        Topic("a", phrases=("b d", "c d"), exclude=("g", "h*")),
        Topic("e", phrases=("f",), exclude=("g", "h*")),
    )


def test_an_absolute_database_stays_where_it_is(written):
    config = load_config(written(SMALLEST + "database: sqlite:////var/lib/monitor.db\n"))

    assert config.database == "sqlite:////var/lib/monitor.db"


def test_a_folder_may_be_named_as_it_likes(tmp_path):
    folder = tmp_path / "wh?t 100% #1"
    folder.mkdir()
    (folder / "config.yaml").write_text(SMALLEST, "utf-8")

    database = database_of(load_config(folder / "config.yaml").database)
    assert database.name == str(folder / "monitor.db")


@pytest.mark.parametrize("tag", ["हिन्दी", "di\u0301a", "365_days"])
def test_hashtags_of_any_script_are_one_word(written, tag):
    config = load_config(written(f"title: x\ntopics: {{a: {{hashtags: ['#{tag}']}}}}\n"))

    assert Matcher(config.topics).judge(f"see #{tag}!").matches


def test_the_environment_wins_and_its_paths_start_at_the_files_folder(
    written, tmp_path, monkeypatch
):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "sqlite:///elsewhere.db")
    monkeypatch.setenv("MONITOR_AUTHOR_KEY_FILE", "secret/authors.key")

    config = load_config(written(SMALLEST))

    assert config.database == f"sqlite:///{tmp_path}/elsewhere.db"
    assert config.author_key_file == tmp_path / "secret/authors.key"


def test_a_fault_of_the_environment_names_the_variable_and_never_its_value(written, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "mysql://me:secret@host/db")

    (fault,) = faults(written(SMALLEST))

    assert fault.startswith("MONITOR_DATABASE_URL: is no SQLite file")
    assert "secret" not in fault


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:s3cret@db.example:5433/watch",
        "postgres://ann@[::1]/watch",
        "postgresql+psycopg://ann:a%40b@db/watch?sslmode=require",
        "postgresql:///watch?host=/var/run/postgresql",
    ],
)
def test_a_postgresql_database_is_named_by_its_url(url, written, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", url)

    config = load_config(written(SMALLEST))

    assert config.database == "postgresql+psycopg" + url[url.index("://") :]
    assert "s3cret" not in repr(config)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:s3cret@host",
        "postgresql://ann:s3cret@host/",
        "postgresql://ann:s3cr#et@host/db",
        "postgresql://ann:s3c/ret@host/db",
        "postgresql://ann:s3cret@host:port/db",
        "postgresql+asyncpg://ann:s3cret@host/db",
        "host/db:s3cret",
    ],
)
def test_a_url_that_names_no_database_is_a_fault_that_never_shows_it(url, written, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", url)

    told = faults(written(SMALLEST)) + faults(written(SMALLEST + f'database: "{url}"\n'))

    assert told[0].startswith("MONITOR_DATABASE_URL: is no ")
    assert told[-1].startswith("line 3: database: is no ")
    assert all("postgresql://user:password@host/database" in fault for fault in told)
    assert not any(piece in fault for fault in told for piece in ("s3c", "ret", "ann"))


def test_variables_that_only_look_like_keys_are_left_alone(written, monkeypatch):
    monkeypatch.setenv("TITLE", "another")
    monkeypatch.setenv("MONITOR_TITLE", "another")

    assert load_config(written(SMALLEST)).title == "Cuties"


def test_a_missing_file_says_how_to_write_one(tmp_path):
    (fault,) = faults(tmp_path / "config.yaml")

    assert "there is no such file" in fault
    assert "monitor init" in fault


@pytest.mark.fault("F42")
def test_all_faults_are_told_together_each_with_its_line(written):
    text = """title: 365
timezone: Europe/Londn
languages: [no, en, pl]
topcs: {}
topics:
  film:
    phrases: ["365 days", 365]
    hashtags: #365dni
    exclude: ["365 Days!"]
  petition:
    context: [x]
    links: petition
  film: {phrases: [a]}
scoring: {prepare: maybe, thresholds: 2}
events: [{on: 2020-07-02, label: ok}, {label: x}]
sources: {archive: {}, x: {budget: {daily_usd: 3, monthly_usd: 1}}}
"""
    assert faults(written(text)) == [
        'line 1: title: YAML takes 365 for a number, not for text. Write it in quotes: "365"',
        "line 2: timezone: 'Europe/Londn' is no time zone. Did you mean Europe/London?",
        "line 3: languages.0: YAML takes no for true or false, not for text. "
        'Write it in quotes: "no"',
        "line 3: languages.2: the scorer cannot read 'pl'. VADER reads English alone: "
        "write [en]. Other languages are counted, not scored",
        "line 4: topcs: there is no such key. Did you mean topics?",
        "line 7: topics.film.phrases.1: YAML takes 365 for a number, not for text. "
        'Write it in quotes: "365"',
        "line 8: topics.film.hashtags: is empty: YAML takes nothing for null, and what follows "
        '# for a remark. Put it in quotes, as "#365dni", or leave the key out',
        "line 9: topics.film.exclude.0: '365 Days!' is a phrase of the same topic, which could "
        "never match. Take it out of one of them",
        "line 11: topics.petition.context: helps phrases alone, and there are none. "
        "Add phrases, or take the context out",
        "line 12: topics.petition.links: should be a list. Write [petition]",
        "line 13: topics.film: is given twice, first in line 6. Keep one of them",
        "line 14: scoring.prepare: 'maybe' is not true or false. Write true or false",
        "line 14: scoring.thresholds: must be less than 1. Write such a value",
        "line 15: events.1.on: is missing. Add the day: on: 2020-07-02",
        "line 16: sources.archive: there is no such key. Files come in by: monitor import FILE",
        "line 16: sources.x.budget: allows more a day than a month. "
        "Raise monthly_usd or lower daily_usd",
    ]


def test_where_people_stand_is_read_by_the_cues_of_both_sides(written):
    topics = "topics: {film: {phrases: [a]}, petition: {phrases: [b]}}\n"
    cues = "supports: ['^sign it'], opposes: ['not * signing', 'won''t sign']"

    config = load_config(written(f"title: x\n{topics}position: {{demand: remove x, {cues}}}\n"))

    assert config.position
    assert (config.position.topic, config.position.demand) == ("petition", "remove x")
    assert config.position.supports == ["^sign it"]
    assert config.position.opposes == ["not * signing", "won't sign"]
    assert config.position.cues is None
    assert load_config(written("title: x\n" + topics)).position is None
    named = load_config(written(f"title: x\n{topics}position: {{cues: removal}}\n")).position
    assert named
    assert named.cues == "removal"
