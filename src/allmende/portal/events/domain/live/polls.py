"""Polls and dot voting inside a session: one ballot a person, live on every screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.live import tallies
from allmende.portal.events.enums import PollKind, PollState, SessionState
from allmende.portal.events.models import Poll, PollOption, Room, Session, Vote
from allmende.portal.events.rules import live as rules
from allmende.portal.organisations.models import Member

FEWEST, MOST = 2, 30  # options


@dataclass(frozen=True, slots=True)
class Choice:
    """One possibility in a poll; ``about`` is a thing (kind, key), such as a use case."""

    label: str
    about: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Question:
    """What a poll asks; the numbers count for dots only."""

    title: str
    kind: str  # PollKind
    choices: Sequence[Choice]
    dots: int = 3
    most_on_one: int = 3
    shows_while_open: bool = True


@transaction.atomic
def create(session: Session, question: Question, *, by: Member, room: Room | None = None) -> Poll:
    require(rules.may_poll, by, session)
    if room and room.block.session_id != session.pk:
        raise Refused("Dieser Raum gehört zu einer anderen Veranstaltung.")
    poll = Poll(session=session, room=room)
    _fill(poll, question)
    poll.save()
    _set_options(poll, question.choices)
    audit.record("events.poll_made", by=by, about=poll, organisation_id=session.organisation_id)
    return poll


@transaction.atomic
def change(poll: Poll, question: Question, *, by: Member) -> Poll:
    """Only before it opens: what people have voted on must not change under them."""
    require(rules.may_run, by, poll)
    current = _locked(poll)
    if current.state != PollState.DRAFT:
        raise Refused("Diese Abstimmung hat schon begonnen. Legen Sie eine neue an.")
    _fill(current, question)
    current.save()
    _set_options(current, question.choices)
    _record("events.poll_changed", current, by)
    return current


@transaction.atomic
def start(poll: Poll, *, by: Member) -> Poll:
    """Everybody sees it and votes from now on."""
    require(rules.may_run, by, poll)
    current = _locked(poll)
    if current.session.state != SessionState.PUBLISHED:
        raise Refused("Abgestimmt wird in angekündigten Veranstaltungen, die nicht vorbei sind.")
    if current.state != PollState.DRAFT:
        raise Refused("Diese Abstimmung hat schon begonnen.")
    current.state, current.opened_at = PollState.OPEN, timezone.now()
    current.save(update_fields=["state", "opened_at"])
    _record("events.poll_opened", current, by)
    return current


@transaction.atomic
def finish(poll: Poll, *, by: Member) -> Poll:
    """Keep the result and forget who voted what."""
    require(rules.may_run, by, poll)
    current = _locked(poll)
    if current.state != PollState.OPEN:
        raise Refused("Diese Abstimmung läuft nicht.")
    counted = tallies.tally(current)
    current.result = [
        {
            "label": line.label,
            "votes": line.votes,
            "voters": line.voters,
            "kind": line.about[0],
            "key": line.about[1],
        }
        for line in counted.lines
    ]
    current.voters = counted.voters
    current.state, current.closed_at = PollState.CLOSED, timezone.now()
    current.save(update_fields=["result", "voters", "state", "closed_at"])
    Vote.objects.filter(option__poll=current).delete()
    _record("events.poll_closed", current, by)
    return current


@transaction.atomic
def remove(poll: Poll, *, by: Member) -> None:
    require(rules.may_run, by, poll)
    if poll.state == PollState.OPEN:
        raise Refused("Beenden Sie die Abstimmung, bevor Sie sie löschen.")
    _record("events.poll_removed", poll, by)
    poll.delete()


def of_session(session: Session, *, drafts: bool) -> QuerySet[Poll]:
    found = Poll.objects.filter(session=session).select_related("session", "room")
    return found if drafts else found.exclude(state=PollState.DRAFT)


def one(session: Session, pk: int) -> Poll | None:
    found = Poll.objects.filter(session=session, pk=pk)
    return found.select_related("session__organisation", "room").first()


def _fill(poll: Poll, question: Question) -> None:
    poll.title, poll.kind = question.title.strip(), PollKind(question.kind)
    if not poll.title:
        raise Refused("Schreiben Sie, worüber abgestimmt wird.")
    if not 1 <= question.dots <= 20 or not 1 <= question.most_on_one <= question.dots:
        raise Refused("Möglich sind 1 bis 20 Punkte, auf eine Möglichkeit höchstens alle davon.")
    poll.dots, poll.most_on_one = question.dots, question.most_on_one
    poll.shows_while_open = question.shows_while_open


def _set_options(poll: Poll, choices: Iterable[Choice]) -> None:
    wanted = [choice for choice in choices if choice.label.strip()]
    labels = [choice.label.strip().casefold() for choice in wanted]
    if not FEWEST <= len(wanted) <= MOST:
        raise Refused(f"Geben Sie {FEWEST} bis {MOST} Möglichkeiten an, jede in einer Zeile.")
    if len(set(labels)) < len(labels):
        raise Refused("Eine Möglichkeit steht doppelt da. Streichen Sie eine davon.")
    poll.options.all().delete()
    PollOption.objects.bulk_create(
        [
            PollOption(
                poll=poll,
                position=position,
                label=choice.label.strip()[:200],
                kind=choice.about[0],
                key=choice.about[1],
            )
            for position, choice in enumerate(wanted)
        ]
    )


def _locked(poll: Poll) -> Poll:
    # Votes and the end of the poll must come one after the other.
    return Poll.objects.select_for_update(of=("self",)).select_related("session").get(pk=poll.pk)


def _record(action: str, poll: Poll, by: Member) -> None:
    audit.record(action, by=by, about=poll, organisation_id=poll.session.organisation_id)
