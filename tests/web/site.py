"""A dashboard on a port of loopback, asked by real HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from monitor.app import Monitor
from monitor.app.looking import View
from monitor.config import Config, load_config, no_environment
from monitor.storage import Store
from monitor.web.desk import Desk
from monitor.web.serving import bound, server_of
from monitor.web.site import site

NOW = datetime(2020, 7, 4, 12, tzinfo=UTC)
COMING = {"collect": NOW + timedelta(minutes=15)}


@dataclass(frozen=True)
class Asked:
    """What is asked of a running dashboard."""

    url: str
    port: int

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.ask("GET", path, **more)

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        more = {"timeout": 20, "allow_redirects": False} | more
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self.url.rstrip("/") + path, **more)

    def api(self, path: str, **more: Any) -> Any:
        answer = self.get(f"/api/v1/{path}", **more)
        assert answer.status_code == 200, answer.text
        return answer.json()


def config_of(folder: Path) -> Config:
    """As the file has it: the environment is not heeded."""
    return load_config(folder / "config.yaml", no_environment)


def looked_at(folder: Path) -> Monitor:
    config = config_of(folder)
    return Monitor(config, Store.look(config.database, config.folder), lambda: NOW)


@contextmanager
def serving(
    monitor: Monitor,
    *,
    hosts: tuple[str, ...] = (),
    token: str | None = None,
    view: View | None = None,
) -> Iterator[Asked]:
    """A real server in a thread, until the end of the `with`."""
    app = site(Desk(view or View.of(monitor), lambda: COMING), hosts, token)
    with bound("127.0.0.1", 0) as (taken, address):
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            yield Asked(address.url, address.port)
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()
