"""A word with a server that costs nothing: that we are here, or what time it is there."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from monitor.sources.http.broken import BrokenError
from monitor.sources.http.deadline import Limits, reason_of, within
from monitor.words import is_loopback


def ping(url: str, limits: Limits) -> None:
    """Ask a URL for nothing but to know that we are here; its answer is not read.

    Raises `BrokenError` where it was not heard.
    """
    with _asked("GET", url, limits) as answer:
        status = answer.status_code
    if status >= 300:
        raise BrokenError(f"status {status}")


def time_at(url: str, limits: Limits) -> datetime | None:
    """What a server's clock says; None where it says nothing.

    Raises `BrokenError` where it gives no answer.
    """
    with _asked("HEAD", url, limits) as answer:
        return dated(answer.headers.get("date", ""))


def dated(header: str) -> datetime | None:
    """The moment of a `Date` header; None where it holds none."""
    try:
        moment = parsedate_to_datetime(header)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _asked(method: str, url: str, limits: Limits) -> requests.Response:
    def fetched(_end: float) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.request(
                method,
                url,
                timeout=(limits.connect_s, limits.silence_s),
                stream=True,
                allow_redirects=False,
                proxies={} if is_loopback(url) else get_environ_proxies(url),
            )

    wrong = ""
    try:
        return within(limits, fetched)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        wrong = reason_of(error, limits)
    # Raised out here, it does not drag along an error that knows the URL.
    raise BrokenError(wrong)
