"""A BigBlueButton of our own: checks every signature, keeps meetings, speaks its XML."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SECRET = "bbb-geheim"
ALLOWED = {
    "create": {
        "meetingID",
        "name",
        "attendeePW",
        "moderatorPW",
        "record",
        "allowStartStopRecording",
        "autoStartRecording",
        "logoutURL",
        "groups",
    },
    "join": {"meetingID", "fullName", "userID", "role", "password", "redirect"},
    "isMeetingRunning": {"meetingID"},
    "getMeetingInfo": {"meetingID"},
    "end": {"meetingID", "password"},
}


@dataclass
class Fake:
    url: str = ""
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    meetings: dict[str, dict[str, str]] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)
    broken: str = ""  # "html": the page of a proxy; "drop": the first connection is cut
    drops: int = 0

    def answer(self, path: str) -> tuple[int, str]:
        parts = urlsplit(path)
        call = parts.path.rpartition("/")[2]
        query, _, checksum = parts.query.rpartition("checksum=")
        query = query.removesuffix("&")
        wanted = hashlib.sha256(f"{call}{query}{SECRET}".encode()).hexdigest()
        if checksum != wanted:
            return 200, _failed("checksumError")
        given = {name: values[0] for name, values in parse_qs(query, strict_parsing=True).items()}
        if call not in ALLOWED or not set(given) <= ALLOWED[call]:
            return 200, _failed("invalidParameters")
        self.calls.append((call, given))
        return 200, getattr(self, f"_{call}")(given)

    def _create(self, given: dict[str, str]) -> str:
        known = self.meetings.get(given["meetingID"])
        same = known and all(known[k] == given[k] for k in ("attendeePW", "moderatorPW"))
        if known and not same:
            return _failed("idNotUnique")
        if "groups" in given:
            assert all({"id", "name", "roster"} == set(g) for g in json.loads(given["groups"]))
        self.meetings.setdefault(given["meetingID"], given)
        return _success("<messageKey>duplicateWarning</messageKey>" if known else "")

    def _join(self, given: dict[str, str]) -> str:
        meeting = self.meetings.get(given["meetingID"])
        if meeting is None:
            return _failed("notFound")
        password = "moderatorPW" if given["role"] == "MODERATOR" else "attendeePW"
        if given["password"] != meeting[password]:
            return _failed("invalidPassword")
        self.joined.setdefault(given["meetingID"], []).append(
            f"{given['role']} {given['fullName']}"
        )
        return _success("")

    def _isMeetingRunning(self, given: dict[str, str]) -> str:  # noqa: N802 -- as the call
        running = bool(self.joined.get(given["meetingID"]))
        return _success(f"<running>{str(running).lower()}</running>")

    def _getMeetingInfo(self, given: dict[str, str]) -> str:  # noqa: N802 -- as the call
        if given["meetingID"] not in self.meetings:
            return _failed("notFound")
        people = self.joined.get(given["meetingID"], [])
        leads = sum(person.startswith("MODERATOR") for person in people)
        return _success(
            f"<running>{str(bool(people)).lower()}</running><participantCount>{len(people)}"
            f"</participantCount><moderatorCount>{leads}</moderatorCount>"
        )

    def _end(self, given: dict[str, str]) -> str:
        meeting = self.meetings.get(given["meetingID"])
        if meeting is None:
            return _failed("notFound")
        if given["password"] != meeting["moderatorPW"]:
            return _failed("invalidPassword")
        del self.meetings[given["meetingID"]]
        return _success("")


@contextmanager
def running() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if fake.drops:
                fake.drops -= 1
                self.connection.close()
                return
            status, body = (
                (502, "<html>Bad gateway") if fake.broken == "502" else fake.answer(self.path)
            )
            if fake.broken == "html":
                body = "<html><p>Wartung"
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/bigbluebutton"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _success(inner: str) -> str:
    return f"<response><returncode>SUCCESS</returncode>{inner}</response>"


def _failed(key: str) -> str:
    return f"<response><returncode>FAILED</returncode><messageKey>{key}</messageKey></response>"
