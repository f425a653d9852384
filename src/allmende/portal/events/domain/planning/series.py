"""Sessions that belong together."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from allmende.portal.core.domain import audit, subscriptions
from allmende.portal.core.domain.errors import Conflict
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.planning import checking, finding, names
from allmende.portal.events.models import Series
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member

FIELDS = ("title", "summary", "topic", "audience", "group")
CHANGED = (
    "Jemand anderes hat diese Reihe inzwischen geändert. Ihre Eingaben sind nicht verloren, und "
    "nichts wurde überschrieben. Vergleichen Sie und speichern Sie dann erneut."
)


@transaction.atomic
def create(*, values: Mapping[str, Any], by: Member) -> Series:
    require(rules.may_plan, by)
    series = Series(
        organisation=by.organisation, author=by.user, author_label=str(by.user), **dict(values)
    )
    checking.set_scope(series, by=by)
    series.save()
    subscriptions.begin(by.user, names.SERIES, str(series.pk))
    audit.record("events.series_created", by=by, about=series)
    finding.put_series(series)
    return series


@transaction.atomic
def change(series: Series, *, values: Mapping[str, Any], revision: int, by: Member) -> Series:
    """Its sessions keep their own audiences."""
    require(rules.may_organise, by, series)
    for name, value in values.items():
        setattr(series, name, value)
    checking.set_scope(series, by=by)
    fields = {name: getattr(series, name) for name in (*FIELDS, "scope")}
    mine = Series.objects.filter(pk=series.pk, revision=revision)
    done = mine.update(revision=F("revision") + 1, **fields)
    series.refresh_from_db()
    if not done:
        raise Conflict(CHANGED)
    audit.record("events.series_changed", by=by, about=series)
    finding.put_series(series)
    return series


@transaction.atomic
def delete(series: Series, *, by: Member) -> None:
    """Its sessions stay and stand alone."""
    require(rules.may_organise, by, series)
    audit.record("events.series_deleted", by=by, about=series)
    finding.forget_series(series)
    series.delete()
