"""Adding, changing and removing what there is: one way for crews, rules, vehicles and the rest."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.tours.domain.setup import snapping
from allmende.portal.tours.domain.setup.checking import check, span
from allmende.portal.tours.models import Crew, CrewAbsence, Site
from allmende.portal.tours.rules import may_plan

type Related = Mapping[str, Iterable[models.Model]]
STRANGE = (
    "Das gehört nicht zu Ihrer Organisation. Laden Sie die Seite neu und wählen Sie noch einmal."
)
TWICE = "Das gibt es schon. Wählen Sie einen anderen Namen oder eine andere Nummer."
USED = (
    "Das wird noch gebraucht und bleibt darum: {}. Ordnen Sie erst dort etwas anderes zu, dann "
    "lässt es sich löschen."
)


def save[T: models.Model](thing: T, *, related: Related | None = None, by: Member) -> T:
    """Keep a new or changed entry of the member's organisation; raises ``Refused``.

    ``related`` are the many-to-many fields by name.
    """
    require(may_plan, by)
    _own(thing, related or {}, by)
    check(thing)
    is_new = thing._state.adding
    if isinstance(thing, Site):
        snapping.snap_site(thing)
    try:
        with transaction.atomic():
            thing.save()
            for name, chosen in (related or {}).items():
                getattr(thing, name).set(chosen)
            action = "tours.setup_added" if is_new else "tours.setup_changed"
            audit.record(action, by=by, about=thing)
    except IntegrityError as error:
        raise Refused(TWICE) from error
    return thing


@transaction.atomic
def remove(thing: models.Model, *, by: Member) -> None:
    """Raises ``Refused`` where something else needs it."""
    require(may_plan, by)
    _own(thing, {}, by)
    audit.record("tours.setup_removed", by=by, about=thing)
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError as error:
        names = sorted({str(one) for one in error.protected_objects})
        raise Refused(USED.format(", ".join(names[:5]))) from error


@transaction.atomic
def add_absence(crew: Crew, *, absence: CrewAbsence, by: Member) -> CrewAbsence:
    """Days without work; nobody says who is missing or why."""
    require(may_plan, by)
    _own(crew, {}, by)
    span(absence.starts_on, absence.ends_on)
    absence.crew = crew
    absence.save()
    audit.record("tours.setup_changed", by=by, about=crew, details={"Ausfall": str(absence)})
    return absence


@transaction.atomic
def remove_absence(absence: CrewAbsence, *, by: Member) -> None:
    require(may_plan, by)
    _own(absence.crew, {}, by)
    audit.record(
        "tours.setup_changed", by=by, about=absence.crew, details={"Ausfall entfernt": str(absence)}
    )
    absence.delete()


def _own(thing: Any, related: Related, by: Member) -> None:
    """Nothing of another organisation is kept or pointed to."""
    pointed = [
        getattr(thing, field.name)
        for field in thing._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != "organisation"
    ]
    chosen = [one for many in related.values() for one in many]
    for one in (thing, *pointed, *chosen):
        owner = getattr(one, "organisation_id", by.organisation_id)
        if owner != by.organisation_id:
            raise Refused(STRANGE)
