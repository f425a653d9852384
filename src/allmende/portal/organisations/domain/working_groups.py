"""Working groups as the network sees them: who may read one, join it, leave it."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit, notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import telling
from allmende.portal.organisations.models import Group, GroupRequest, Member

MOST_WAITING = 20  # requests of one member


def readable(reader: Member | None) -> QuerySet[Group]:
    """Open groups, and those that the reader belongs to."""
    if reader is None or not rules.is_active(reader):
        return Group.objects.none()
    mine = Group.members.through.objects.filter(group=OuterRef("pk"), member=reader)
    found = Group.objects.filter(Q(is_open=True) | Exists(mine), organisation__is_active=True)
    return found.select_related("organisation")


def listed(
    reader: Member, *, text: str = "", topic: str = "", mine: bool = False
) -> QuerySet[Group]:
    """With the number of ``people``, and whether the reader ``belongs``."""
    found = readable(reader)
    own = Group.members.through.objects.filter(group=OuterRef("pk"), member=reader)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(purpose__icontains=text))
    if topic:
        found = found.filter(topic=topic)
    found = found.annotate(people=Count("members", distinct=True), belongs=Exists(own))
    return found.filter(belongs=True) if mine else found


def people_of(group: Group) -> QuerySet[Member]:
    found = group.members.filter(user__is_active=True, organisation__is_active=True)
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def waiting_of(group: Group) -> QuerySet[GroupRequest]:
    found = GroupRequest.objects.filter(group=group)
    return found.select_related("member__user", "member__organisation", "group__organisation")


def request_of(group: Group, member: Member) -> GroupRequest | None:
    return GroupRequest.objects.filter(group=group, member=member).first()


@transaction.atomic
def ask(group: Group, *, message: str, by: Member) -> GroupRequest:
    """Ask to join; who administers the group's organisation decides."""
    require(rules.may_read_group, by, group)
    if not group.is_open:
        raise Refused("In diese Arbeitsgruppe wird man aufgenommen, nicht aus eigener Anfrage.")
    if group.members.filter(pk=by.pk).exists():
        raise Refused(f"Sie gehören schon zu „{group}“.")
    if GroupRequest.objects.filter(member=by).count() >= MOST_WAITING:
        raise Refused("Es warten schon viele Ihrer Anfragen. Ziehen Sie zuerst eine zurück.")
    request, is_new = GroupRequest.objects.get_or_create(
        group=group, member=by, defaults={"message": message}
    )
    if not is_new:
        raise Refused("Ihre Anfrage liegt schon vor. Sie erhalten eine Mitteilung.")
    telling.tell(
        telling.administrators(group.organisation),
        text=f"{by} möchte in die Arbeitsgruppe „{group}“.",
        url=address_of(group),
        organisation_id=group.organisation_id,
    )
    audit.record("organisations.group_asked", by=by, about=group, organisation_id=_home(group))
    return request


@transaction.atomic
def withdraw(group: Group, *, by: Member) -> None:
    """Take the own request back; where there is none, nothing happens."""
    require(rules.is_active, by)
    if GroupRequest.objects.filter(group=group, member=by).delete()[0]:
        audit.record(
            "organisations.group_unasked", by=by, about=group, organisation_id=_home(group)
        )


@transaction.atomic
def accept(request: GroupRequest, *, by: Member) -> None:
    group, person = request.group, request.member
    _decide(request, by)
    group.members.add(person)
    _answer(person, f"Sie gehören jetzt zur Arbeitsgruppe „{group}“.", group)
    details = {"Person": str(person)}
    audit.record("organisations.group_joined", by=by, about=group, details=details)


@transaction.atomic
def refuse(request: GroupRequest, *, by: Member) -> None:
    group, person = request.group, request.member
    _decide(request, by)
    _answer(person, f"Die Arbeitsgruppe „{group}“ hat Sie nicht aufgenommen.", group)
    details = {"Person": str(person)}
    audit.record("organisations.group_refused", by=by, about=group, details=details)


@transaction.atomic
def leave(group: Group, *, by: Member) -> None:
    """End the own membership; what one wrote there stays."""
    require(rules.is_active, by)
    if not group.members.filter(pk=by.pk).exists():
        raise Refused(f"Sie gehören nicht zu „{group}“.")
    group.members.remove(by)
    audit.record("organisations.group_left", by=by, about=group, organisation_id=_home(group))


def address_of(group: Group) -> str:
    return f"/netzwerk/arbeitsgruppen/{group.pk}/"


def _decide(request: GroupRequest, by: Member) -> None:
    """Only one of two parallel decisions counts."""
    require(rules.may_administer, by, request.group.organisation)
    if not GroupRequest.objects.filter(pk=request.pk).delete()[0]:
        raise Refused("Darüber ist schon entschieden, oder die Anfrage ist zurückgezogen.")
    if not waiting_of(request.group).exists():
        telling.settle(address_of(request.group), at=timezone.now())


def _answer(person: Member, text: str, group: Group) -> None:
    about = ("group", str(group.pk))
    url = address_of(group)
    notifications.notify(person.user, text=text, url=url, reason=Reason.FINISHED, about=about)


def _home(group: Group) -> int:
    return group.organisation_id
