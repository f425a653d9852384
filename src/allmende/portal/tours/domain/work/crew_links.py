"""Secret addresses of a crew: for its phone and for its calendar. Only their hashes are kept."""

import hashlib
import secrets
from typing import Literal

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.models import Crew

type Kind = Literal["phone", "calendar"]
FIELDS: dict[Kind, str] = {"phone": "token_hash", "calendar": "calendar_hash"}


@transaction.atomic
def renew(crew: Crew, *, kind: Kind, by: Member) -> str:
    """A new secret, told only now; the earlier address stops working."""
    require(rules.may_plan, by)
    token = secrets.token_urlsafe(32)
    _keep(crew, kind, hashed(token))
    audit.record("tours.link_renewed", by=by, about=crew, details={"kind": kind})
    return token


@transaction.atomic
def withdraw(crew: Crew, *, kind: Kind, by: Member) -> None:
    require(rules.may_plan, by)
    _keep(crew, kind, None)
    audit.record("tours.link_withdrawn", by=by, about=crew, details={"kind": kind})


def find(token: str, *, kind: Kind) -> Crew | None:
    """The active crew of an active organisation that the address belongs to."""
    found = Crew.objects.filter(
        is_active=True, organisation__is_active=True, **{FIELDS[kind]: hashed(token)}
    )
    return found.select_related("organisation", "depot", "vehicle").first()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keep(crew: Crew, kind: Kind, value: str | None) -> None:
    setattr(crew, FIELDS[kind], value)
    crew.save(update_fields=[FIELDS[kind]])
