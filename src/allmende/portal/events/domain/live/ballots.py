"""Voting: one ballot a person, secret to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.attending.states import HOLDING
from allmende.portal.events.enums import PollKind, PollState
from allmende.portal.events.models import Poll, Registration, Session, Vote
from allmende.portal.events.rules import live as rules
from allmende.portal.organisations.models import Member

NO_BALLOT = "Abstimmen kann, wer angemeldet ist oder die Veranstaltung leitet."


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who votes: somebody registered, or a member who leads without being registered."""

    registration: Registration | None = None
    member: Member | None = None

    @property
    def owner(self) -> dict[str, Any]:
        if self.registration:
            return {"voter": self.registration}
        return {"user": self.member.user} if self.member else {}


@transaction.atomic
def vote(poll: Poll, *, ballot: Ballot, dots: Mapping[int, int]) -> None:
    """Put in a whole ballot (number of an option -> dots); a later one replaces it.

    Votes are secret to others and leave no audit entry.
    """
    if not may_vote(ballot, poll):
        raise Refused(NO_BALLOT)
    # The end of the poll and a vote must come one after the other.
    current = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if current.state == PollState.DRAFT:
        raise Refused("Diese Abstimmung hat noch nicht begonnen. Warten Sie auf die Leitung.")
    if current.state == PollState.CLOSED:
        raise Refused("Diese Abstimmung ist beendet. Ihre Stimme wurde nicht mehr gezählt.")
    options = {option.pk: option for option in current.options.all()}
    given = {pk: count for pk, count in dots.items() if count}
    if set(given) - set(options):
        raise Refused("Diese Möglichkeit gibt es nicht mehr. Laden Sie die Seite neu.")
    _check(current, given)
    owner = ballot.owner
    Vote.objects.filter(option__poll=current, **owner).delete()
    Vote.objects.bulk_create(
        [Vote(option=options[pk], dots=count, **owner) for pk, count in given.items()]
    )


def may_vote(ballot: Ballot, poll: Poll) -> bool:
    """A registration counts only in its own session and while it holds a place."""
    mine = ballot.registration
    if mine:
        return mine.session_id == poll.session_id and mine.state in HOLDING
    return rules.may_run(ballot.member, poll)


def ballot_of(member: Member, session: Session) -> Ballot | None:
    """The member's registration, else the right of who leads; None for everybody else."""
    mine = Registration.objects.filter(session=session, user=member.user, state__in=HOLDING).first()
    if mine:
        return Ballot(registration=mine)
    return Ballot(member=member) if rules.may_poll(member, session) else None


def given_by(ballot: Ballot, poll: Poll) -> dict[int, int]:
    """What stands on the ballot now: number of an option -> dots."""
    rows = Vote.objects.filter(option__poll=poll, **ballot.owner)
    return dict(rows.values_list("option_id", "dots"))


def _check(poll: Poll, given: Mapping[int, int]) -> None:
    if not given:
        raise Refused("Wählen Sie mindestens eine Möglichkeit.")
    if any(count < 0 for count in given.values()):
        raise Refused("Weniger als null Punkte gibt es nicht.")
    if poll.kind == PollKind.DOTS:
        if sum(given.values()) > poll.dots:
            raise Refused(f"Sie haben {poll.dots} Punkte. Nehmen Sie irgendwo welche weg.")
        if max(given.values()) > poll.most_on_one:
            raise Refused(f"Auf eine Möglichkeit passen höchstens {poll.most_on_one} Punkte.")
    elif any(count != 1 for count in given.values()):
        raise Refused("Jede Möglichkeit zählt einmal.")
    elif poll.kind == PollKind.SINGLE and len(given) > 1:
        raise Refused("Wählen Sie nur eine Möglichkeit.")
