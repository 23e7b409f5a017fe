"""Who is told stands in the environment alone: each address a secret, its place its only name."""

import pytest

from monitor.config import load_config
from monitor.config.addresses import secrets_of
from monitor.errors import ConfigError
from monitor.redaction import redacted

WATCH = "title: 365 Days\ntopics: {film: {phrases: [365 days]}}\n"


@pytest.fixture
def load(tmp_path, monkeypatch):
    def load(said=None, file=None, more=""):
        for name, value in (("", said), ("_FILE", file)):
            if value is not None:
                monkeypatch.setenv(f"MONITOR_NOTIFY_URLS{name}", value)
        path = tmp_path / "config.yaml"
        path.write_text(WATCH + more, "utf-8")
        config = load_config(path)
        return [url.get_secret_value() for url in config.notify_urls], config.notify

    return load


def test_addresses_stand_apart_by_spaces_lines_or_a_comma_before_the_next(load):
    said = "json://a/x, mailto://u:p@h?to=a@b.example,c@d.example\n  ntfy://h/t json://a/x"

    found, _ = load(said)

    assert found == ["json://a/x", "mailto://u:p@h?to=a@b.example,c@d.example", "ntfy://h/t"]


def test_they_may_stand_in_a_file_beside_the_configuration(load, tmp_path):
    (tmp_path / "addresses").write_text("json://a/x\nntfy://h/t\n", "utf-8")

    assert load(file="addresses")[0] == ["json://a/x", "ntfy://h/t"]


def test_without_any_nothing_is_sent_and_all_is_switched_on(load):
    found, notify = load()

    assert found == []
    assert notify.model_dump() == {
        "reports": True, "spikes": True, "silence": True, "cool_down_h": 24, "silence_h": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "file", "more", "where", "told"),
    [
        ("json://a/x canary-of-nobody", None, "", "MONITOR_NOTIFY_URLS", "its 2nd address"),
        (None, "mailto://canary-of-nobody", "", "MONITOR_NOTIFY_URLS_FILE", "cannot be read"),
        (None, None, "notify: {silence_h: 0}", "notify.silence_h", "greater than"),
        (None, None, "notify: {urls: []}", "notify.urls", "no such key"),
        (None, None, "notify: {reports: 'json://canary-of-nobody'}", "notify.reports", "address"),
        (None, None, "notify: mailto:canary-of-nobody@h", "notify", "address"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_never_with_an_address(
    load, said, file, more, where, told
):
    with pytest.raises(ConfigError) as refused:
        load(said, file, more)

    (fault,) = refused.value.faults
    assert (fault.where, told in fault.problem) == (where, True)
    assert fault.line == (3 if more else None)
    assert fault.fix
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXr", "POST /services/T1JJ3T3L2/A1BRTD4JD/…"),
        ("tgram://123456789:abcdefg-hijklmn/12345678", "POST /bot123456789:abcdefg-hijklmn/…"),
        (
            "mailto://anna:my%20pass-word@h.example?to=b@c.example",
            "pass my pass-word of b@c.example",
        ),
        ("jsons://h.example/x?+Authorization=Bearer-12e45f78", "Authorization: Bearer-12e45f78"),
    ],
)
def test_each_piece_that_a_log_tells_alone_is_taken_out(load, address, logged):
    load(address)
    told = redacted(logged)

    assert "[secret]" in told
    assert not any(piece in told for piece in secrets_of(address) if len(piece) >= 8)


def test_a_topic_in_plain_words_is_not_taken_out_of_what_people_write(load):
    load("ntfy://news.example/365DaysPetition slack://T1JJ3T3L2/A1BRTD4JD/abcde#365dayspetition")
    told = "news.example: #365dayspetition"

    assert redacted(told) == told
