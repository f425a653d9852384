"""A mail server that keeps what it is sent, says no where it is told to, and can go away."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Kept:
    messages: list[EmailMessage] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)  # recipient -> answer to RCPT or DATA
    delay: float = 0.0

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


class _Dialogue(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib speaks."""

    def handle(self) -> None:
        self._say("220 test")
        recipient = ""
        while line := self.rfile.readline():
            words = line.decode().strip()
            match words[:4].upper():
                case "RCPT":
                    recipient = words.partition("<")[2].partition(">")[0]
                    self._say(self.kept.refusals.get(f"rcpt {recipient}", "250 ok"))
                case "DATA":
                    self._say("354 go on")
                    self._take(recipient)
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    @property
    def kept(self) -> Kept:
        return self.server.kept  # type: ignore[attr-defined]

    def _take(self, recipient: str) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        time.sleep(self.kept.delay)
        answer = self.kept.refusals.get(f"data {recipient}", "250 ok")
        if answer.startswith("250"):
            message: Any = message_from_bytes(b"".join(lines), policy=policy.default)
            self.kept.messages.append(message)
        self._say(answer)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def running(port: int = 0, **options: Any) -> Iterator[tuple[int, Kept]]:
    """The port and what arrives; port 0 takes a free one."""
    with _Server(("127.0.0.1", port), _Dialogue) as server:
        server.kept = kept = Kept(**options)  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], kept
        server.shutdown()


def free_port() -> int:
    with _Server(("127.0.0.1", 0), _Dialogue) as server:
        return int(server.server_address[1])
