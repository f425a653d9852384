"""Members propose talks where a session asks for them; those who plan it decide."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.events.domain.planning import finding, people, talks, telling
from allmende.portal.events.enums import SessionState, TalkState
from allmende.portal.events.models import Block, Room, Session, Talk
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member

FIELDS = ("title", "abstract", "speaker", "speaker_from", "minutes")
MOST = 3  # open proposals of one person for one session
DECIDED = "Über diesen Beitrag ist schon entschieden. Laden Sie die Seite neu."


def is_open(session: Session) -> bool:
    asks = session.calls_for_talks and session.state == SessionState.PUBLISHED
    return asks and session.starts_at > timezone.now()


@transaction.atomic
def propose(session: Session, *, values: Mapping[str, Any], by: Member) -> Talk:
    """The view has fetched the session inside the member's scope."""
    if not is_open(session):
        raise Refused("Für diese Veranstaltung werden gerade keine Beiträge gesucht.")
    mine = Talk.objects.filter(session=session, proposed_by=by.user, state=TalkState.PROPOSED)
    if mine.count() >= MOST:
        raise Refused(
            f"Sie haben schon {MOST} Beiträge vorgeschlagen. Warten Sie auf die Entscheidung, "
            "oder ziehen Sie einen zurück."
        )
    talk = Talk(session=session, state=TalkState.PROPOSED, proposed_by=by.user, **dict(values))
    talk.speaker = talk.speaker or str(by.user)
    talk.speaker_from = talk.speaker_from or str(by.organisation)
    talk.save()
    audit.record("events.talk_proposed", by=by, about=session)
    for user in people.organisers(session):
        if user.pk != by.user_id:
            text = f"{by.user} schlägt einen Beitrag vor: „{talk}“ für „{session}“"
            telling.tell(user, session, text, Reason.ASSIGNED)
    return talk


@transaction.atomic
def accept(talk: Talk, *, block: Block | None, room: Room | None, reason: str, by: Member) -> Talk:
    """``reason`` is a word to the person who proposed it, and may be empty."""
    _decide(talk, TalkState.ACCEPTED, reason, by)
    talk.block, talk.room = block, room
    talks.place(talk)
    talk.save()
    finding.put(talk.session)
    _tell(talk, f"Ihr Beitrag „{talk}“ steht im Programm von „{talk.session}“", by)
    return talk


@transaction.atomic
def decline(talk: Talk, *, reason: str, by: Member) -> Talk:
    if not reason.strip():
        raise Refused("Begründen Sie die Absage. Die Person liest sie.")
    _decide(talk, TalkState.DECLINED, reason, by)
    talk.save()
    _tell(talk, f"Ihr Beitrag „{talk}“ passt nicht in „{talk.session}“: {talk.reason}", by)
    return talk


@transaction.atomic
def withdraw(talk: Talk, *, by: Member) -> None:
    """By the person who proposed it, while nothing is decided."""
    require(lambda: talk.proposed_by_id == by.user_id)
    if talk.state != TalkState.PROPOSED:
        raise Refused(DECIDED)
    audit.record("events.talk_withdrawn", by=by, about=talk.session)
    talk.delete()


def waiting(session: Session) -> QuerySet[Talk]:
    found = Talk.objects.filter(session=session, state=TalkState.PROPOSED)
    return found.select_related("proposed_by").order_by("created_at")


def mine(session: Session, member: Member) -> QuerySet[Talk]:
    return Talk.objects.filter(session=session, proposed_by=member.user_id).order_by("created_at")


def _decide(talk: Talk, state: TalkState, reason: str, by: Member) -> None:
    require(rules.may_organise, by, talk.session)
    taken = Talk.objects.filter(pk=talk.pk, state=TalkState.PROPOSED).update(state=state)
    if not taken:
        raise Refused(DECIDED)
    talk.state, talk.reason = state, reason.strip()
    audit.record(
        "events.talk_decided", by=by, about=talk.session, details={"Beitrag": f"{talk}: {state}"}
    )


def _tell(talk: Talk, text: str, by: Member) -> None:
    if talk.proposed_by and talk.proposed_by_id != by.user_id:
        telling.tell(talk.proposed_by, talk.session, text, Reason.ASSIGNED)
