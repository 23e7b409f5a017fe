"""HTTP on loopback: one thread a connection, and all of them end with the server."""

import contextlib
import json
import socket
import socketserver
import struct
import threading
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakex.desk import Desk
from tests.fakex.faults import Reply, told

CONTROL = "/_control"
_DRIP_S = 0.1
_BLANKS = b" " * 10_000
_LINGER_NOT = struct.pack("ii", 1, 0)
"""Close with a reset instead of a goodbye."""

Control = Callable[[dict[str, Any] | None], Any]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = True

    def __init__(self, desk: Desk, control: Control, port: int = 0) -> None:
        self.desk, self.control = desk, control
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._serving: list[threading.Thread] = []
        self._serve: threading.Thread | None = None
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        """Without the base class's look-up of a name, which may ask the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def start(self) -> None:
        self._serve = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._serve.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        told = (request, client_address)
        thread = threading.Thread(target=self.process_request_thread, args=told, daemon=True)
        self._serving.append(thread)
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news; everything else is a fault of this fake."""
        with contextlib.suppress(OSError):
            raise

    def stop(self) -> None:
        self.closing.set()
        if self._serve:
            self.shutdown()
            self._serve.join()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._serving:
            thread.join(timeout=2)
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == CONTROL:
            return self._whole(told(200, self.server.control(None)))
        params = dict(parse_qsl(parts.query, keep_blank_values=True))
        authorization = self.headers.get("authorization", "")
        reply, seen = self.server.desk.answer(parts.path, params, authorization)
        if reply.manner != "hang":
            seen.status = reply.status
        getattr(self, f"_{reply.manner}")(reply)
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path != CONTROL:
            return self._whole(Reply(404))
        try:
            return self._whole(told(200, self.server.control(json.loads(body))))
        except (ValueError, TypeError, KeyError, LookupError) as error:
            return self._whole(told(400, {"error": f"{type(error).__name__}: {error}"}))

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The `Date` of the server's own clock."""
        return format_datetime(self.server.desk.now(), usegmt=True)

    def version_string(self) -> str:
        return "cloudflare envoy"

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: what came is in `requests`."""

    def _whole(self, reply: Reply) -> None:
        self._head(reply)
        self.wfile.write(reply.body)

    def _hang(self, reply: Reply) -> None:
        self.server.closing.wait()
        self.close_connection = True

    def _drip(self, reply: Reply) -> None:
        """A byte now and then: no single read ever times out, and it takes long."""
        slow = replace(reply, body=_BLANKS + reply.body)
        self._head(slow)
        self.close_connection = True
        with contextlib.suppress(OSError):
            for byte in slow.body:
                self.wfile.write(bytes([byte]))
                if self.server.closing.wait(_DRIP_S):
                    return

    def _reset(self, reply: Reply) -> None:
        """Half a body, then the connection is gone without a goodbye."""
        self._short(reply)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.connection.close()

    def _short(self, reply: Reply) -> None:
        """Half a body, then a polite goodbye."""
        self._head(reply)
        self.wfile.write(reply.body[: len(reply.body) // 2])
        self.close_connection = True

    def _head(self, reply: Reply) -> None:
        self.send_response(reply.status, reply.reason)
        common = {"api-version": "2.167", "x-access-level": "read"}
        for name, value in {**common, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
