"""What the source of a copy has improved since: told, compared and pulled field by field."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import published, record, use_cases
from allmende.portal.register.enums import CLOSED_STATES
from allmende.portal.register.models import Publication, UseCase

# What holds for the source only: who runs it, where, since when and for how much.
STAYS_THERE = frozenset(
    {
        "office",
        "contact_name",
        "contact_email",
        "website",
        "starts_on",
        "ends_on",
        "user_count",
        "cost_once",
        "cost_yearly",
    }
)
COPIED = tuple(name for name in record.FIELDS if name not in STAYS_THERE)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the source has changed since it was taken over or last compared."""

    name: str
    label: str
    before: str
    now: str
    ours: str

    @property
    def is_untouched(self) -> bool:
        """We still have the source's old words; the new ones replace nothing of ours."""
        return self.ours == self.before


def newest(use_case: UseCase) -> Publication | None:
    """A version of the source after the one that we know; None where there is nothing new."""
    origin = use_case.origin
    if origin is None:
        return None
    current = _current(origin)
    return current if current and current.version > origin.version else None


def differences(use_case: UseCase, to: Publication) -> list[Difference]:
    """Field by field: what the source said, what it says now, and what we say."""
    origin = use_case.origin
    assert origin is not None  # noqa: S101 -- newest() has looked
    names = [name for name in published.changed_fields(origin.data, to.data) if name in COPIED]
    old, new = published.as_use_case(origin.data), published.as_use_case(to.data)
    return [
        Difference(
            name,
            record.label(name),
            record.display(old, name),
            record.display(new, name),
            record.display(use_case, name),
        )
        for name in names
    ]


@transaction.atomic
def pull_changes(
    use_case: UseCase, *, to: Publication, fields: Collection[str], revision: int, by: Member
) -> UseCase:
    """Take the chosen fields of the source's version ``to``; the others count as seen.

    Raises Conflict where somebody has changed the use case meanwhile.
    """
    require(rules.may_edit, by, use_case)
    known = newest(use_case)
    if known is None or known.pk != to.pk:
        raise Refused("Inzwischen gibt es eine andere Fassung. Laden Sie die Seite neu.")
    offered = {difference.name for difference in differences(use_case, to)}
    chosen = [name for name in COPIED if name in offered and name in fields]
    values = {name: getattr(published.as_use_case(to.data), name) for name in chosen}
    before = {name: record.display(use_case, name) for name in chosen}
    use_cases.touch(use_case, revision=revision, origin=to, origin_note=note(to), **values)
    after = {name: record.display(use_case, name) for name in chosen}
    details = {**said(to), **audit.changes(before, after)}
    audit.record("register.changes_pulled", by=by, about=use_case, details=details)
    return use_case


def tell_copies(publication: Publication) -> set[int]:
    """Those who re-use an entry hear that a new version of it can be compared.

    Returns the numbers of their users, so that nobody hears of it twice.
    """
    told: set[int] = set()
    copies = UseCase.objects.filter(origin__entry=publication.entry).exclude(
        state__in=CLOSED_STATES
    )
    for copy in copies.select_related("owner__user", "organisation"):
        people = [copy.owner] if copy.owner else use_cases.officers(copy.organisation_id)
        text = f"Neue Fassung der Vorlage von „{copy.title}“"
        url = f"{use_cases.address_of(copy)}neuerungen/"
        use_cases.tell(people, copy, text, url=url)
        told |= {person.user_id for person in people}
    return told


def _current(origin: Publication) -> Publication | None:
    """As every member sees it: network and public are open to all of them."""
    found = Publication.objects.filter(
        entry=origin.entry, is_current=True, withdrawn_at=None, organisation__is_active=True
    )
    return found.select_related("organisation").first()


def note(source: Publication) -> dict[str, Any]:
    """Kept in the copy, also where the source's organisation leaves the network."""
    return {
        "entry": str(source.entry),
        "title": source.title,
        "organisation": source.organisation.name,
        "version": source.version,
        "on": timezone.localdate().isoformat(),
        "license": source.data.get("license", ""),
    }


def said(source: Publication) -> dict[str, Any]:
    return {"Vorlage": source.title, "von": source.organisation.name, "Fassung": source.version}
