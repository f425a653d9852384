"""Attending: a session of the town with a colleague's needs, and a public one with a guest."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.events.domain.attending import links
from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import RoomPlace
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation
from tests import factories
from tests.portal.events import made
from tests.portal.network_codes import (
    MEMBER,
    MEMBER_NO_METHOD,
    NO_METHOD,
    PUBLIC,
    Row,
    codes,
    everybody,
)
from tests.portal.role_world import SECRET

A = "veranstaltungen/{attended}/"
P = f"{A}teilnahme/"
ONE = f"{P}{{attendee}}/"
G = "o/{slug}/veranstaltungen/{guest_session}/anmelden/"
T = "o/{slug}/teilnahme/{visitor_token}/"
BOTH = ("get", "post")
MOVED = everybody(302)


def town(staff: int, others: int, plans: int) -> Any:
    """The member of staff who is registered, colleagues, those who plan."""
    return codes(
        f"302 302 302 | {staff} {others} {others} {plans} | 404 404 404 404 | "
        f"{plans} {others} {others} {plans} | 404 | 404 404 404 404"
    )


def own(code: int) -> Any:
    return town(code, 404, 404)


def plans(code: int) -> Any:
    return town(403, 403, code)


def api(staff: int, others: int) -> Any:
    """By program nobody is sent to the log-in."""
    return codes(
        f"401 403 403 | {staff} {others} {others} {others} | 404 404 404 404 | "
        f"{others} {others} {others} {others} | 404 | 404 404 404 404"
    )


ROWS = [
    Row("veranstaltungen/meine/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{A}anmelden/", MEMBER_NO_METHOD, town(302, 302, 302)),
    Row(f"{A}teilnehmende/", town(200, 404, 200), MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{A}abmelden/", own(200), own(302), tells=("get",)),
    Row(f"{A}platz-annehmen/", own(405), own(302)),
    Row(f"{A}angaben/", own(200), own(302), tells=("get",)),
    Row(f"{A}meine-raeume/", own(200), own(302), tells=("get",)),
    Row(f"{A}meine-raeume/{{attended_room}}/", own(405), own(302)),
    Row(f"{A}dabei/", own(405), own(302)),
    Row(f"{A}bescheinigung/", own(302), own(405)),
    Row(P, plans(200), plans(302), tells=("get",)),
    Row(f"{P}liste.csv", plans(200), plans(405), tells=("get",)),
    Row(f"{P}mitglied/", plans(200), plans(422), tells=BOTH),
    Row(f"{P}gast/", plans(200), plans(422), tells=BOTH),
    Row(f"{P}nachricht/", plans(200), plans(422), tells=BOTH),
    Row(f"{P}erinnerungen/", plans(200), plans(302), tells=("get",)),
    Row(f"{P}raeume/", plans(200), plans(302), tells=("get",)),
    Row(f"{P}raeume/liste.csv", plans(200), plans(405), tells=("get",)),
    Row(f"{ONE}abmelden/", plans(200), plans(422), tells=BOTH),
    Row(f"{ONE}raeume/", plans(200), plans(422), tells=BOTH),
    Row(G, PUBLIC, everybody(422)),
    Row(f"{G}gesendet/", PUBLIC, NO_METHOD),
    # Whoever has the personal link is the guest.
    Row(T, PUBLIC, NO_METHOD),
    Row(f"{T}bestaetigen/", NO_METHOD, MOVED),
    Row(f"{T}loeschen/", PUBLIC, PUBLIC),
    Row(f"{T}teilnehmen/", MOVED, NO_METHOD),
    Row(f"{T}teilnehmen/{{open_room}}/", MOVED, NO_METHOD),
    Row(f"{T}abmelden/", PUBLIC, MOVED),
    Row(f"{T}platz-annehmen/", NO_METHOD, MOVED),
    Row(f"{T}angaben/", PUBLIC, MOVED),
    Row(f"{T}meine-raeume/", PUBLIC, MOVED),
    Row(f"{T}meine-raeume/{{open_room}}/", NO_METHOD, MOVED),
    Row(f"{T}dabei/", NO_METHOD, MOVED),
    Row(f"{T}bescheinigung/", MOVED, NO_METHOD),
    Row(
        "api/v1/sessions/{attended}/registration",
        api(200, 404),
        api(200, 200),
        sends=lambda: {"data": {}, "content_type": "application/json"},
    ),
    Row("bescheinigung/", PUBLIC, NO_METHOD),
    Row("bescheinigung/{certificate}/", PUBLIC, NO_METHOD),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    session = made.session(officer, f"Werkstatt {SECRET}", audience=Audience.ORGANISATION)
    room, _ = made.parallel(session, 5, 5)
    made.registration(session, people["own staff"])
    colleague = factories.member(town, email="bedarf@example.org")
    attendee = made.registration(session, colleague, needs=f"Begleitung von {SECRET}")
    RoomPlace.objects.create(registration=attendee, block=room.block, room=room)
    opened = made.session(
        officer,
        "Offene Werkstatt",
        audience=Audience.PUBLIC,
        allows_guests=True,
        starts_at=timezone.now() + timedelta(days=30),
    )
    (open_room,) = made.parallel(opened, 5)
    guest = made.guest(opened)
    # Names, needs and addresses of others stand on no public page.
    made.guest(opened, f"{SECRET.lower()}@example.org", name=SECRET, needs=SECRET)
    there = made.guest(
        opened,
        "war-da@example.org",
        state=RegistrationState.ATTENDED,
        certificate_code="ABCD-EFGH-JKLM",
    )
    return {
        "attended": session.pk,
        "attended_room": room.pk,
        "attendee": attendee.pk,
        "guest_session": opened.pk,
        "open_room": open_room.pk,
        "visitor_token": links.token_of(guest),
        "certificate": there.certificate_code,
    }
