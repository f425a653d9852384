"""Sessions, blocks, rooms and registrations as most tests need them, without their domain."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.events.enums import BlockKind, RegistrationState, SessionState
from allmende.portal.events.models import Block, Registration, Room, Session
from allmende.portal.organisations.domain import audience as audiences
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member


def session(by: Member, title: str = "Runder Tisch", **fields: Any) -> Session:
    """Announced, open to the network, in a week, two hours long."""
    starts: datetime = fields.pop("starts_at", timezone.now() + timedelta(days=7))
    audience = fields.setdefault("audience", Audience.NETWORK)
    fields.setdefault("state", SessionState.PUBLISHED)
    fields.setdefault("ends_at", starts + timedelta(hours=2))
    fields.setdefault("published_at", timezone.now())
    scope = audiences.key_for(
        audience,
        organisation_id=by.organisation_id,
        group_id=getattr(fields.get("group"), "pk", None),
    )
    return Session.objects.create(
        title=title,
        author=by.user,
        author_label=f"{by.user}, {by.organisation}",
        organisation=by.organisation,
        scope=scope,
        starts_at=starts,
        **fields,
    )


def parallel(at: Session, *capacities: int | None, title: str = "Räume") -> list[Room]:
    """A block in the second hour with one room for each capacity."""
    block = Block.objects.create(
        session=at,
        kind=BlockKind.PARALLEL,
        title=title,
        starts_at=at.starts_at + timedelta(hours=1),
        ends_at=at.ends_at,
    )
    return [
        Room.objects.create(block=block, position=number, title=f"Raum {number}", capacity=seats)
        for number, seats in enumerate(capacities, start=1)
    ]


def registration(at: Session, who: Member, **fields: Any) -> Registration:
    fields.setdefault("state", RegistrationState.CONFIRMED)
    fields.setdefault("told", fields["state"])
    fields.setdefault("name", str(who.user))
    fields.setdefault("turn", Registration.objects.filter(session=at).count() + 1)
    return Registration.objects.create(
        session=at, user=who.user, organisation=who.organisation, **fields
    )


def guest(at: Session, email: str = "gast@example.org", **fields: Any) -> Registration:
    """Confirmed, with a personal link."""
    from allmende.portal.events.domain.attending import links  # noqa: PLC0415 -- tests only

    fields.setdefault("state", RegistrationState.CONFIRMED)
    fields.setdefault("told", fields["state"])
    fields.setdefault("name", "Gerda Gast")
    fields.setdefault("expires_at", at.ends_at + timedelta(days=30))
    fields.setdefault("turn", Registration.objects.filter(session=at).count() + 1)
    new = Registration.objects.create(session=at, guest_email=email, **fields)
    new.token_hash = links.hashed(links.token_of(new))
    new.save()
    return new
