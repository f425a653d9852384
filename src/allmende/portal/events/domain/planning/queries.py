"""Reads of sessions and series, each inside the scope of who reads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from allmende.portal.core.domain import search as words
from allmende.portal.events.domain.planning.names import SESSION
from allmende.portal.events.enums import RegistrationState, SessionState, TalkState
from allmende.portal.events.models import Block, Registration, Room, Series, Session, Talk
from allmende.portal.events.rules import planning
from allmende.portal.organisations.domain.audience import visible_to as visible
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Group, Member, Organisation

GOING = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.ATTENDED,
    RegistrationState.NO_SHOW,
)
SHOWN = ("organisation", "series", "group", "author")


def visible_to(member: Member | None) -> QuerySet[Session]:
    """Announced sessions, and drafts of those who plan them or serve in their rooms."""
    found = Session.objects.filter(visible(member), organisation__is_active=True)
    announced = ~Q(state=SessionState.DRAFT)
    if member is not None:
        announced |= planning.organised_by(member) | Q(pk__in=serving(member.user_id))
    return found.filter(announced).select_related(*SHOWN)


def one(member: Member | None, pk: int) -> Session | None:
    return visible_to(member).filter(pk=pk).first()


def announced(member: Member | None) -> QuerySet[Session]:
    return visible_to(member).exclude(state=SessionState.DRAFT)


def upcoming(member: Member | None) -> QuerySet[Session]:
    return announced(member).filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")


def past(member: Member | None) -> QuerySet[Session]:
    return announced(member).filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")


def drafts(member: Member) -> QuerySet[Session]:
    """Those that the member may plan, and nobody else's."""
    found = visible_to(member).filter(planning.organised_by(member), state=SessionState.DRAFT)
    return found.order_by("starts_at", "pk")


def narrowed(
    found: QuerySet[Session],
    member: Member,
    *,
    text: str = "",
    topic: str = "",
    series: int | None = None,
    organisation: int | None = None,
    mine: bool = False,
) -> QuerySet[Session]:
    """Filters of the list; ``found`` begins with ``visible_to``."""
    if text:
        ids = words.matching(text, kinds=[SESSION], keys=None, within=found.order_by().values("pk"))
        # Drafts are not in the search table.
        found = found.filter(Q(pk__in=list(ids)) | Q(title__icontains=text))
    if topic:
        inside = Room.objects.filter(topic=topic).values("block__session")
        found = found.filter(Q(topic=topic) | Q(pk__in=inside))
    if series:
        found = found.filter(series=series)
    if organisation:
        found = found.filter(organisation=organisation)
    if mine:
        found = found.filter(Q(pk__in=going(member.user_id)) | Q(pk__in=serving(member.user_id)))
    return found


def on_days(found: QuerySet[Session], first: date, last: date) -> QuerySet[Session]:
    return found.filter(starts_at__date__lte=last, ends_at__date__gte=first)


def going(user_id: int) -> QuerySet[Registration, int]:
    """Numbers of the sessions that somebody is registered for, on the waiting list too."""
    mine = Registration.objects.filter(user=user_id, state__in=GOING)
    return mine.values_list("session_id", flat=True)


def serving(user_id: int) -> QuerySet[Room, int]:
    """Numbers of the sessions in which somebody leads a room or takes minutes."""
    mine = Room.objects.filter(Q(moderator=user_id) | Q(minute_taker=user_id))
    return mine.values_list("block__session_id", flat=True)


def agenda_of(session: Session) -> list[Block]:
    """Blocks with rooms, people and accepted talks, in a fixed number of queries."""
    blocks = Block.objects.filter(session=session).prefetch_related(
        "rooms__moderator", "rooms__minute_taker"
    )
    return list(blocks.order_by("starts_at", "pk"))


def talks_of(session: Session) -> QuerySet[Talk]:
    """In the programme."""
    return Talk.objects.filter(session=session, state=TalkState.ACCEPTED)


def block_of(session: Session, pk: int) -> Block | None:
    return Block.objects.filter(session=session, pk=pk).select_related("session").first()


def room_of(session: Session, pk: int) -> Room | None:
    found = Room.objects.filter(block__session=session, pk=pk)
    return found.select_related("block__session__organisation", "moderator", "minute_taker").first()


def talk_of(session: Session, pk: int) -> Talk | None:
    return Talk.objects.filter(session=session, pk=pk).select_related("session").first()


def series_visible_to(member: Member | None) -> QuerySet[Series]:
    found = Series.objects.filter(visible(member), organisation__is_active=True)
    return found.select_related("organisation", "group").order_by("title", "pk")


def one_series(member: Member | None, pk: int) -> Series | None:
    return series_visible_to(member).filter(pk=pk).first()


def series_organised_by(member: Member) -> QuerySet[Series]:
    return series_visible_to(member).filter(planning.organised_by(member))


def groups_to_plan_for(member: Member) -> QuerySet[Group]:
    return Group.objects.filter(organisation=member.organisation_id, members=member)


def public_sessions(organisation: Organisation) -> QuerySet[Session]:
    """What everybody may read of one organisation."""
    found = visible_to(None).filter(organisation=organisation, audience=Audience.PUBLIC)
    return found.order_by("starts_at", "pk")


def has_public_sessions(slug: str) -> bool:
    found = visible_to(None).filter(audience=Audience.PUBLIC, organisation__slug=slug)
    return found.exists()


def with_counts(found: QuerySet[Series], member: Member) -> QuerySet[Series]:
    """How many sessions of each the reader sees, and when the next one begins."""
    seen = visible_to(member).filter(series=OuterRef("pk")).order_by()
    number = seen.values("series").annotate(n=Count("pk")).values("n")
    ahead = seen.filter(state=SessionState.PUBLISHED, starts_at__gte=timezone.now())
    return found.annotate(
        number=Coalesce(Subquery(number), 0),
        next_at=Subquery(ahead.order_by("starts_at").values("starts_at")[:1]),
    )


def series_titles(sessions: Iterable[Session], member: Member | None) -> dict[int, str]:
    """Of those that the reader may see, too."""
    wanted = {session.series_id for session in sessions if session.series_id}
    found = series_visible_to(member).filter(pk__in=wanted)
    return dict(found.values_list("pk", "title"))
