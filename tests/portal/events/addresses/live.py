"""Minutes, polls, materials, feedback: of a session for the town only, and a guest of another."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from allmende.portal.core.domain import attachments
from allmende.portal.events.domain.attending import links
from allmende.portal.events.domain.live import minutes, polls
from allmende.portal.events.domain.live.polls import Choice, Question
from allmende.portal.events.enums import PollKind
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.events import made
from tests.portal.network_codes import Row, codes, everybody
from tests.portal.role_world import SECRET

S = "veranstaltungen/{live_session}/"
M = f"{S}protokoll/{{minutes}}/"
P = f"{S}abstimmungen/"
ONE = f"{P}{{poll}}/"
GUEST = "o/{slug}/teilnahme/{guest_token}/"


def town(staff: int, others: int, leads: int) -> Any:
    """The member of staff who takes part, colleagues who do not, those who may organise."""
    return codes(
        f"302 302 302 | {staff} {others} {others} {leads} | 404 404 404 404 | "
        f"{leads} {others} {others} {leads} | 404 | 404 404 404 404"
    )


NO_METHOD = town(405, 405, 405)
INSIDE = town(200, 404, 200)
LEADS, LEADS_DONE = town(403, 403, 200), town(403, 403, 302)
LEADS_INCOMPLETE = town(403, 403, 422)
LEADS_NO_METHOD = town(403, 403, 405)

ROWS = [
    Row(f"{S}protokoll/", NO_METHOD, town(404, 404, 404)),
    Row(M, INSIDE, NO_METHOD, tells=("get",)),
    Row(f"{M}stand/", INSIDE, NO_METHOD, tells=("get",)),
    Row(f"{M}schreiben/", town(403, 404, 200), town(403, 404, 422), tells=("get", "post")),
    Row(f"{S}ergebnisse/", LEADS_NO_METHOD, LEADS_DONE),
    Row(f"{S}ergebnisse/zurueckziehen/", LEADS, LEADS_DONE, tells=("get",)),
    Row(f"{P}neu/", LEADS, LEADS_INCOMPLETE, tells=("get", "post")),
    Row(ONE, town(200, 200, 200), NO_METHOD, tells=("get",)),
    Row(f"{ONE}stand/", town(200, 200, 200), NO_METHOD, tells=("get",)),
    Row(f"{ONE}stimme/", NO_METHOD, town(302, 302, 302)),
    Row(f"{ONE}leinwand/", LEADS, LEADS_NO_METHOD, tells=("get",)),
    Row(f"{ONE}aendern/", LEADS, LEADS_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}starten/", LEADS_NO_METHOD, LEADS_DONE),
    Row(f"{ONE}beenden/", LEADS_NO_METHOD, LEADS_DONE),
    Row(f"{ONE}loeschen/", LEADS, LEADS_DONE, tells=("get",)),
    Row(f"{S}unterlagen/", LEADS_NO_METHOD, LEADS_DONE),
    Row(f"{S}unterlagen/entfernen/", LEADS_NO_METHOD, town(403, 403, 404)),
    Row(f"{S}rueckmeldung/", town(200, 404, 404), town(422, 404, 404), tells=("get", "post")),
    Row(f"{S}rueckmeldungen/", LEADS, LEADS_NO_METHOD, tells=("get",)),
    Row(f"{GUEST}abstimmung/{{guest_poll}}/", everybody(200), everybody(302)),
    Row(f"{GUEST}abstimmung/{{guest_poll}}/stand/", everybody(200), everybody(405)),
    Row(f"{GUEST}rueckmeldung/", everybody(200), everybody(422)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    leader = people["own ai_officer"]
    begun = timezone.now() - timedelta(minutes=30)
    internal = made.session(
        leader, f"Treffen {SECRET}", audience=Audience.ORGANISATION, starts_at=begun
    )
    made.registration(internal, people["own staff"])
    (room,) = made.parallel(internal, 20)
    written = minutes.open_for(room, by=leader)
    minutes.write(written, text=f"Die {SECRET} liegt dort.", results="", revision=1, by=leader)
    question = Question(f"Wohin mit der {SECRET}?", PollKind.SINGLE, [Choice("A"), Choice("B")])
    poll = polls.start(polls.create(internal, question, by=leader), by=leader)
    attachments.attach(
        "session", str(internal.pk), ContentFile(b"x", name=f"{SECRET}.txt"), by=leader
    )
    opened = made.session(leader, audience=Audience.PUBLIC, allows_guests=True, starts_at=begun)
    guest = made.guest(opened)
    choice = Question("A oder B?", PollKind.SINGLE, [Choice("A"), Choice("B")])
    return {
        "live_session": internal.pk,
        "minutes": written.pk,
        "poll": poll.pk,
        "guest_token": links.token_of(guest),
        "guest_poll": polls.start(polls.create(opened, choice, by=leader), by=leader).pk,
    }
