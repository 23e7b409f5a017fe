"""The real tweepy, sent to the fake X instead of the real one."""

from typing import Any

import requests
import tweepy

from tests.fakex import FakeX

FILM = '"365 days" netflix -is:retweet -is:nullcast'


class Redirect(requests.adapters.HTTPAdapter):
    """Sends what is meant for X to another address, and does not wait for ever."""

    def __init__(self, url: str, timeout: float) -> None:
        super().__init__()
        self.url, self.timeout = url, timeout

    def send(self, request: Any, *args: Any, **options: Any) -> requests.Response:
        request.url = request.url.replace("https://api.twitter.com", self.url, 1)
        return super().send(request, *args, **options | {"timeout": self.timeout})


def client(x: FakeX, token: str | None = None, timeout: float = 5) -> tweepy.Client:
    made = tweepy.Client(token or x.token, return_type=dict)
    made.session.trust_env = False
    made.session.mount("https://api.twitter.com", Redirect(x.url, timeout))
    return made


def search(x: FakeX, query: str = FILM, timeout: float = 5, **more: Any) -> Any:
    return client(x, timeout=timeout).search_recent_tweets(query, **more)


def ids(answer: dict[str, Any]) -> list[str]:
    return [post["id"] for post in answer.get("data", [])]
