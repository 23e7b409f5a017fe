"""The command notify, and what status and check say of deliveries."""

import pytest

from tests.around_the_clock import GREAT
from tests.receivers import HookServer

pytest.importorskip("apprise", reason="the extra `notify` is not installed")
CANARY = "canary0123456789"


@pytest.fixture
def hook(monkeypatch):
    with HookServer() as server:
        monkeypatch.setenv("MONITOR_NOTIFY_URLS", server.address(path=CANARY))
        yield server


@pytest.fixture
def morning(monitor, live, x):
    """A day lies behind it, and its report is due."""
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")
    live.at("2026-03-27T06:00")


def test_a_test_message_says_which_target_it_reached(monitor, live, hook, monkeypatch):
    ran = monitor("notify", "--test", "--json")
    hook.script(500)
    failed = monitor("notify", "--test")

    (one,) = ran.json["test"]
    assert (ran.code, one["state"], one["error"]) == (0, "delivered", None)
    assert hook.bodies[0]["title"] == "365 Days: a test of the monitor"
    assert failed.code == 75
    told = f"test to {one['target']}: failed: the service answered with 500"
    assert failed.err.splitlines()[-1] == told
    assert monitor("notify", "--json").json["deliveries"] == []


def test_targets_are_named_by_scheme_and_fingerprint_alone(monitor, live, hook):
    ran = monitor("notify")
    (name,) = monitor("notify", "--json").json["targets"]

    assert ran.out.startswith(f"{name} is told of: reports, spikes, silence.")
    assert name.startswith("json #")
    assert len(name) == len("json #a1b2c3")
    assert monitor("notify", "--json").json["targets"] == [name]


def test_without_addresses_it_says_what_to_do(monitor, live):
    ran = monitor("notify")

    assert ran.code == 0
    assert "MONITOR_NOTIFY_URLS" in ran.out
    assert monitor("notify", "--test").code == 2


def test_alerts_can_be_quieted_for_a_while(monitor, live, hook):
    monitor("notify", "--quiet", "3d")
    told = monitor("notify")
    assert "No alert is told until 2026-03-29" in told.out
    assert monitor("notify", "--quiet", "off", "--json").json["quiet_until"] is None
    for wrong in ("3", "0d", "tomorrow"):
        ran = monitor("notify", "--quiet", wrong)
        assert (ran.code, "no span of time" in ran.err) == (2, True)


def test_what_fails_stands_in_status_and_is_unwell_once_it_does_so_for_an_hour(
    monitor, live, morning, hook
):
    hook.script(*[503] * 9)
    run = monitor("run", "--once")
    early = monitor("status", "--json")
    lines = monitor("status").out
    live.at("2026-03-27T07:01")
    monitor("run", "--once")
    late = monitor("status", "--json")
    live.at("2026-03-27T08:30")
    hook._scripted.clear()
    monitor("run", "--once")
    after = monitor("status", "--json")

    assert "deliver report 2026-03-26 to json #" in run.out
    (one,) = early.json["deliveries"]
    assert list(one) == ["what", "target", "state", "tries", "next", "delivered", "error"]
    assert (one["what"], one["state"], one["tries"]) == ("report 2026-03-26", "waiting", 1)
    assert one["next"].startswith("2026-03-27T06:05")
    assert one["error"] == "the service answered with 503"
    assert "report 2026-03-26  json #" in lines
    assert (early.code, late.code, after.code) == (0, 75, 0)
    assert late.json["ok"] is False
    assert after.json["deliveries"] == []


def test_addresses_that_are_none_are_told_by_their_place_and_never_shown(
    monitor, live, monkeypatch
):
    addresses = f"json://127.0.0.1/x, nosuch://{CANARY}/x"
    monkeypatch.setenv("MONITOR_NOTIFY_URLS", addresses)
    ran = monitor("--log-level", "debug", "check", "--json")
    monkeypatch.setenv("MONITOR_NOTIFY_URLS", f"{CANARY} json://127.0.0.1/x")
    worse = monitor("--log-level", "debug", "check")

    (fault,) = ran.json["faults"]
    assert (ran.code, fault["where"]) == (2, "MONITOR_NOTIFY_URLS")
    assert "2nd address" in fault["problem"]
    assert (worse.code, "1st address" in worse.err) == (2, True)
    assert CANARY not in ran.out + ran.err + worse.out + worse.err


def test_several_recipients_in_one_address_are_remarked_on(monitor, live, monkeypatch):
    address = "mailto://u:p@127.0.0.1?from=m@example.org&to=a@example.org,b@example.org"
    monkeypatch.setenv("MONITOR_NOTIFY_URLS", address)

    (remark,) = monitor("check", "--json").json["remarks"]

    assert "tells 2 recipients" in remark["problem"]


def test_an_address_in_the_configuration_is_a_fault_and_is_not_shown(monitor, watch):
    text = watch.read_text()
    for wrong in (f"json://{CANARY}@h/x", f"{{urls: ['json://{CANARY}@h/x']}}"):
        watch.write_text(f"{text}notify: {wrong}\n")
        ran = monitor("check")
        assert ran.code == 2
        assert "MONITOR_NOTIFY_URLS" in ran.err
        assert CANARY not in ran.err + ran.out


def test_the_loudest_log_of_every_command_holds_no_address(
    monitor, live, morning, hook, folder, caplog
):
    caplog.set_level("DEBUG")
    hook.told = CANARY
    hook.script(500)
    loud = ("--log-level", "debug", "--log", "json")
    ran = [
        monitor(*loud, "run", "--once"),
        monitor(*loud, "notify", "--test"),
        monitor(*loud, "status", "--json"),
        monitor(*loud, "check"),
        monitor(*loud, "notify"),
    ]

    assert "report 2026-03-26" in ran[0].out
    assert CANARY not in caplog.text + "".join(one.out + one.err for one in ran)
    held = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in held if CANARY.encode() in path.read_bytes()] == []
