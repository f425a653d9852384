"""Planning: an announced session, a draft and a series of the town; a public one; calendars."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.events.domain import calendar
from allmende.portal.events.enums import SessionState, TalkState, VideoProvider
from allmende.portal.events.models import Series, Talk
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.events import made
from tests.portal.network_codes import (
    MEMBER,
    MEMBER_DONE,
    MEMBER_NO_METHOD,
    NO_METHOD,
    PUBLIC,
    TOWN,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

V = "veranstaltungen/"
S = f"{V}{{session}}/"
R = f"{V}reihen/"
O = "o/{slug}/veranstaltungen/"  # noqa: E741 -- as the address says
B = f"{S}programm/{{block}}/"
ROOM = f"{S}raeume/{{room}}/"
T = f"{S}vortraege/{{talk}}/"
P = f"{S}beitraege/{{proposal}}/"
BOTH = ("get", "post")


def town(staff: int, others: int, plans: int) -> Any:
    """The member of staff who has proposed a talk, colleagues, those who plan."""
    return codes(
        f"302 302 302 | {staff} {others} {others} {plans} | 404 404 404 404 | "
        f"{plans} {others} {others} {plans} | 404 | 404 404 404 404"
    )


def planners(code: int) -> Any:
    """Everybody who may plan something, each for the own organisation or for the network."""
    return codes(
        f"302 302 302 | 403 403 403 {code} | 403 403 403 {code} | {code} 403 403 {code} | {code} "
        f"| 403 403 403 {code}"
    )


def plans(code: int) -> Any:
    return town(403, 403, code)


TOWN_DONE, TOWN_NO_METHOD = town(302, 302, 302), town(405, 405, 405)
SERVES = codes(
    "302 302 302 | 403 302 403 403 | 404 404 404 404 | 403 403 403 403 | 404 | 404 404 404 404"
)
API_MEMBER = codes(f"401 403 403 {'200 ' * 17}")
API_TOWN = codes(f"401 403 403 {'200 ' * 4} {'404 ' * 4} {'200 ' * 4} {'404 ' * 5}")
BUTTON = plans(405), plans(302)


def form(path: str) -> Row:
    return Row(path, plans(200), plans(422), tells=BOTH)


def question(path: str) -> Row:
    """Asks first; does it without more input."""
    return Row(path, plans(200), plans(302), tells=("get",))


ROWS = [
    Row(V, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{V}liste.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{V}kalender/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{V}kalender/erneuern/", MEMBER_NO_METHOD, MEMBER_DONE),
    Row(f"{V}neu/", planners(200), planners(422), tells=BOTH),
    Row(R, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{R}neu/", planners(200), planners(422)),
    Row(f"{R}{{series}}/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    form(f"{R}{{series}}/bearbeiten/"),
    question(f"{R}{{series}}/loeschen/"),
    Row(f"{R}{{series}}/folgen/", TOWN_NO_METHOD, TOWN_DONE),
    Row(f"{R}{{series}}/reihe.ics", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(S, TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{S}termin.ics", TOWN, TOWN_NO_METHOD, tells=("get",)),
    form(f"{S}bearbeiten/termin/"),
    Row(f"{S}folgen/", TOWN_NO_METHOD, TOWN_DONE),
    form(f"{S}ankuendigen/"),
    form(f"{S}absagen/"),
    form(f"{S}abschliessen/"),
    form(f"{S}wiederholen/"),
    question(f"{S}loeschen/"),
    Row(f"{S}programm/", plans(200), plans(405), tells=("get",)),
    form(f"{S}programm/neu/"),
    form(B),
    Row(f"{B}verschieben/", *BUTTON),
    Row(f"{B}verdoppeln/", *BUTTON),
    question(f"{B}loeschen/"),
    form(f"{B}raum/"),
    form(ROOM),
    Row(f"{ROOM}verschieben/", *BUTTON),
    Row(f"{ROOM}verdoppeln/", *BUTTON),
    question(f"{ROOM}loeschen/"),
    form(f"{ROOM}schliessen/"),
    Row(f"{ROOM}oeffnen/", *BUTTON),
    Row(f"{ROOM}abgeben/", TOWN_NO_METHOD, SERVES),
    form(f"{S}vortraege/neu/"),
    form(T),
    Row(f"{T}verschieben/", *BUTTON),
    Row(f"{T}verdoppeln/", *BUTTON),
    question(f"{T}loeschen/"),
    Row(f"{S}beitraege/neu/", TOWN, town(422, 422, 422), tells=BOTH),
    question(f"{P}annehmen/"),
    form(f"{P}ablehnen/"),
    Row(f"{P}zurueckziehen/", TOWN_NO_METHOD, town(302, 404, 404)),
    Row(f"{S}beitreten/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    # Nobody is registered, and it is a week off.
    Row(f"{S}beitreten/los/", town(403, 403, 403), TOWN_NO_METHOD, tells=("get",)),
    Row(f"{S}beitreten/{{room}}/", town(403, 403, 403), TOWN_NO_METHOD, tells=("get",)),
    # A link knows no end.
    Row(f"{S}beitreten/beenden/", plans(405), plans(404)),
    Row(f"{S}beitreten/{{room}}/beenden/", plans(405), plans(404)),
    # A draft is there for those who plan it.
    Row(f"{V}{{draft_session}}/", town(404, 404, 200), town(404, 404, 405), tells=("get",)),
    Row(f"{V}{{draft_session}}/termin.ics", town(404, 404, 404), town(404, 404, 405)),
    Row(O, PUBLIC, NO_METHOD),
    Row(f"{O}kalender.ics", PUBLIC, NO_METHOD),
    Row(f"{O}atom.xml", PUBLIC, NO_METHOD),
    Row(f"{O}{{public_session}}/", PUBLIC, NO_METHOD),
    Row(f"{O}{{public_session}}/termin.ics", PUBLIC, NO_METHOD),
    Row(f"{O}{{session}}/", codes("404 " * 20), NO_METHOD),
    Row("kalender/{calendar_token}.ics", PUBLIC, NO_METHOD),
    Row("api/v1/sessions", API_MEMBER, NO_METHOD, tells=("get",)),
    Row("api/v1/sessions/{session}", API_TOWN, NO_METHOD, tells=("get",)),
    Row("api/v1/organisations/{slug}/sessions", PUBLIC, NO_METHOD),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    series = Series.objects.create(
        title=f"Reihe {SECRET}",
        organisation=town,
        author=officer.user,
        author_label=str(officer.user),
        audience=Audience.ORGANISATION,
        scope=key_for(Audience.ORGANISATION, organisation_id=town.pk),
    )
    session = made.session(
        officer,
        f"Treffen {SECRET}",
        audience=Audience.ORGANISATION,
        series=series,
        provider=VideoProvider.LINK,
        link=f"https://video.example/{SECRET}",
        calls_for_talks=True,
    )
    room, _ = made.parallel(session, 10, None)
    room.minute_taker = people["own editor"].user
    room.save()
    talk = Talk.objects.create(session=session, block=room.block, title=SECRET, speaker=SECRET)
    proposal = Talk.objects.create(
        session=session,
        title=f"Vorschlag {SECRET}",
        speaker=SECRET,
        state=TalkState.PROPOSED,
        proposed_by=people["own staff"].user,
    )
    draft = made.session(
        officer, f"Entwurf {SECRET}", audience=Audience.ORGANISATION, state=SessionState.DRAFT
    )
    opened = made.session(
        officer,
        "Tag der offenen Tür",
        audience=Audience.PUBLIC,
        starts_at=timezone.now() + timedelta(days=20),
    )
    reader = people["foreign staff"]
    return {
        "series": series.pk,
        "session": session.pk,
        "block": room.block_id,
        "room": room.pk,
        "talk": talk.pk,
        "proposal": proposal.pk,
        "draft_session": draft.pk,
        "public_session": opened.pk,
        "calendar_token": calendar.renew(reader.user, by=reader),
    }
