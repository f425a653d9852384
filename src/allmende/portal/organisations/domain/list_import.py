"""Municipalities from a list: they stand in the directory until somebody acts for them."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import list_reading
from allmende.portal.organisations.domain.list_reading import Row
from allmende.portal.organisations.models import Organisation, User

IMPORTED = "organisations.list_imported"
UNDONE = "organisations.list_undone"
UNDO_TIME = timedelta(days=30)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
NOTHING = "Keine Zeile lässt sich übernehmen. Bereinigen Sie die Liste und laden Sie sie neu hoch."


def take(text: str, *, filename: str, by: User) -> AuditEntry:
    """Make an organisation of every row without problems; the entry is what ``undo`` needs."""
    require(rules.may_run_network, by)
    try:
        return _take(text, filename, by)
    except IntegrityError as error:  # the same list twice at the same moment
        raise Refused("Die Liste wird gerade schon eingelesen. Laden Sie die Seite neu.") from error


def undoable() -> QuerySet[AuditEntry]:
    """Imports that can be taken back, the latest first."""
    since = timezone.now() - UNDO_TIME
    entries = AuditEntry.objects.filter(action=IMPORTED, at__gte=since)
    undone = AuditEntry.objects.filter(action=UNDONE, at__gte=since)
    return entries.exclude(pk__in=[entry.details["Einlesen"] for entry in undone])


@transaction.atomic
def undo(entry: AuditEntry, *, by: User) -> tuple[int, int]:
    """Delete what nobody has taken over meanwhile: number of the deleted and of the kept."""
    require(rules.may_run_network, by)
    AuditEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if not undoable().filter(pk=entry.pk).exists():
        raise Refused("Dieses Einlesen ist schon zurückgenommen oder liegt zu lange zurück.")
    numbers = set(entry.details["Nummern"])
    free = Organisation.objects.filter(is_claimed=False, members=None, join_requests=None)
    gone = [pk for pk in free.values_list("pk", flat=True) if pk in numbers]
    for start in range(0, len(gone), 5000):
        Organisation.objects.filter(pk__in=gone[start : start + 5000]).delete()
    kept = len(numbers) - len(gone)
    details = {"Einlesen": entry.pk, "Gelöscht": len(gone), "Geblieben": kept}
    audit.record(UNDONE, by=by, about=by, details=details)
    return len(gone), kept


@transaction.atomic
def _take(text: str, filename: str, by: User) -> AuditEntry:
    rows = [row for row in list_reading.read(text) if not row.problems]
    if not rows:
        raise Refused(NOTHING)
    taken = set(Organisation.objects.values_list("slug", flat=True))
    made = [_organisation(row, taken) for row in rows]
    Organisation.objects.bulk_create(made, batch_size=500)
    details = {
        "Datei": filename[:100],
        "Anzahl": len(made),
        "Nummern": [organisation.pk for organisation in made],
    }
    return audit.record(IMPORTED, by=by, about=by, details=details)


def _organisation(row: Row, taken: set[str]) -> Organisation:
    slug = _free_slug(row, taken)
    taken.add(slug)
    return Organisation(
        slug=slug,
        name=row.name,
        kind=row.kind,
        state=row.state,
        population=row.population,
        ags=row.ags,
        mail_domain=row.mail_domain,
        is_claimed=False,
    )


def _free_slug(row: Row, taken: set[str]) -> str:
    base = slugify(row.name.lower().translate(UMLAUTS))[:48].strip("-") or "organisation"
    if base not in taken:
        return base
    if row.ags and (with_key := f"{base}-{row.ags}") not in taken:
        return with_key
    return next(slug for number in range(2, 100_000) if (slug := f"{base}-{number}") not in taken)
