"""A server that says exactly these bytes, on loopback: what no polite server would say."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[socket.socket], None]
FOUND = b'{"meta":{"result_count":0}}'


@contextmanager
def answering(answer: bytes | Answer) -> Iterator[str]:
    """The address of a server that answers every connection with this."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, answer, ended), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        socket.create_connection(server.getsockname()).close()
        thread.join(timeout=5)


def _serve(server: socket.socket, answer: bytes | Answer, ended: threading.Event) -> None:
    while True:
        connection, _ = server.accept()
        with connection:
            if ended.is_set():
                return
            connection.recv(65536)
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


def head(*lines: str, length: int | None = len(FOUND), status: str = "200 OK") -> bytes:
    told = () if length is None else (f"content-length: {length}",)
    return "\r\n".join((f"HTTP/1.1 {status}", *told, *lines, "", "")).encode()


def dripping(start: bytes, drop: bytes) -> Answer:
    """A bit now and then, until the other side has had enough."""

    def drip(connection: socket.socket) -> None:
        connection.settimeout(0.02)
        try:
            connection.sendall(start)
            for _ in range(15):
                connection.sendall(drop)
                try:
                    if not connection.recv(1):
                        return
                except TimeoutError:
                    continue
        except OSError:
            return

    return drip
