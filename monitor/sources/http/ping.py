"""Tell a URL that we are here."""

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

    def fetched(_end: float) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            proxies = {} if is_loopback(url) else get_environ_proxies(url)
            timeout = (limits.connect_s, limits.silence_s)
            return session.get(
                url, timeout=timeout, stream=True, allow_redirects=False, proxies=proxies
            )

    wrong = ""
    try:
        with within(limits, fetched) as answer:
            wrong = "" if answer.status_code < 300 else f"status {answer.status_code}"
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        wrong = reason_of(error, limits)
    if wrong:  # raised out here, it does not drag along an error that knows the URL
        raise BrokenError(wrong)
