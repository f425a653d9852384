"""Reads of guidelines, each inside the scope of who reads."""

from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from allmende.portal.core.domain import search
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import (
    Adoption,
    Consultation,
    Guideline,
    GuidelineVersion,
    ParagraphComment,
)
from allmende.portal.organisations.domain.audience import find_keys, visible_to
from allmende.portal.organisations.models import Member, Organisation

KIND = "guideline"


def visible(reader: Member | None) -> QuerySet[Guideline]:
    """What has been published or opened for comments to the reader's audience, and what the
    reader writes. The public reads published ones only.
    """
    if reader is None:
        shown = visible_to(None) & _published() & Q(state=GuidelineState.PUBLISHED)
        return Guideline.objects.filter(shown).select_related("organisation", "author")
    writes = Guideline.writers.through.objects.filter(user_id=reader.user_id)
    mine = Q(pk__in=writes.values("guideline_id"))
    found = Guideline.objects.filter((visible_to(reader) & (_published() | _opened())) | mine)
    return found.select_related("organisation", "author", "group")


def public() -> QuerySet[Guideline]:
    return with_facts(visible(None))


def one(reader: Member | None, pk: int) -> Guideline | None:
    return with_facts(visible(reader)).filter(pk=pk).first()


def with_facts(
    found: QuerySet[Guideline], organisation_id: int | None = None
) -> QuerySet[Guideline]:
    """``open_now``, ``latest`` (number of a version or None), ``adopted_number``."""
    now = timezone.now()
    window = Consultation.objects.filter(
        guideline=OuterRef("pk"), opens_at__lte=now, closes_at__gt=now
    )
    versions = GuidelineVersion.objects.filter(guideline=OuterRef("pk")).order_by("-number")
    adopted = Adoption.objects.filter(guideline=OuterRef("pk"), organisation=organisation_id)
    return found.annotate(
        open_now=Exists(window),
        latest=Subquery(versions.values("number")[:1], output_field=IntegerField()),
        adopted_number=Subquery(adopted.values("version__number")[:1]),
    )


def state_of(guideline: Guideline) -> GuidelineState:
    """What a list says; of a guideline that went through ``with_facts``."""
    if guideline.state == GuidelineState.WITHDRAWN:
        return GuidelineState.WITHDRAWN
    if getattr(guideline, "open_now", False):
        return GuidelineState.CONSULTATION
    return GuidelineState(guideline.state)


def find(
    member: Member,
    *,
    text: str = "",
    kind: str = "",
    topic: str = "",
    state: str = "",
    adopted: bool = False,
) -> QuerySet[Guideline]:
    """The list, narrowed. A writer finds own drafts by their title, others by every word."""
    found = with_facts(visible(member), member.organisation_id)
    if text:
        ids = search.matching(text, kinds=[KIND], keys=find_keys(member)).order_by()
        found = found.filter(Q(pk__in=ids) | Q(title__icontains=text))
    if kind:
        found = found.filter(kind=kind)
    if topic:
        found = found.filter(topic=topic)
    if adopted:
        found = found.filter(Q(adopted_number__isnull=False))
    return _in_state(found, state) if state else found


def _in_state(found: QuerySet[Guideline], state: str) -> QuerySet[Guideline]:
    if state == GuidelineState.CONSULTATION:
        return found.filter(Q(open_now=True)).exclude(state=GuidelineState.WITHDRAWN)
    if state == GuidelineState.WITHDRAWN:
        return found.filter(state=state)
    return found.filter(Q(open_now=False), state=state)


def versions_of(guideline: Guideline) -> QuerySet[GuidelineVersion]:
    return GuidelineVersion.objects.filter(guideline=guideline)


def version(guideline: Guideline, number: int) -> GuidelineVersion | None:
    return versions_of(guideline).filter(number=number).first()


def newest(guideline: Guideline) -> GuidelineVersion | None:
    return versions_of(guideline).first()


def consultations_of(guideline: Guideline, *, writes: bool) -> QuerySet[Consultation]:
    """Before a window opens only the writers know of it."""
    found = Consultation.objects.filter(guideline=guideline)
    return found if writes else found.filter(opens_at__lte=timezone.now())


def comments_of(consultation: Consultation) -> QuerySet[ParagraphComment]:
    return ParagraphComment.objects.filter(consultation=consultation).select_related(
        "author", "organisation"
    )


def adoptions_of(guideline: Guideline) -> QuerySet[Adoption]:
    found = Adoption.objects.filter(guideline=guideline, organisation__is_active=True)
    return found.select_related("organisation", "version")


def adoption_in(guideline: Guideline, organisation_id: int) -> Adoption | None:
    return Adoption.objects.filter(guideline=guideline, organisation=organisation_id).first()


def adopted_by(reader: Member | None, organisation: Organisation) -> QuerySet[Guideline]:
    """What holds at that organisation and the reader may see."""
    found = with_facts(visible(reader), organisation.pk)
    return found.filter(Q(adopted_number__isnull=False)).order_by("title", "pk")


def outdated_adoptions(member: Member) -> QuerySet[Adoption]:
    """Of the member's organisation, where a newer version has been published since."""
    found = Adoption.objects.filter(
        organisation=member.organisation_id, guideline__state=GuidelineState.PUBLISHED
    )
    rows = found.annotate(newest=Max("guideline__versions__number"))
    return rows.filter(newest__gt=F("version__number"))


def beyond_writers(found: QuerySet[Guideline]) -> QuerySet[Guideline]:
    """Those that an audience may see, whoever asks."""
    return found.filter(_published() | _opened())


def _published() -> Q:
    return Q(Exists(GuidelineVersion.objects.filter(guideline=OuterRef("pk"))))


def _opened() -> Q:
    """A window has begun, be it over or not."""
    begun = Consultation.objects.filter(guideline=OuterRef("pk"), opens_at__lte=timezone.now())
    return Q(Exists(begun))
