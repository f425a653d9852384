"""What waits for one person around events, and what is next."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from allmende.portal.events.domain.planning import queries
from allmende.portal.events.enums import BlockKind, SessionState, TalkState
from allmende.portal.events.models import Room, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member


@dataclass(frozen=True, slots=True)
class Task:
    text: str
    url: str


def tasks(member: Member) -> list[Task]:
    """Proposals to decide and rooms without people, in sessions that the member plans."""
    if not rules.may_plan(member):
        return []
    now = timezone.now()
    planned = queries.upcoming(member).filter(
        rules.organised_by(member), state=SessionState.PUBLISHED
    )
    found = []
    waiting = Count("talks", filter=Q(talks__state=TalkState.PROPOSED), distinct=True)
    for session in planned.annotate(proposals=waiting).filter(proposals__gt=0)[:10]:
        words = _counted(session.proposals, "Beitrag", "Beiträge")
        found.append(Task(f"{words} für „{session}“ entscheiden", f"{_url(session)}#beitraege"))
    empty = Room.objects.filter(
        Q(moderator=None) | Q(minute_taker=None),
        block__session__in=planned.order_by(),
        block__kind=BlockKind.PARALLEL,
        closed_at=None,
        block__ends_at__gte=now,
    )
    rows = empty.values("block__session", "block__session__title").annotate(n=Count("pk"))
    for row in rows.order_by("block__session__starts_at", "block__session")[:10]:
        words = _counted(row["n"], "Raum ist nicht besetzt", "Räume sind nicht besetzt")
        url = f"/veranstaltungen/{row['block__session']}/#hinweise"
        found.append(Task(f"„{row['block__session__title']}“: {words}", url))
    return found


def next_sessions(member: Member, limit: int = 3) -> list[Session]:
    """What the member takes part in or leads comes first; then what else is announced."""
    found = queries.upcoming(member).filter(state=SessionState.PUBLISHED)
    mine = Q(pk__in=queries.going(member.user_id)) | Q(pk__in=queries.serving(member.user_id))
    own = list(found.filter(mine)[:limit])
    if len(own) < limit:
        own += found.exclude(mine)[: limit - len(own)]
    return own


def _url(session: Session) -> str:
    return f"/veranstaltungen/{session.pk}/"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
