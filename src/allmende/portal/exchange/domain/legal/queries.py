"""Reading: questions for members, answers for members and for everybody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerDraft, AnswerVersion, LegalQuestion, MeToo
from allmende.portal.organisations.domain.audience import NETWORK_PUBLIC_KEY, visible_to
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member

KIND = "legal_question"
REVIEW_AHEAD = timedelta(days=30)


def questions(member: Member) -> QuerySet[LegalQuestion]:
    return LegalQuestion.objects.filter(visible_to(member), is_hidden=False)


def question(member: Member, pk: int) -> LegalQuestion | None:
    found = questions(member).select_related("organisation", "drafter", "merged_into")
    return found.filter(pk=pk).first()


def with_concerned(found: QuerySet[LegalQuestion]) -> QuerySet[LegalQuestion]:
    """``others``: how many organisations say that it concerns them too; to sort by."""
    rows = MeToo.objects.filter(kind=KIND, key=Cast(OuterRef("pk"), CharField()))
    counted = rows.order_by().values("key").annotate(n=Count("organisation", distinct=True))
    return found.annotate(
        others=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
    )


def concerned(questions: Iterable[LegalQuestion]) -> dict[int, int]:
    """How many organisations each of them concerns, those that asked included; two queries."""
    pks = [one.pk for one in questions]
    places: dict[int, set[int]] = defaultdict(set)
    asked = LegalQuestion.objects.filter(Q(pk__in=pks) | Q(merged_into__in=pks))
    for pk, root, place in asked.values_list("pk", "merged_into", "organisation"):
        places[pk].add(place)
        if root:
            places[root].add(place)
    rows = MeToo.objects.filter(kind=KIND, key__in=[str(pk) for pk in pks])
    for key, place in rows.values_list("key", "organisation"):
        places[int(key)].add(place)
    return {pk: len(places[pk]) for pk in pks}


def of_ours(member: Member) -> Q:
    """Asked by the own organisation, or it has said that it concerns it too. Experts share one
    organisation without knowing each other: there it is the person.
    """
    alone = member.organisation.kind == OrganisationKind.EXPERTS
    mine = {"user": member.user_id} if alone else {"organisation": member.organisation_id}
    keys = MeToo.objects.filter(kind=KIND, **mine).values_list("key", flat=True)
    numbers = [int(key) for key in keys]
    asked = Q(author=member.user_id) if alone else Q(organisation=member.organisation_id)
    return asked | Q(pk__in=numbers) | Q(merged__in=numbers)


def is_ours(member: Member, question: LegalQuestion) -> bool:
    """The own organisation may know that it has asked."""
    if member.organisation.kind == OrganisationKind.EXPERTS:
        return question.author_id == member.user_id
    return question.organisation_id == member.organisation_id


def answers(member: Member | None) -> QuerySet[AnswerVersion]:
    """Current versions that the reader may see, withdrawn ones too; None is the public."""
    return AnswerVersion.objects.filter(visible_to(member), is_current=True)


def valid_answers(member: Member | None) -> QuerySet[AnswerVersion]:
    return answers(member).filter(withdrawn_at=None)


def public_answers() -> QuerySet[AnswerVersion]:
    """For everybody, and the same whoever is logged in."""
    return AnswerVersion.objects.filter(
        scope=NETWORK_PUBLIC_KEY, is_current=True, withdrawn_at=None
    )


def current(question: LegalQuestion) -> AnswerVersion | None:
    return AnswerVersion.objects.filter(question=question, is_current=True).first()


def versions(question: LegalQuestion) -> QuerySet[AnswerVersion]:
    found = AnswerVersion.objects.filter(question=question)
    return found.select_related("drafted_by", "reviewed_by")


def draft(question: LegalQuestion) -> AnswerDraft | None:
    return AnswerDraft.objects.filter(question=question).select_related("drafted_by").first()


def review_due() -> QuerySet[LegalQuestion]:
    """Published and to be looked at within thirty days, or outdated already."""
    soon = timezone.localdate() + REVIEW_AHEAD
    current = AnswerVersion.objects.filter(is_current=True, review_on__lte=soon)
    due = Q(state=LegalState.PUBLISHED, pk__in=current.values("question"))
    return LegalQuestion.objects.filter(due | Q(state=LegalState.OUTDATED), is_hidden=False)


def in_review() -> QuerySet[AnswerDraft]:
    found = AnswerDraft.objects.filter(question__state=LegalState.REVIEWING)
    return found.select_related("question").order_by("submitted_at", "pk")
