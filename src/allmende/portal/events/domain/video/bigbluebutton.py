"""BigBlueButton: its API answers XML; every call is signed with SHA-256 over call and query.

Source: BigBlueButton, "API reference" (create, join, isMeetingRunning, getMeetingInfo, end).
"""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlencode

from lxml import etree

from allmende.portal.events.domain.video.providing import Meeting, VideoTrouble, Visitor

TIMEOUT = 5.0  # seconds for one attempt
ATTEMPTS = 2
PAUSE = 0.3  # seconds between them
LARGEST = 2_000_000  # bytes of an answer
DOWN = (
    "Der Videodienst antwortet gerade nicht. Warten Sie eine Minute und versuchen Sie es erneut. "
    "Bleibt es dabei, sagen Sie Bescheid, wer die Veranstaltung plant."
)
SAID_NO = "Der Videodienst hat die Anfrage abgelehnt ({key}). Sagen Sie Bescheid, wer ihn betreibt."


@dataclass(frozen=True, slots=True)
class Info:
    is_running: bool
    participants: int
    moderators: int


class BigBlueButton:
    def __init__(self, url: str, *, secret: str, timeout: float = TIMEOUT) -> None:
        self._base = f"{url.rstrip('/').removesuffix('/api')}/api"
        self._secret = secret
        self._timeout = timeout

    def join(self, meeting: Meeting, visitor: Visitor) -> str:
        """Starting a meeting that is there already changes nothing."""
        self._call("create", self._creation(meeting))
        role = "MODERATOR" if visitor.is_moderator else "VIEWER"
        return self.signed(
            "join",
            {
                "meetingID": meeting.id,
                "fullName": visitor.name,
                "userID": visitor.key,
                "role": role,
                "password": self._password(meeting, role),  # servers before 2.4 ask for it
                "redirect": "true",
            },
        )

    def is_running(self, meeting: Meeting) -> bool | None:
        answer = self._call("isMeetingRunning", {"meetingID": meeting.id})
        return bool(answer.findtext("running") == "true")

    def info(self, meeting: Meeting) -> Info | None:
        """None where nobody has started it."""
        try:
            answer = self._call("getMeetingInfo", {"meetingID": meeting.id})
        except NotThere:
            return None
        return Info(
            is_running=answer.findtext("running") == "true",
            participants=_number(answer.findtext("participantCount")),
            moderators=_number(answer.findtext("moderatorCount")),
        )

    def end(self, meeting: Meeting) -> bool:
        password = self._password(meeting, "MODERATOR")
        try:
            self._call("end", {"meetingID": meeting.id, "password": password})
        except NotThere:
            return False
        return True

    def signed(self, call: str, parameters: Mapping[str, str]) -> str:
        """The whole address; the checksum is taken over the query exactly as it is sent."""
        query = urlencode(parameters)
        checksum = hashlib.sha256(f"{call}{query}{self._secret}".encode()).hexdigest()
        return f"{self._base}/{call}?{query}{'&' if query else ''}checksum={checksum}"

    def _creation(self, meeting: Meeting) -> dict[str, str]:
        wanted = {
            "meetingID": meeting.id,
            "name": meeting.title[:200],
            "attendeePW": self._password(meeting, "VIEWER"),
            "moderatorPW": self._password(meeting, "MODERATOR"),
            "record": "false",
            "allowStartStopRecording": "false",
            "autoStartRecording": "false",
        }
        if meeting.back:
            wanted["logoutURL"] = meeting.back
        if meeting.groups:
            groups = [
                {"id": str(number), "name": group.title[:100], "roster": list(group.keys)}
                for number, group in enumerate(meeting.groups, start=1)
            ]
            wanted["groups"] = json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
        return wanted

    def _password(self, meeting: Meeting, role: str) -> str:
        """Derived, so that a second ``create`` says the same as the first."""
        text = f"{role}|{meeting.id}".encode()
        return hmac.new(self._secret.encode(), text, hashlib.sha256).hexdigest()[:24]

    def _call(self, call: str, parameters: Mapping[str, str]) -> etree._Element:
        answer = _parsed(self._fetched(self.signed(call, parameters)))
        if answer.findtext("returncode") == "SUCCESS":
            return answer
        key = answer.findtext("messageKey") or "ohne Angabe"
        if key == "notFound":
            raise NotThere(SAID_NO.format(key=key))
        raise VideoTrouble(SAID_NO.format(key=key[:60]))

    def _fetched(self, address: str) -> bytes:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with urllib.request.urlopen(address, timeout=self._timeout) as response:  # noqa: S310 -- the settings allow http(s) only
                    body: bytes = response.read(LARGEST)
                    return body
            except (urllib.error.URLError, HTTPException, TimeoutError, OSError) as error:
                if attempt == ATTEMPTS:
                    raise VideoTrouble(DOWN) from error
                time.sleep(PAUSE)
        raise AssertionError


class NotThere(VideoTrouble):
    """The meeting has not been started, or is over."""


def _parsed(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:  # the page of a proxy, for example
        raise VideoTrouble(DOWN) from error


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
