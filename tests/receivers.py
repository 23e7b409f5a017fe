"""Real servers on loopback that take what is sent: one for mail, one for everything by HTTP.

with MailServer() as server:            with HookServer() as server:
    send(server.address, letter)            server.script(500, None)   then 200 again
    server.mails[0]["Subject"]              server.bodies[0]["title"]
"""

import json
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, ClassVar, Self


class _Server:
    """Serves in a thread of its own until the `with` ends."""

    def __init__(self, server: Any) -> None:
        self.server, server.owner = server, self
        server.daemon_threads = True
        self.port: int = server.server_address[1]
        self._scripted: list[Any] = []
        self._lock = threading.Lock()

    def script(self, *steps: Any) -> None:
        """What the next ones are answered, one each; then all is well again."""
        self._scripted.extend(steps)

    def next_step(self, well: Any) -> Any:
        with self._lock:
            return self._scripted.pop(0) if self._scripted else well

    def __enter__(self) -> Self:
        serve = self.server.serve_forever
        self._thread = threading.Thread(target=serve, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(timeout=5)


class HookServer(_Server):
    """Takes whatever is posted. A step is a status, or None: it hangs up without an answer."""

    def __init__(self) -> None:
        super().__init__(ThreadingHTTPServer(("127.0.0.1", 0), _Hook))
        self.bodies: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.told = "an answer"

    def address(self, scheme: str = "json", path: str = "hook") -> str:
        return f"{scheme}://127.0.0.1:{self.port}/{path}"


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        owner: HookServer = self.server.owner  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        owner.paths.append(self.path)
        owner.bodies.append(json.loads(body))
        status = owner.next_step(200)
        if status is None:
            self.close_connection = True
            return
        told = owner.told.encode()
        self.send_response(status)
        if status in (301, 302, 307):
            self.send_header("Location", owner.told)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Silent."""


class MailServer(_Server):
    """Takes mail. A step is the answer to a whole mail, or None: it hangs up instead."""

    def __init__(self) -> None:
        super().__init__(ThreadingTCPServer(("127.0.0.1", 0), _Mail))
        self.mails: list[EmailMessage] = []

    def address(self, to: str = "desk@example.org", login: str = "") -> str:
        options = f"mode=insecure&from=monitor@example.org&to={to}"
        return f"mailto://{login}127.0.0.1:{self.port}?{options}"


class _Mail(StreamRequestHandler):
    _ANSWERS: ClassVar = {
        "EHLO": "250-here\r\n250 AUTH PLAIN LOGIN",
        "AUTH": "235 welcome",
        "QUIT": "221 bye",
    }

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.decode("ascii").split()[0].upper()
            if word == "DATA":
                self._say("354 go on")
                if not self._took_mail():
                    return
            else:
                self._say(self._ANSWERS.get(word, "250 ok"))
            if word == "QUIT":
                return

    def _took_mail(self) -> bool:
        owner: MailServer = self.server.owner  # type: ignore[attr-defined]
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = owner.next_step("250 taken")
        if answer is None or answer.startswith("2"):
            mail = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            owner.mails.append(mail)
        if answer is not None:
            self._say(answer)
        return answer is not None

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
