"""Who wants to hear of an entry, an organisation or a field, and telling them once."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import catalogue
from allmende.portal.register.enums import FollowKind
from allmende.portal.register.models import Follow, Publication

FOLLOWS = "/anwendungsfaelle/folge-ich/"


class Event(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"
    INCIDENT = "incident"
    WITHDRAWN = "withdrawn"


TEXTS = {
    Event.PUBLISHED: "Neu im Katalog: „{title}“ ({organisation})",
    Event.UPDATED: "Neue Fassung: „{title}“ ({organisation})",
    Event.INCIDENT: "Vorfall gemeldet: „{title}“ ({organisation})",
    Event.WITHDRAWN: "Zurückgezogen: „{title}“ ({organisation})",
}


@transaction.atomic
def follow(member: Member, *, kind: str, value: str) -> Follow:
    """Hear of news; a second time changes nothing. Raises Refused for what does not exist."""
    require(rules.may_follow, member)
    label = _label(member, kind, value)
    if not label:
        raise Refused("Das gibt es nicht mehr. Laden Sie die Seite neu.")
    new, created = Follow.objects.get_or_create(
        member=member, kind=kind, value=value, defaults={"label": label[:200]}
    )
    if created:
        audit.record("register.followed", by=member, about=new)
    return new


@transaction.atomic
def unfollow(follow: Follow, *, by: Member) -> None:
    require(lambda: follow.member_id == by.pk)
    audit.record("register.unfollowed", by=by, about=follow)
    follow.delete()


def follows_of(member: Member) -> QuerySet[Follow]:
    return Follow.objects.filter(member=member)


def values_of(member: Member) -> set[tuple[str, str]]:
    """Kind and value of everything that the member follows."""
    return set(follows_of(member).values_list("kind", "value"))


def address_of(follow: Follow) -> str:
    """Where the news of it can be seen."""
    match follow.kind:
        case FollowKind.ENTRY:
            return f"/anwendungsfaelle/katalog/{follow.value}/"
        case FollowKind.FIELD:
            return f"/anwendungsfaelle/katalog/?{urlencode({'feld': follow.value})}"
    return f"/anwendungsfaelle/katalog/?{urlencode({'organisation': follow.value})}"


def tell_followers(
    publication: Publication, event: Event, *, but: Collection[int] = frozenset()
) -> int:
    """One notification for each person, however many of their follows fit; returns how many.

    ``but``: users who know already, such as the one who has done it.
    """
    text = TEXTS[event].format(title=publication.title, organisation=publication.organisation)
    gone = event is Event.WITHDRAWN
    url = FOLLOWS if gone else f"/anwendungsfaelle/katalog/{publication.entry}/"
    told = set(but)
    for member in _readers(publication):
        if member.user_id in told:
            continue
        told.add(member.user_id)
        notify(
            member.user,
            text=text,
            url=url,
            reason=Reason.FOLLOWING,
            organisation_id=member.organisation_id,
        )
    return len(told) - len(but)


def _readers(publication: Publication) -> QuerySet[Member]:
    """Network and public are for every active member of an active organisation."""
    keys = publication.fields.values_list("key", flat=True)
    wanted = Q(kind=FollowKind.ENTRY, value=str(publication.entry))
    wanted |= Q(kind=FollowKind.ORGANISATION, value=str(publication.organisation_id))
    wanted |= Q(kind=FollowKind.FIELD, value__in=list(keys))
    members = Follow.objects.filter(wanted).values("member_id")
    active = Member.objects.filter(user__is_active=True, organisation__is_active=True)
    return active.filter(pk__in=members).select_related("user")


def _label(member: Member, kind: str, value: str) -> str:
    match kind:
        case FollowKind.ENTRY:
            found = catalogue.one(member, _uuid(value))
            return found.title if found else ""
        case FollowKind.ORGANISATION if value.isdecimal():
            place = organisations.public_organisations().filter(pk=value).first()
            return place.name if place else ""
        case FollowKind.FIELD:
            return catalogue.FIELDS.get(value, "")
    return ""


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
