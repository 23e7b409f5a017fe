"""The server: one address, few threads, an end without noise."""

import asyncio
import errno
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from monitor.errors import TryLaterError, UsageError
from monitor.words import is_loopback

_AT_ONCE = 200
"""Connections; more are told to come again."""
_WHOLE_S = 10.0
"""For so long a connection may take to send a request whole; then another gets its place."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server stands."""

    host: str
    port: int

    @property
    def name(self) -> str:
        """As it stands in a URL."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def url(self) -> str:
        return f"http://{self.name}:{self.port}/"


def must_be_safe(host: str, token: str | None) -> None:
    """Raises `UsageError` for an address that others reach, without a token."""
    if token is None and not is_loopback(f"http://{Address(host, 0).name}"):
        raise UsageError(
            f"{host} can be reached from other machines, and there is no token. Set "
            "MONITOR_WEB_TOKEN or MONITOR_WEB_TOKEN_FILE (24 signs or more), or leave --host out"
        )


def is_everywhere(host: str) -> bool:
    """Whether it is no name but every address of this machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return not host


@contextmanager
def bound(host: str, port: int) -> Iterator[tuple[socket.socket, Address]]:
    """The address, taken; port 0 takes any that is free.

    Raises `TryLaterError` where another process has it, `UsageError` where it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Told that it is TCP, asyncio sends small parts at once: else each answer waits 40 ms.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
            taken.listen()  # whoever asks before the server is up waits for it
        except OSError as error:
            raise _not_taken(host, port, error) from error
        yield taken, Address(host, taken.getsockname()[1])


def _not_taken(host: str, port: int, error: OSError) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return TryLaterError(
            f"port {port} of {host} is taken by another process. Stop that one, or choose another "
            "port with --port"
        )
    return UsageError(
        f"{host} port {port} cannot be listened on: {error.strerror or error}. "
        "Choose another with --host and --port"
    )


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that says nothing of itself and writes no log of who asked for what."""
    config = uvicorn.Config(
        app,
        http=_InTime,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # nobody is believed to ask in another's name
        ws="none",
        lifespan="on",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )
    return _Quiet(config)


class _InTime(H11Protocol):
    """Closes a connection whose request does not come whole in time.

    Between two requests the server's own time of keeping alive holds.
    """

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(_WHOLE_S, transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._in_time()
        elif self._late is None:
            self._late = self.loop.call_later(_WHOLE_S, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _unsupported_upgrade_warning(self) -> None:
        """Whoever asks to upgrade is answered as if not, and it is nobody's fault here."""


class _Quiet(uvicorn.Server):
    """Signals are heeded by `stop_on_signals`: to end is no failure."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def stop_on_signals(server: uvicorn.Server) -> None:
    """SIGTERM, Ctrl-C and a terminal that goes end it after the answers under way."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue
        with suppress(ValueError):  # not in the main thread
            signal.signal(number, server.handle_exit)
