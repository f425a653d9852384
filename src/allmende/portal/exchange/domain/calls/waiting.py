"""What waits for one person among calls, in a fixed number of queries."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from allmende.portal.exchange.domain.calls import judging, queries, states
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.models import Juror, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.models import Member

HERE = "/austausch/aufrufe/"
SOON = timedelta(days=14)
type Task = tuple[int, str, str]


def tasks(member: Member) -> list[Task]:
    """``(how many, in words, where)``; only what there is something to do about."""
    found = [_closing(member), *_judging(member)]
    if rules.may_organise(member):
        found.append(_to_decide(member))
    return [task for task in found if task[0]]


def _closing(member: Member) -> Task:
    """Open calls that end soon and in which the organisation has handed in nothing yet."""
    now = timezone.now()
    handed_in = Submission.objects.filter(
        call=OuterRef("pk"), organisation=member.organisation_id
    ).exclude(state=SubmissionState.DRAFT)
    open_now = queries.visible(member).filter(
        states.in_state(CallState.OPEN), opens_at__lte=now, closes_at__lte=now + SOON
    )
    count = open_now.exclude(Exists(handed_in)).count()
    word = "Aufruf endet bald" if count == 1 else "Aufrufe enden bald"
    return count, word, f"{HERE}?stand={CallState.OPEN}"


def _judging(member: Member) -> list[Task]:
    """One line for each jury; there are few."""
    mine = Juror.objects.filter(user=member.user_id, finished_at=None).select_related("call")
    found = []
    for juror in mine.filter(call__in=queries.visible(member).filter(_in_jury()).order_by()):
        left = judging.open_for(juror).count()
        word = "Einreichung zu bewerten" if left == 1 else "Einreichungen zu bewerten"
        found.append((left, word, f"{HERE}{juror.call_id}/jury/"))
    return found


def _to_decide(member: Member) -> Task:
    """Closed calls in which every juror has finished."""
    working = Juror.objects.filter(call=OuterRef("pk"), finished_at=None)
    rows = queries.visible(member).filter(_in_jury()).exclude(Exists(working))
    count = rows.count()
    word = "Aufruf zu entscheiden" if count == 1 else "Aufrufe zu entscheiden"
    return count, word, f"{HERE}?stand={CallState.JURY}"


def _in_jury() -> Q:
    return states.in_state(CallState.JURY)
