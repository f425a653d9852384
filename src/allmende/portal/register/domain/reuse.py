"""Nachnutzung: take a published entry over as an idea, and pull later improvements of it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain import (
    catalogue,
    following,
    needs,
    published,
    transitions,
    use_cases,
)
from allmende.portal.register.domain.improvements import (
    COPIED,
    Difference,
    differences,
    newest,
    note,
    pull_changes,
    said,
    tell_copies,
)
from allmende.portal.register.domain.needs import Facts, Need
from allmende.portal.register.enums import CLOSED_STATES, FollowKind, State
from allmende.portal.register.models import Goal, Publication, UseCase

__all__ = [
    "Difference",
    "copy_of",
    "count",
    "differences",
    "newest",
    "pull_changes",
    "take_over",
    "tell_copies",
    "todo",
]

WAY = (
    State.IDEA,
    State.PRECHECK,
    State.REVIEW,
    State.APPROVAL,
    State.PILOT,
    State.OPERATION,
)
OWN = "Das ist ein Eintrag Ihrer eigenen Organisation. Er steht schon in Ihrem Register."
NOT_VISIBLE = "Diesen Eintrag gibt es nicht mehr. Er wurde inzwischen zurückgezogen."


def take_over(publication: Publication, *, by: Member) -> UseCase:
    """Copy the record as an idea. No approval, assessment or score comes along."""
    require(rules.may_propose, by, by.organisation_id)
    if publication.organisation_id == by.organisation_id:
        raise Refused(OWN)
    source = catalogue.one(by, publication.entry)
    if source is None:
        raise Refused(NOT_VISIBLE)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=by.organisation_id)  # one at a time
        if existing := copy_of(source.entry, by):
            raise Refused(f"Ihre Organisation nutzt das schon nach: {existing.reference}.")
        copy = use_cases.create(by.organisation, values=_values(source), by=by)
        _copy_goals(source, copy)
        audit.record("register.taken_over", by=by, about=copy, details=said(source))
        following.follow(by, kind=FollowKind.ENTRY, value=str(source.entry))
        _tell_both(source, copy, by)
    return copy


def copy_of(entry: UUID, member: Member) -> UseCase | None:
    """The copy in the member's organisation that is still worked on."""
    copies = UseCase.objects.filter(organisation_id=member.organisation_id, origin__entry=entry)
    return copies.exclude(state__in=CLOSED_STATES).first()


def count(entry: UUID) -> int:
    """How many organisations re-use it."""
    return catalogue.adoptions([entry]).get(entry, 0)


def todo(use_case: UseCase) -> list[tuple[str, list[Need]]]:
    """Step by step up to operation: what each asks for on top of those before it."""
    facts, seen, steps = Facts(use_case), set[Need](), []
    for start, to in pairwise(WAY):
        step = transitions.find(start, to)
        asks = step.needs if step else ()
        asked = [*(need for ask in asks for need in ask(facts)), *needs.signed(facts, to)]
        fresh = [need for need in dict.fromkeys(asked) if not need.is_met and need not in seen]
        seen |= set(fresh)
        steps.append((str(State(to).label), fresh))
    return steps


def _values(source: Publication) -> dict[str, Any]:
    copied = published.as_use_case(source.data)
    values: dict[str, Any] = {name: getattr(copied, name) for name in COPIED}
    return {**values, "origin": source, "origin_note": note(source)}


def _copy_goals(source: Publication, copy: UseCase) -> None:
    """Goals and how they are measured; baseline and results are the source's own."""
    goals: list[Mapping[str, Any]] = source.data.get("goals", [])
    Goal.objects.bulk_create(
        Goal(
            use_case=copy,
            position=position,
            text=goal["text"],
            indicator=goal.get("indicator") or "",
            unit=goal.get("unit") or "",
        )
        for position, goal in enumerate(goals)
    )


def _tell_both(source: Publication, copy: UseCase, by: Member) -> None:
    """The source learns that it is re-used, not by whom: that is the other's to publish."""
    officers = [o for o in use_cases.officers(by.organisation_id) if o.pk != by.pk]
    use_cases.tell(officers, copy, f"Zur Nachnutzung übernommen: {copy.title}")
    original = source.use_case
    if original is None:
        return
    people = [original.owner] if original.owner else use_cases.officers(source.organisation_id)
    use_cases.tell(people, original, f"Eine weitere Organisation nutzt „{source.title}“ nach")
