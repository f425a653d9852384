"""Proof of work as lists, always within one organisation."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.models import Execution, Photo, Site

MOST_WORDS = 8


def proofs_of(organisation: Organisation) -> QuerySet[Execution]:
    return Execution.objects.filter(organisation=organisation)


def valid(organisation: Organisation) -> QuerySet[Execution]:
    """The last word on each piece of work: what nobody has corrected, each visit once."""
    once = Q(doubles__isnull=True) | Q(doubles__corrections__is_done=False)
    return proofs_of(organisation).filter(once, corrections__isnull=True)


@dataclass(frozen=True, slots=True)
class Search:
    """``only_problems``: with a problem, or what could not be done."""

    text: str = ""
    site: int | None = None
    crew: int | None = None
    task_type: int | None = None
    first: date | None = None
    last: date | None = None
    only_problems: bool = False


def find(organisation: Organisation, wanted: Search) -> QuerySet[Execution]:
    found = proofs_of(organisation)
    for word in wanted.text.split()[:MOST_WORDS]:
        found = found.filter(_says(word))
    for name in ("site", "crew", "task_type"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.first:
        found = found.filter(ended_at__gte=midnight(wanted.first))
    if wanted.last:
        found = found.filter(ended_at__lt=midnight(wanted.last + timedelta(days=1)))
    if wanted.only_problems:
        found = found.filter(~Q(problem="") | Q(is_done=False))
    return found.annotate(
        photo_count=Count("photos", distinct=True),
        correction_count=Count("corrections", distinct=True),
    ).select_related("doubles", "corrects")


def _says(word: str) -> Q:
    fields = ("label", "task_label", "crew_label", "note", "problem")
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields))


def proof_of(organisation: Organisation, pk: uuid.UUID) -> Execution | None:
    found = proofs_of(organisation).select_related("doubles", "corrects", "site", "organisation")
    return found.prefetch_related("photos").filter(pk=pk).first()


def history_of(entry: Execution) -> list[Execution]:
    """The first entry and all its corrections, in their order."""
    oldest = entry
    while oldest.corrects is not None:
        oldest = oldest.corrects
    chain = [oldest]
    while (later := chain[-1].corrections.order_by("turn").first()) is not None:
        chain.append(later)
    return chain


def photo_of(organisation: Organisation, pk: uuid.UUID) -> Photo | None:
    found = Photo.objects.filter(execution__organisation=organisation, pk=pk).exclude(file="")
    return found.select_related("execution").first()


def site_of(organisation: Organisation, pk: int) -> Site | None:
    return Site.objects.filter(organisation=organisation, pk=pk).first()


def last_done(
    organisation: Organisation, *, before: date | None = None
) -> dict[tuple[int, int], date]:
    """By site and task: the day of the last valid execution; ``before`` is not counted."""
    found = valid(organisation).filter(is_done=True, site__isnull=False, task_type__isnull=False)
    if before:
        found = found.filter(ended_at__lt=midnight(before))
    rows = found.order_by().values_list("site_id", "task_type_id").annotate(last=Max("ended_at"))
    return {(site, kind): timezone.localdate(last) for site, kind, last in rows}


def failed(organisation: Organisation, keys: Collection[str]) -> set[str]:
    """Those of ``keys`` of which the last word is that they could not be done."""
    found = valid(organisation).filter(is_done=False, key__in=keys)
    return set(found.order_by().values_list("key", flat=True))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
