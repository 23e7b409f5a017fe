"""The one door to apprise: sends one letter to one address, and says whether it arrived.

apprise's own log is heard here and goes nowhere else: it names hosts,
mailboxes and paths, which are secrets to us. Of why something did not arrive
only our own words go on, since a server may repeat in its answer what it was
sent.
"""

import json
import logging
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import Any

from monitor.redaction import redacted
from monitor.report.letters import Letter

INSTALL = "Install it with: pip install apprise"
MISSING = f"nothing can be sent: apprise is not installed. {INSTALL}"
NO_ADDRESS = "no service that apprise knows has such an address"
NOT_KNOWN = "nobody knows whether it arrived"
LONGEST_S = 60.0
"""Whoever takes longer does not hold up the clock."""
_BY_MAIL = frozenset({
    "mailto", "mailtos", "brevo", "mailgun", "o365", "resend", "sendgrid", "ses", "smtp2go",
    "sparkpost",
})  # fmt: skip
_BEGUN = re.compile(r"^Email To: ", re.MULTILINE)
"""Logged of a mail once the server is connected, and let us in."""
_NO_ANSWER = re.compile(
    r"read timed out|read operation timed out|aborted|reset by peer|closed connection|"
    r"unexpectedly closed|broken pipe|incompleteread", re.IGNORECASE,
)  # fmt: skip
_TIMED_OUT = re.compile(r"timed out", re.IGNORECASE)
_SENT = re.compile(r"^Sent ", re.MULTILINE)
_REASONS = (
    (r"error=(\d{3})", "the service answered with {}"),
    (r"\((4\d\d|5\d\d), b?['\"]", "the mail server answered with {}"),
    (r"was refused: (\d{3})", "the mail server refused the recipient, with {}"),
    (r"certificate", "its certificate is not trusted"),
    (r"name or service|nodename|getaddrinfo|name resolution|resolve", "its host is not found"),
    (r"refused", "nobody answers there"),
    (r"timed out", "it did not answer in time"),
    (r"unreachable|no route", "the network does not lead there"),
    (r"unexpectedly closed|reset by peer|closed connection", "it closed the connection"),
    (r"starttls|auth extension|not supported", "the mail server cannot do what the address asks"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it arrived: None where nobody knows."""

    arrived: bool | None
    error: str | None = None


def is_installed() -> bool:
    """Whether anything can be sent at all."""
    return find_spec("apprise") is not None


def is_address(address: str) -> bool:
    """Whether a service has such an address; nobody is asked."""
    with _heard():
        return _service(address) is not None


def recipients(address: str) -> int:
    """How many are told by it one after another."""
    with _heard():
        service = _service(address)
        return len(service) if service is not None else 0


def send(address: str, letter: Letter, longest_s: float = LONGEST_S) -> Answer:
    """Send it, once. Raises nothing: what went wrong stands in the answer."""
    if not is_installed():
        return Answer(False, MISSING)
    answers: list[Answer] = []
    letter = _without_secrets(letter)
    worker = threading.Thread(
        target=lambda: answers.append(_sent(address, letter)), name="delivery", daemon=True
    )
    worker.start()
    worker.join(longest_s)
    return answers[0] if answers else Answer(None, f"it took too long; {NOT_KNOWN}")


def _without_secrets(letter: Letter) -> Letter:
    page = letter.page and (letter.page[0], redacted(letter.page[1]))
    figures = letter.figures and json.loads(redacted(json.dumps(letter.figures)))
    words = {name: redacted(getattr(letter, name)) for name in ("title", "text", "html")}
    return replace(letter, **words, page=page, figures=figures)


def _sent(address: str, letter: Letter) -> Answer:
    with _heard() as said:
        try:
            service = _service(address)
            if service is None:
                return Answer(False, NO_ADDRESS)
            arrived = _told(service, letter)
        except Exception as error:  # a plugin's own fault is no fault of ours
            return Answer(None, f"apprise failed by {type(error).__name__}; {NOT_KNOWN}")
        return Answer(True) if arrived else _failed("\n".join(said))


def _told(service: Any, letter: Letter) -> bool:
    apprise = _apprise()
    post = apprise.Apprise(asset=_asset())
    post.add(service)
    schemes = {service.protocol, service.secure_protocol}
    names = {name for one in schemes for name in ((one,) if isinstance(one, str) else one or ())}
    if "json" in names and letter.figures is not None:
        service.payload_extras = {**service.payload_extras, "figures": dict(letter.figures)}
    if names & _BY_MAIL:
        pages = [_attached(*letter.page)] if letter.page else None
        html = apprise.NotifyFormat.HTML
        return bool(post.notify(letter.html, letter.title, body_format=html, attach=pages))
    return bool(post.notify(letter.text, letter.title, body_format=apprise.NotifyFormat.TEXT))


def _failed(said: str) -> Answer:
    """What apprise's log means. What may have arrived is not sent again."""
    if _SENT.search(said):
        return Answer(None, "some of its recipients have it, others may not")
    why = _why(said)
    begun = _BEGUN.search(said) and _TIMED_OUT.search(said)
    if begun or (_NO_ANSWER.search(said) and not _is_before_login(said)):
        return Answer(None, f"{why}; {NOT_KNOWN}")
    return Answer(False, why)


def _is_before_login(said: str) -> bool:
    return "Connecting to remote SMTP server" in said and not _BEGUN.search(said)


def _why(said: str) -> str:
    for pattern, words in _REASONS:
        if found := re.search(pattern, said, re.IGNORECASE):
            return words.format(*found.groups())
    return "the service did not take it"


def _service(address: str) -> Any:
    service = _apprise().Apprise.instantiate(address, asset=_asset())
    if service is not None:
        service.redirects = False  # nobody else is told, whatever a server answers
        service.retry = 0  # tries are counted by us
    return service


def _attached(name: str, content: str) -> Any:
    from apprise.attachment import memory

    made: Any = memory.AttachMemory
    return made(content=content, name=name, mimetype="text/html")


@cache
def _apprise() -> Any:
    """Loaded when something is sent, with all its services: some of what they load warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import apprise

        apprise.Apprise.instantiate("json://localhost")
    return apprise


@cache
def _asset() -> Any:
    """No pictures from elsewhere, nothing kept on disk, nothing read into the words."""
    return _apprise().AppriseAsset(
        app_id="Monitor",
        app_desc="The monitor",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        image_path_mask=False,
        interpret_emojis=False,
        interpret_escapes=False,
        http_redirects=False,
        async_mode=False,
        allow_templates=False,
        service_timeout=0,  # the thread that sends is ours to leave
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
    )


class _Ear(logging.Filter):
    """Keeps what this thread says, and lets nobody else hear it."""

    def __init__(self) -> None:
        super().__init__()
        self.thread, self.said = threading.get_ident(), list[str]()

    def filter(self, record: logging.LogRecord) -> bool:
        ours, theirs = record.thread == self.thread, record.name == "apprise"
        if ours and theirs:
            self.said.append(redacted(record.getMessage()))
        return not ours and not theirs


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What apprise says meanwhile; the paths that are asked stand in the log below it, too."""
    names = ("apprise", "urllib3.connectionpool", "urllib3.util.retry")
    ear, logs = _Ear(), [logging.getLogger(name) for name in names]
    logs[0].setLevel(logging.DEBUG)
    for log in logs:
        log.addFilter(ear)
    try:
        yield ear.said
    finally:
        for log in logs:
            log.removeFilter(ear)
