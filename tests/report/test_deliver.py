"""What is sent arrives at real servers, and of what does not the reason is told, no secret."""

import logging
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.redaction import hide
from monitor.report import deliver
from monitor.report.deliver import NOT_KNOWN, Answer, send
from monitor.report.letters import Letter, of_test
from tests.receivers import HookServer, MailServer

pytest.importorskip("apprise", reason="the extra `notify` is not installed")

LETTER = Letter(
    "365 Days, Thursday 2 July 2020",
    "165 posts about the film.",
    "<p>165 posts about the film.</p>",
    page=("2020-07-02.html", "<!DOCTYPE html><p>The page with − and ’.</p>"),
    figures={"date": "2020-07-02", "topics": {"film": {"today": {"volume": 165}}}},
)
CANARY = "canary0123456789"


@pytest.fixture
def hook():
    with HookServer() as server:
        yield server


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server


def test_a_mail_is_its_own_page_and_brings_the_whole_one_along(mail):
    assert send(mail.address(), LETTER) == Answer(True)

    (taken,) = mail.mails
    assert taken["Subject"] == LETTER.title
    assert "desk@example.org" in taken["To"]
    assert taken.get_body(("html",)).get_content().strip() == LETTER.html
    (page,) = taken.iter_attachments()
    assert (page.get_filename(), page.get_content_type()) == ("2020-07-02.html", "text/html")
    assert page.get_payload(decode=True).decode("utf-8") == LETTER.page[1]


def test_a_program_is_sent_the_figures_with_the_words(hook):
    assert send(hook.address(), LETTER) == Answer(True)

    (body,) = hook.bodies
    assert (body["title"], body["message"]) == (LETTER.title, LETTER.text)
    assert body["figures"] == LETTER.figures
    assert body["attachments"] == []


def test_a_chat_is_sent_the_words_alone_and_no_picture_from_elsewhere(hook):
    assert send(hook.address("ntfy", "film"), LETTER) == Answer(True)

    (body,) = hook.bodies
    assert (body["topic"], body["title"], body["message"]) == ("film", LETTER.title, LETTER.text)
    assert "github" not in str(body)


def test_a_chat_room_gets_the_same_words_in_its_own_shape(hook):
    """Mattermost's webhooks, which are Slack's."""
    assert send(hook.address("mmost", "0123456789abcdefghij"), LETTER) == Answer(True)

    (body,) = hook.bodies
    assert LETTER.title in str(body)
    assert LETTER.text in str(body)
    assert "http" not in str(body)


def test_no_secret_goes_out_in_a_letter(hook):
    hide("a-secret-of-ours")
    told = replace(LETTER, text="It is a-secret-of-ours.", figures={"title": "a-secret-of-ours"})

    assert send(hook.address(), told).arrived
    assert hook.bodies[0]["message"] == "It is [secret]."
    assert hook.bodies[0]["figures"] == {"title": "[secret]"}


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_an_error_that_is_answered_is_one_for_certain(hook, status):
    hook.script(status)

    assert send(hook.address(), LETTER) == Answer(False, f"the service answered with {status}")
    assert send(hook.address(), LETTER) == Answer(True)


def test_where_nobody_answers_nothing_has_arrived():
    with HookServer() as hook, MailServer() as mail:
        pass  # their ports are free by now

    for address in (hook.address(), mail.address()):
        assert send(address, LETTER) == Answer(False, "nobody answers there")


def test_a_server_that_hangs_up_after_it_was_told_may_have_been_told(hook, mail):
    hook.script(None)
    mail.script(None)

    for answer in (send(hook.address(), LETTER), send(mail.address(), LETTER)):
        assert answer.arrived is None
        assert NOT_KNOWN in answer.error


def test_a_mail_that_is_refused_for_now_has_not_arrived(mail):
    mail.script("451 4.7.1 come again later")

    assert send(mail.address(), LETTER) == Answer(False, "the mail server answered with 451")
    assert mail.mails == []


def test_where_some_recipients_have_it_nobody_is_told_twice(mail):
    both = mail.address("a@example.org,b@example.org")
    mail.script("250 taken", "451 later")

    assert deliver.recipients(both) == 2
    assert send(both, LETTER).arrived is None
    assert len(mail.mails) == 1


def test_a_server_that_never_answers_does_not_hold_the_clock(hook):
    held = threading.Event()
    hook.next_step = lambda well: held.wait(5) and well

    answer = send(hook.address(), LETTER, longest_s=0.1)
    held.set()

    assert answer == Answer(None, f"it took too long; {NOT_KNOWN}")


def test_nobody_is_led_elsewhere(hook):
    with HookServer() as elsewhere:
        hook.told = f"http://127.0.0.1:{elsewhere.port}/"
        hook.script(307)

        assert send(hook.address(path="hook?redirect=yes"), LETTER).arrived is False
        assert elsewhere.bodies == []


def test_an_address_that_no_service_has_is_told_as_that():
    assert not deliver.is_address("nosuch://host/x")
    assert deliver.is_address("json://127.0.0.1/x")
    assert send("nosuch://host/x", LETTER).error == deliver.NO_ADDRESS


def test_the_documented_addresses_are_ones():
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    table = page.split("## What it sends")[1].split("**The report**")[0]
    addresses = re.findall(r"`([a-z]+://[^`]{3,})`", table)

    assert len(addresses) >= 8
    assert [address for address in addresses if not deliver.is_address(address)] == []


@pytest.mark.parametrize("step", [200, 500, None])
def test_the_loudest_log_holds_nothing_of_an_address(hook, mail, caplog, capfd, step):
    caplog.set_level(logging.DEBUG)
    hook.told = f"you sent {CANARY}"
    hook.script(step)
    mail.script("535 no" if step == 500 else "250 taken" if step else None)
    answers = [
        send(hook.address(path=f"x/{CANARY}?+key={CANARY}"), LETTER),
        send(mail.address(f"{CANARY}@example.org", f"{CANARY}:pw{CANARY}@"), LETTER),
    ]

    said = capfd.readouterr()
    assert CANARY not in caplog.text + said.out + said.err + str(answers)
    assert all(CANARY in path for path in hook.paths)


def test_without_apprise_one_sentence_says_what_to_install():
    """In a process of its own, from which it is hidden."""
    tried = (
        "import sys; sys.modules['apprise'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'apprise' else find(n, *a)\n"
        "from monitor.report.deliver import send\n"
        "from monitor.report.letters import of_test\n"
        "print(send('json://127.0.0.1:9/x', of_test('365 Days')).error)"
    )
    ran = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, timeout=60)

    assert ran.stdout.strip() == deliver.MISSING
    assert "pip install" in deliver.MISSING


def test_a_test_message_is_plain(hook):
    assert send(hook.address(), of_test("365 Days")).arrived
    assert hook.bodies[0]["title"] == "365 Days: a test of the monitor"
