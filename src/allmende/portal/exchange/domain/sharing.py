"""For whom something is and who wrote it: what guidelines, calls and matrices have in common."""

from collections.abc import Collection
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import FollowLevel
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience, OrganisationKind, Role
from allmende.portal.organisations.models import Group, Member, User

GROUP_MISSING = "Wählen Sie die Arbeitsgruppe, für die das sein soll."
NOT_IN_GROUP = "Sie gehören nicht zu dieser Arbeitsgruppe. Wählen Sie eine eigene."
NO_INSIDE = (
    "Fachleute ohne Organisation haben keinen gemeinsamen internen Bereich. Wählen Sie eine "
    "Arbeitsgruppe oder das Netzwerk."
)


class Written(Protocol):
    """Models that are ``Authored``."""

    author: Any
    author_label: Any


def scope_for(audience: str, *, group: Group | None, by: Member) -> str:
    """The audience key of something that ``by`` writes; Refused where it cannot be."""
    if audience == Audience.GROUP:
        if group is None:
            raise Refused(GROUP_MISSING)
        if not by.groups.filter(pk=group.pk).exists():
            raise Refused(NOT_IN_GROUP)
    if audience == Audience.ORGANISATION and by.organisation.kind == OrganisationKind.EXPERTS:
        raise Refused(NO_INSIDE)
    group_id = group.pk if group and audience == Audience.GROUP else None
    return key_for(audience, organisation_id=by.organisation_id, group_id=group_id)


def groups_of(member: Member) -> QuerySet[Group]:
    return Group.objects.filter(members=member)


def name_of(thing: Written) -> str:
    """The person's name of today, or what was kept of it."""
    return str(thing.author) if thing.author else str(thing.author_label)


def person_by_mail(email: str) -> User:
    """Somebody of the network; the sentence is the one of working groups."""
    members = Member.objects.filter(
        user__email__iexact=email.strip(), user__is_active=True, organisation__is_active=True
    )
    found = members.select_related("user").first()
    if found is None:
        raise Refused(f"Zu {email} gibt es im Netzwerk kein Mitglied.")
    return found.user


def holders(organisation_ids: Collection[int], *roles: Role) -> QuerySet[User]:
    """Active people with one of the roles in one of the organisations."""
    found = Member.objects.filter(
        organisation__in=organisation_ids, organisation__is_active=True, roles__role__in=roles
    )
    return User.objects.filter(is_active=True, pk__in=found.values("user_id"))


def everywhere(*roles: Role) -> QuerySet[User]:
    """Active people with one of the roles in any active organisation."""
    found = Member.objects.filter(organisation__is_active=True, roles__role__in=roles)
    return User.objects.filter(is_active=True, pk__in=found.values("user_id"))


def stamp(by: Member) -> dict[str, Any]:
    """The fields of ``Authored``."""
    return {"author": by.user, "author_label": str(by.user), "organisation": by.organisation}


def relabel(rows: QuerySet[Any], label: str) -> None:
    """The author's account ends."""
    rows.update(author=None, author_label=label)


def plain(value: Any) -> str:
    """A value for the audit trail."""
    if isinstance(value, Model):
        return str(value)
    return str(value)[:300] if value is not None else ""


def follows(member: Member, kind: str, key: int) -> bool:
    return subscriptions.level_of(member.user, kind, str(key)) == FollowLevel.ALL


def toggle_follow(member: Member, kind: str, key: int) -> bool:
    """The caller has fetched the thing inside what the member may see. Says what holds now."""
    if follows(member, kind, key):
        subscriptions.follow(member.user, kind, str(key), level=FollowLevel.MUTE)
        return False
    subscriptions.follow(member.user, kind, str(key))
    return True
