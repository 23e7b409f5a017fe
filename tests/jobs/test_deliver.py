"""Reports and alerts go out once: by real servers, on a clock that is set."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from jobs import collect, deliver, report, schedule
from monitor.app.deliveries import Deliveries, deliveries_of, next_try
from monitor.errors import TryLaterError
from monitor.storage.deliveries import Wanted
from tests.around_the_clock import GREAT, said
from tests.receivers import HookServer, MailServer

pytest.importorskip("apprise", reason="the extra `notify` is not installed")


@pytest.fixture
def hook():
    with HookServer() as server:
        yield server


@pytest.fixture
def opening(opened, hook, monkeypatch):
    """Opens the watch with these addresses, or that of the hook."""

    def open_(*addresses):
        monkeypatch.setenv("MONITOR_NOTIFY_URLS", "\n".join(addresses or [hook.address()]))
        return opened()

    return open_


@pytest.fixture
def morning(opening, x):
    """One day of collecting lies behind it; the report of the first day is due."""

    def begin(*addresses):
        x.post(GREAT, at="2026-03-26T11:00")
        made = opening(*addresses)
        list(collect.run(made))
        x.now = "2026-03-27T06:00"
        list(collect.run(made))
        list(report.run(made))
        return made

    return begin


def sent(monitor):
    return [(one.subject, one.state) for one in deliver.run(monitor)]


def test_a_day_s_report_arrives_once_and_no_more_when_its_figures_are_final(morning, hook, x):
    monitor = morning()

    assert sent(monitor) == [("report 2026-03-26", "delivered")]
    assert sent(monitor) == []
    x.now = "2026-03-28T06:00"
    list(collect.run(monitor))
    list(report.run(monitor))  # the first day is final by now
    assert sent(monitor) == [("report 2026-03-27", "delivered")]

    first, second = hook.bodies
    assert first["title"] == "365 Days, Thursday 26 March 2026"
    assert "1 post by 1 person about the film on Thursday 26 March" in first["message"]
    assert first["figures"]["topics"]["film"]["today"]["volume"] == 1
    assert second["figures"]["date"] == "2026-03-27"


def test_what_is_sent_is_what_stands_in_the_folder_and_is_published(morning, hook, x):
    monitor = morning()
    x.advance(minutes=5)
    monitor.import_file(_late(monitor.config.folder))

    assert sent(monitor) == [("report 2026-03-26", "delivered")]
    [told] = hook.bodies
    page = json.loads((monitor.config.reports_folder / "2026-03-26.json").read_text("utf-8"))
    with monitor.store.read() as reader:
        published = json.loads(reader.published.of(date(2026, 3, 26), "Europe/Berlin").figures)
    assert page == published
    assert told["figures"]["topics"] == page["topics"]
    assert page["topics"]["film"]["today"]["volume"] == 2


def test_a_folder_that_cannot_be_written_holds_up_no_letter(morning, hook):
    monitor = morning()
    shutil.rmtree(monitor.config.reports_folder)
    monitor.config.reports_folder.write_text("in the way", "utf-8")

    assert sent(monitor) == [("report 2026-03-26", "delivered")]
    assert len(hook.bodies) == 1


def _late(folder: Path) -> Path:
    path = folder / "late.csv"
    path.write_text(
        "id,created_at,author,lang,text\n7,2026-03-26T12:00Z,late,en,365 days on netflix is bad\n",
        "utf-8",
    )
    return path


def test_a_week_s_report_goes_out_on_its_monday(morning, hook, x):
    monitor = morning()
    sent(monitor)
    x.now = "2026-03-30T06:00"
    list(collect.run(monitor))
    list(report.run(monitor))

    assert sent(monitor) == [
        ("report 2026-03-29", "delivered"),
        ("report 2026-W13", "delivered"),
    ]
    assert sent(monitor) == []
    week = hook.bodies[-1]
    assert week["title"] == "365 Days, Week 13: 23 March to 29 March 2026"
    assert week["figures"]["by"] == "week"
    assert "2026-W13.html" in week["message"]


def test_every_target_gets_it_and_one_that_fails_holds_up_no_other(morning, hook, x):
    with MailServer() as mail, HookServer() as gone:
        monitor = morning(gone.address("ntfy", "film"), mail.address(), hook.address())
        gone.script(503)
        states = [(one.target.split()[0], one.state) for one in deliver.run(monitor)]

        assert sorted(states) == [
            ("json", "delivered"),
            ("mailto", "delivered"),
            ("ntfy", "waiting"),
        ]
        assert len(mail.mails) == len(hook.bodies) == 1
        (page,) = mail.mails[0].iter_attachments()
        assert page.get_payload(decode=True).startswith(b"<!DOCTYPE html>")
        x.advance(minutes=5)
        assert sent(monitor) == [("report 2026-03-26", "delivered")]
        assert len(mail.mails) == len(hook.bodies) == 1


def test_what_fails_is_tried_again_with_growing_pauses_and_given_up_after_three_days(
    morning, watch, opening, hook, x
):
    morning(" ")
    path = watch.folder / "config.yaml"
    path.write_text(f"{path.read_text()}notify: {{silence: false, spikes: false}}\n")
    monitor, began, tries = opening(), x.now, []
    hook.script(*[503] * 50)
    (one,) = deliver.run(monitor)
    while one.next_try_at:
        x.now = one.next_try_at - timedelta(seconds=1)
        assert sent(monitor) == []
        x.now = one.next_try_at
        tries.append(x.now - began)
        (one,) = [each for each in deliver.run(monitor) if each.subject == "report 2026-03-26"]

    assert tries[:5] == [timedelta(minutes=m) for m in (5, 20, 80, 320, 1040)]
    assert timedelta(days=2) < tries[-1] <= timedelta(days=3)
    assert (one.state, one.error) == ("given up", "the service answered with 503")
    assert monitor.health().exit_code == 75
    x.now += timedelta(days=8)
    assert sent(monitor) == []


def test_what_may_have_arrived_is_not_sent_again(morning, hook, x):
    monitor = morning()
    hook.script(None)

    assert sent(monitor) == [("report 2026-03-26", "unknown")]
    x.advance(hours=5)
    assert sent(monitor) == []
    assert len(hook.bodies) == 1


def test_a_process_that_ended_while_it_was_sending_leaves_it_unknown(
    morning, hook, x, monkeypatch
):
    monitor = morning()

    class Killed(BaseException):
        """The process is gone: no handler of ours may answer."""

    def die(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Deliveries, "_settled", die)
        with pytest.raises(Killed):
            list(deliver.run(monitor))
    x.advance(hours=1)

    assert len(hook.bodies) == 1
    assert sent(monitor) == [("report 2026-03-26", "unknown")]
    assert sent(monitor) == []
    assert len(hook.bodies) == 1
    (told,) = monitor.health().to_dict({})["deliveries"]
    assert (told["state"], told["next"]) == ("unknown", None)
    assert "nobody knows whether it arrived" in told["error"]


def test_of_two_processes_one_sends(morning, opened, hook):
    monitor, other = morning(), opened()
    running = deliver.run(monitor)
    first = next(running)  # the other one comes while the first is at it
    deliveries_of(other).plan()

    assert first.state == "delivered"
    assert list(running) == []
    assert list(deliver.run(other)) == []
    assert len(hook.bodies) == 1


def test_while_one_is_sending_another_is_told_to_leave_it_alone(morning, opened, hook):
    monitor, other = morning(hook.address(), hook.address("ntfy", "film")), opened()
    running = deliver.run(monitor)
    next(running)

    with pytest.raises(TryLaterError):
        list(deliver.run(other))
    assert len(list(running)) == 1
    assert len(hook.bodies) == 2


def test_without_addresses_nothing_is_noted_and_with_new_ones_only_the_newest_day_is_sent(
    morning, opened, opening, hook, x, monkeypatch
):
    monitor = morning(" ")
    assert sent(monitor) == []
    x.now = "2026-03-28T06:00"
    list(collect.run(monitor))
    list(report.run(monitor))

    assert sent(opening()) == [("report 2026-03-27", "delivered")]
    assert sent(opening(hook.address(), hook.address("ntfy", "new"))) == [
        ("report 2026-03-27", "delivered")
    ]
    assert len(hook.bodies) == 2


def test_reports_that_nobody_wants_are_not_sent(morning, watch, opening, hook):
    morning(" ")
    path = watch.folder / "config.yaml"
    path.write_text(f"{path.read_text()}notify: {{reports: false}}\n")

    assert sent(opening()) == []


def test_a_round_of_the_clock_collects_reports_and_sends(opening, hook, x):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor = opening()
    schedule.run_once(monitor, lambda *_: None)
    x.now = "2026-03-27T06:00"
    told = []
    schedule.run_once(monitor, lambda name, what: told.append((name, what)))

    assert [name for name, _ in told] == ["collect", "report", "deliver"]
    assert told[-1][1].state == "delivered"
    assert "deliver" in schedule.upcoming(monitor.config, x.now)


def test_pauses_grow_to_half_a_day(x):
    first = now = x.now
    pauses = []
    for tries in range(1, 20):
        coming = next_try(first, tries, now)
        if coming is None:
            break
        pauses.append(int((coming - now).total_seconds()) // 60)
        now = coming

    assert pauses == [5, 15, 60, 240, 720, 720, 720, 720, 720]


# Alerts


@pytest.fixture
def usual(opening, x):
    """Nine days of one post an hour each, collected as they came; it is the tenth, 12:00."""

    def begin(*addresses):
        x.now = "2026-03-16T00:00"
        monitor = opening(*addresses or [" "])
        list(collect.run(monitor))
        for day in range(16, 26):
            for hour in range(2 if day % 2 else 3):
                x.post(
                    f"{GREAT} {day} {hour}", f"2026-03-{day}T{hour + 1:02}:00", author=f"p{hour}"
                )
            x.now = f"2026-03-{day + 1}T00:00"
            list(collect.run(monitor))
        x.now = "2026-03-26T12:00"
        list(collect.run(monitor))
        return monitor

    return begin


def crowd(x, people, when="2026-03-26T12:05"):
    for n in range(people):
        x.post(f"{GREAT} too {n}", when, author=f"crowd {n}")


def alerts(hook):
    return [body for body in hook.bodies if "alert" in body["figures"]]


def test_a_day_that_stands_out_is_told_while_it_lasts_once_and_not_again_when_it_is_over(
    usual, opening, hook, x
):
    usual()
    monitor = opening()
    sent(monitor)  # the report of the day before
    crowd(x, 30)
    x.now = "2026-03-26T12:15"
    list(collect.run(monitor))

    assert sent(monitor) == [("spike film 2026-03-26", "delivered")]
    x.now = "2026-03-27T12:00"
    list(collect.run(monitor))
    list(report.run(monitor))
    assert ("spike film 2026-03-26", "delivered") not in sent(monitor)
    (told,) = alerts(hook)
    assert told["title"] == "365 Days: “film” stands out on Thursday 26 March"
    assert "30 posts by 30 people about “film” on Thursday 26 March, so far." in told["message"]
    assert "its limit is" in told["message"]
    assert "was watched" in told["message"]
    assert "It is told because there were already" in told["message"]
    assert "not about anybody who wrote one" in told["message"]
    assert "monitor notify --quiet 3d" in told["message"]
    assert "spikes: false under notify" in told["message"]
    assert "crowd" not in told["message"]
    assert len(told["title"] + told["message"]) < 1500


def test_few_accounts_are_no_crowd_and_an_ordinary_day_is_no_news(usual, opening, hook, x):
    usual()
    monitor = opening()
    for n in range(40):
        x.post(f"{GREAT} again {n}", "2026-03-26T12:05", author=f"loud {n % 3}")
    x.now = "2026-03-26T12:15"
    list(collect.run(monitor))

    sent(monitor)
    assert alerts(hook) == []


def test_of_a_topic_nothing_more_is_told_while_it_cools_down(usual, opening, watch, hook, x):
    watch.write(sources="{x: {budget: {daily_usd: 100, monthly_usd: 1000}}}")
    usual()
    path = watch.folder / "config.yaml"
    path.write_text(f"{path.read_text()}notify: {{cool_down_h: 70, reports: false}}\n")
    monitor = opening()
    for day, people in ((26, 60), (27, 200), (28, 1), (29, 500)):
        crowd(x, people, f"2026-03-{day}T12:05")
        for hour in ("12:15", "22:30"):
            x.now = f"2026-03-{day}T{hour}"
            list(collect.run(monitor))
            sent(monitor)

    titles = [
        told["title"].removeprefix("365 Days: “film” stands out on ") for told in hook.bodies
    ]
    fired = [each.spike.fired for each in monitor.rehearse(4, topic="film").topics["film"]]
    assert fired == [True, True, False, True]
    assert titles == ["Thursday 26 March", "Sunday 29 March"]


def test_an_alert_of_a_time_to_come_holds_up_none(usual, opening, hook, x):
    usual()
    monitor = opening()
    with monitor.store.write() as writer:  # a clock that was a year ahead wrote it
        ahead = Wanted("spike film 2027-03-26", "alert", "spike film", "{}")
        writer.deliveries.want(ahead, ["gone"], x.now + timedelta(days=365))
    crowd(x, 60)
    x.now = "2026-03-26T12:15"
    list(collect.run(monitor))
    sent(monitor)

    assert [told["title"] for told in alerts(hook)] == [
        "365 Days: “film” stands out on Thursday 26 March"
    ]


def test_what_is_found_of_a_day_only_after_its_end_is_told_when_its_report_is_due(
    usual, opening, hook, x
):
    usual()
    monitor = opening()
    crowd(x, 30, "2026-03-26T22:30")
    x.now = "2026-03-27T05:45"
    list(collect.run(monitor))
    early = [subject for subject, _ in sent(monitor) if "spike" in subject]
    x.now = "2026-03-27T06:00"
    sent(monitor)

    assert early == []
    (told,) = alerts(hook)
    assert "30 posts by 30 people about “film” on Thursday 26 March." in told["message"]
    assert "100% of the day was watched." in told["message"]


def test_alerts_that_are_quiet_or_switched_off_are_not_told(usual, opening, watch, hook, x):
    usual()
    crowd(x, 30)
    x.now = "2026-03-26T12:15"
    monitor = opening()
    list(collect.run(monitor))
    deliveries_of(monitor).be_quiet(x.now + timedelta(hours=1))
    sent(monitor)
    quiet = alerts(hook)
    path = watch.folder / "config.yaml"
    written = path.read_text()
    path.write_text(f"{written}notify: {{spikes: false}}\n")
    x.advance(hours=2)
    sent(opening())
    off = alerts(hook)
    path.write_text(written)
    sent(opening())

    assert (quiet, off) == ([], [])
    assert len(alerts(hook)) == 1


def test_a_source_that_falls_silent_is_told_once(morning, hook, x):
    monitor = morning()
    sent(monitor)
    x.script("401 for ever")
    for hours in (4, 3, 1, 20):
        x.advance(hours=hours)
        list(collect.run(monitor))
        sent(monitor)

    (told,) = alerts(hook)
    assert told["title"].startswith("365 Days: nothing comes from X since 27 Mar, 07:00")
    assert "monitor status" in told["message"]
    assert "silence: false under notify" in told["message"]


def test_a_source_that_never_worked_has_not_fallen_silent(opening, hook, x):
    x.script("401 for ever")
    monitor = opening()
    for _ in range(3):
        list(collect.run(monitor))
        x.advance(hours=5)

    assert sent(monitor) == []


def test_a_small_budget_that_is_used_up_is_no_silence(opening, watch, hook, x):
    watch.write(sources="{x: {budget: {daily_usd: 0.05, monthly_usd: 2}}}")
    x.posts(30, f"{GREAT} {{n}}", "2026-03-26T08:00", "2026-03-26T11:00")
    monitor = opening()
    for _ in range(4):
        list(collect.run(monitor))
        x.advance(hours=3)
        sent(monitor)

    assert alerts(hook) == []


@pytest.mark.parametrize(("platform", "told"), [("forum", 1), ("sample", 0)])
def test_no_alert_is_told_of_invented_posts(usual, opening, hook, x, tmp_path, platform, told):
    monitor, file = usual(), tmp_path / "posts.csv"
    lines = [f"{n},{GREAT} so {n},2026-03-26T11:00Z,crowd {n}" for n in range(30)]
    file.write_text("\n".join(["id,text,created_at,author_id", *lines]), "utf-8")
    monitor.import_file(file, platform=platform)

    sent(opening())
    assert len(alerts(hook)) == told


def test_a_name_can_call_nobody_and_lead_nowhere(morning, opening, watch, hook, x):
    morning(" ")
    path = watch.folder / "config.yaml"
    hostile = "365 <!channel> @everyone https://evil.example www.evil.example"
    path.write_text(path.read_text().replace("title: 365 Days", f"title: '{hostile}'"))
    sent(opening())

    (told,) = hook.bodies
    for call in ("@everyone", "<!", "://", "evil.example"):
        assert call not in told["title"] + told["message"]
    assert "everyone" in told["title"]


def test_nothing_of_an_address_stands_in_the_database_or_in_any_line(
    morning, hook, watch, x, caplog
):
    canary = "canary0123456789"
    caplog.set_level("DEBUG")
    monitor = morning(hook.address(path=f"{canary}?+token={canary}"))
    hook.told = canary
    hook.script(500)
    lines = [json.dumps(one.to_dict()) for one in deliver.run(monitor)]
    lines.append(json.dumps(monitor.health().to_dict({})))

    assert said(lines, r'"(json #[0-9a-f]{6})"')
    assert canary not in "".join(lines) + caplog.text
    for file in watch.folder.rglob("*"):
        assert not file.is_file() or canary.encode() not in file.read_bytes()
