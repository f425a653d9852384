"""Who acts in the network, by mail address."""

from typing import Any

from allmende.portal.core.domain.things import Thing
from allmende.portal.demo.register import sharing
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import kinds


def person(email: str) -> Member:
    """The first membership of the person; whoever serves several has the same rights in all."""
    found = Member.objects.filter(user__email=email).order_by("joined_at", "pk")
    return found.select_related("user", "organisation").prefetch_related("roles")[0]


def entry(reference: str, today: Any) -> tuple[str, str] | None:
    """A published use case by ``organisation/key``, as a thing to link; None where it is gone."""
    publication = sharing.published(reference, today)
    return (kinds.ENTRY, str(publication.entry)) if publication else None


def end(thing: Thing) -> tuple[str, str]:
    return thing.kind, thing.key
