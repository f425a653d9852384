import base64
import hashlib
import hmac
import json
import socket
import urllib.request
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.portal.events.domain.video import Group, Meeting, VideoTrouble, Visitor, bigbluebutton
from allmende.portal.events.domain.video.bigbluebutton import BigBlueButton, Info
from allmende.portal.events.domain.video.jitsi import Jitsi
from allmende.portal.events.domain.video.link import Link
from tests.portal.events.domain.video import server

MEETING = Meeting("allmende-abc", "Runder Tisch: Recht & Gesetz", back="https://x.example/v/1/?a=b")
LEADER = Visitor("k1", "Jörg Müller-Lüdenscheid & Söhne", is_moderator=True)
GUEST = Visitor("k2", "Gerda +49 %20 Gast")


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(bigbluebutton, "PAUSE", 0)
    with server.running() as fake:
        yield fake


@pytest.fixture
def bbb(fake):
    return BigBlueButton(fake.url, secret=server.SECRET, timeout=2)


def visit(address):
    with urllib.request.urlopen(address, timeout=5) as response:
        return response.read().decode()


def test_the_checksum_is_that_of_the_published_example():
    """From the API reference: SHA-256 over call, query and secret."""
    query = "name=Test&meetingID=abc123&attendeePW=111222&moderatorPW=333444"
    wanted = hashlib.sha256(
        f"create{query}639259d4-9dd8-4b25-bf01-95f9567eaf4b".encode()
    ).hexdigest()
    address = BigBlueButton(
        "https://b.example/bigbluebutton/", secret="639259d4-9dd8-4b25-bf01-95f9567eaf4b"
    ).signed("create", dict(pair.split("=") for pair in query.split("&")))
    assert address == f"https://b.example/bigbluebutton/api/create?{query}&checksum={wanted}"


def test_people_enter_with_their_role_and_every_call_is_signed(fake, bbb):
    for visitor in (LEADER, GUEST):
        assert "SUCCESS" in visit(bbb.join(MEETING, visitor))

    assert [call for call, _ in fake.calls] == ["create", "join", "create", "join"]
    assert fake.joined == {
        "allmende-abc": ["MODERATOR Jörg Müller-Lüdenscheid & Söhne", "VIEWER Gerda +49 %20 Gast"]
    }
    created = fake.calls[0][1]
    assert (created["name"], created["record"]) == (MEETING.title, "false")
    assert created["logoutURL"] == MEETING.back
    assert bbb.is_running(MEETING)
    assert bbb.info(MEETING) == Info(True, 2, 1)


def test_nobody_makes_a_moderator_of_a_visitor(fake, bbb):
    address = bbb.join(MEETING, GUEST)
    assert "checksumError" in visit(address.replace("VIEWER", "MODERATOR"))


def test_rosters_become_groups(fake, bbb):
    groups = (Group("Recht", ["k1", "k2"]), Group("Ängste & Akzeptanz", []))
    bbb.join(Meeting("m", "T", groups=groups), LEADER)
    assert json.loads(fake.calls[0][1]["groups"]) == [
        {"id": "1", "name": "Recht", "roster": ["k1", "k2"]},
        {"id": "2", "name": "Ängste & Akzeptanz", "roster": []},
    ]


def test_a_meeting_is_ended_and_one_that_is_not_there_is_not(fake, bbb):
    assert bbb.end(MEETING) is False
    assert bbb.info(MEETING) is None
    assert bbb.is_running(MEETING) is False
    bbb.join(MEETING, LEADER)
    assert bbb.end(MEETING) is True
    assert fake.meetings == {}


def test_a_wrong_secret_is_said_in_a_sentence(fake):
    wrong = BigBlueButton(fake.url, secret="falsch")
    with pytest.raises(VideoTrouble, match=r"abgelehnt \(checksumError\)"):
        wrong.join(MEETING, LEADER)


def test_one_lost_connection_is_tried_again(fake, bbb):
    fake.drops = 1
    assert "SUCCESS" in visit(bbb.join(MEETING, LEADER))


@pytest.mark.parametrize("broken", ["html", "502"])
def test_the_page_of_a_proxy_is_no_answer(fake, bbb, broken):
    fake.broken = broken
    with pytest.raises(VideoTrouble, match="antwortet gerade nicht"):
        bbb.join(MEETING, LEADER)


def test_a_server_that_is_down_or_silent_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr(bigbluebutton, "PAUSE", 0)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        for listens in (False, True):
            if listens:
                silent.listen()
            quick = BigBlueButton(f"http://127.0.0.1:{port}/bigbluebutton", secret="x", timeout=0.2)
            with pytest.raises(VideoTrouble, match="versuchen Sie es erneut"):
                quick.join(MEETING, LEADER)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()))
def test_any_name_survives_its_signature(name):
    address = BigBlueButton("https://b.example/api", secret="s").signed("join", {"fullName": name})
    query, _, checksum = urlsplit(address).query.rpartition("&checksum=")
    assert hashlib.sha256(f"join{query}s".encode()).hexdigest() == checksum
    assert parse_qs(query)["fullName"] == [name]


def _decoded(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_jitsi_signs_a_token_for_this_room_only():
    jitsi = Jitsi("https://meet.example/", app_id="app", secret="geheim", clock=lambda: 1_000_000)
    address = urlsplit(jitsi.join(MEETING, LEADER))
    head, body, mark = parse_qs(address.query)["jwt"][0].split(".")

    assert (address.netloc, address.path) == ("meet.example", "/allmende-abc")
    assert _decoded(head) == {"alg": "HS256", "typ": "JWT"}
    expected = hmac.new(b"geheim", f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(expected).rstrip(b"=").decode() == mark
    claims = _decoded(body)
    assert (claims["iss"], claims["sub"], claims["room"]) == ("app", "meet.example", "allmende-abc")
    assert claims["exp"] - claims["iat"] == 4 * 3600
    assert claims["context"]["user"] == {
        "id": "k1",
        "name": LEADER.name,
        "affiliation": "owner",
        "moderator": True,
    }
    assert f'"{LEADER.name}"' in unquote(address.fragment)


def test_jitsi_without_a_secret_needs_no_token():
    address = Jitsi("https://meet.example").join(MEETING, GUEST)
    assert address.startswith("https://meet.example/allmende-abc#userInfo.displayName=")
    assert "jwt" not in address


def test_a_link_is_given_or_missed():
    assert (
        Link().join(Meeting("m", "T", link="https://v.example/1"), GUEST) == "https://v.example/1"
    )
    with pytest.raises(VideoTrouble, match="fehlt noch"):
        Link().join(Meeting("m", "T"), GUEST)
    assert (Link().is_running(MEETING), Link().end(MEETING)) == (None, False)
