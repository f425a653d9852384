"""Reads of calls and submissions, each inside the scope of who reads."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.calls import states
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.models import Call, Juror, JuryScore, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.domain.audience import find_keys, visible_to
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member

KIND = "call"
IN_JURY = (
    SubmissionState.SUBMITTED,
    SubmissionState.SELECTED,
    SubmissionState.RESERVE,
    SubmissionState.DECLINED,
)


def visible(reader: Member | None) -> QuerySet[Call]:
    """Published calls of the reader's audience; drafts for organisers; jurors their own."""
    shown = visible_to(reader)
    if not rules.may_organise(reader):
        shown &= ~Q(state=CallState.DRAFT)
    if reader is not None:
        judged = Juror.objects.filter(call=OuterRef("pk"), user=reader.user_id)
        shown |= Q(Exists(judged)) & ~Q(state=CallState.DRAFT)
    return Call.objects.filter(shown).select_related("organisation", "author", "group")


def one(reader: Member | None, pk: int) -> Call | None:
    return visible(reader).filter(pk=pk).first()


def find(member: Member, *, text: str = "", topic: str = "", state: str = "") -> QuerySet[Call]:
    found = visible(member)
    if text:
        ids = search.matching(text, kinds=[KIND], keys=find_keys(member)).order_by()
        found = found.filter(Q(pk__in=ids) | Q(title__icontains=text))
    if topic:
        found = found.filter(topic=topic)
    return found.filter(states.in_state(state)) if state else found


def own(member: Member, call: Call) -> QuerySet[Submission]:
    """What the member's organisation has in that call; of experts only the own ones."""
    found = Submission.objects.filter(call=call, organisation=member.organisation_id)
    if member.organisation.kind == OrganisationKind.EXPERTS:
        found = found.filter(author=member.user_id)
    return found.select_related("author", "organisation", "call__organisation")


def own_one(member: Member, call: Call, pk: int) -> Submission | None:
    return own(member, call).filter(pk=pk).first()


def judged(call: Call) -> QuerySet[Submission]:
    """What the jury reads, in the order of the numbers that were drawn."""
    return Submission.objects.filter(call=call, state__in=IN_JURY).order_by("number", "pk")


def selected(call: Call) -> QuerySet[Submission]:
    found = Submission.objects.filter(call=call, state=SubmissionState.SELECTED)
    return found.select_related("organisation").order_by("number")


def jurors_of(call: Call) -> QuerySet[Juror]:
    return Juror.objects.filter(call=call).select_related("user").order_by("label", "pk")


def scores_of(call: Call) -> QuerySet[JuryScore]:
    found = JuryScore.objects.filter(juror__call=call, submission__state__in=IN_JURY)
    return found.select_related("juror", "submission")
