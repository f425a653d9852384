"""The own register in every format, as it stands now."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone, translation

from allmende.portal.register.domain import assessing, snapshot, tables
from allmende.portal.register.domain.exchange import provenance
from allmende.portal.register.domain.formats import (
    atrs,
    carrying,
    dutch,
    eu_database,
    own_json,
    processing,
    table,
)
from allmende.portal.register.domain.formats.found import Snapshot
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import Assessment, UseCase


@dataclass(frozen=True, slots=True)
class Export:
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kind:
    """One format of export: ``write`` gets the use cases with their snapshots."""

    title: str
    help: str
    ending: str
    content_type: str
    write: Callable[[Sequence[tuple[UseCase, Snapshot]]], bytes]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"


def export(kind: str, found: QuerySet[UseCase]) -> Export:
    """A file; its words are German whatever the reader's language."""
    chosen = KINDS[kind]
    with translation.override("de"):
        content = chosen.write(pairs(found))
    day = timezone.localdate().isoformat()
    name = f"anwendungsfaelle-{kind}-{day}.{chosen.ending}"
    return Export(name, chosen.content_type, content)


def pairs(found: QuerySet[UseCase]) -> list[tuple[UseCase, Snapshot]]:
    """With their snapshots; the number of queries does not grow with the entries."""
    current = Prefetch(
        "assessments", Assessment.objects.filter(is_current=True), to_attr="current_ones"
    )
    cases = found.select_related("organisation", "office").prefetch_related(
        "goals", "impact_documents", current
    )
    return [(case, _snapshot(case)) for case in cases.order_by("number")]


def _snapshot(case: UseCase) -> Snapshot:
    current: list[Assessment] = case.current_ones  # type: ignore[attr-defined]
    summary = assessing.summary(current[0]) if current else None
    return {**snapshot.of_record(case), "assessment": summary}


def _json(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    listed = [
        {"id": str(case.pk), "changed": case.updated_at.isoformat(), "data": data}
        for case, data in entries
    ]
    return dumped(own_json.write(listed))


def _dutch(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return dumped(
        [
            dutch.write(data, source_id=str(case.pk), rest=provenance.rest_for("dutch", case))
            for case, data in entries
        ]
    )


def _atrs(entries: Iterable[tuple[UseCase, Snapshot]]) -> list[dict[str, Any]]:
    return [
        atrs.write(data, source_id=str(case.pk), rest=provenance.rest_for("atrs", case))
        for case, data in entries
    ]


def _atrs_json(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return dumped(_atrs(entries))


def _atrs_csv(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    out = io.StringIO(newline="")
    columns = ["id", *atrs.ATTRIBUTES, carrying.KEY]
    writer = csv.writer(out)
    writer.writerow(columns)
    for one in _atrs(entries):
        flat = {**atrs.flatten(one), "id": one["id"]}
        extension = one.get(carrying.KEY)
        flat |= {carrying.KEY: json.dumps(extension) if extension else ""}
        writer.writerow([tables.guarded(str(flat[column] or "")) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return tables.to_csv(*table.rows([data for _, data in entries]))


def _xlsx(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return tables.to_xlsx(*table.rows([data for _, data in entries]))


def _processing(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return tables.to_csv(*processing.rows([data for _, data in entries]))


def _eu_json(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    return dumped([eu_database.write(data, impact=_impact(case)) for case, data in entries])


def _eu_sheet(entries: Sequence[tuple[UseCase, Snapshot]]) -> bytes:
    """Only those that register; where there is none, a sentence instead."""
    needed = [(case, data) for case, data in entries if eu_database.is_needed(data)]
    if not needed:
        return f"# EU-Datenbank\n\n{eu_database.NOT_NEEDED}\n".encode()
    sheets = [
        eu_database.sheet(eu_database.write(data, impact=_impact(case))) for case, data in needed
    ]
    return "\n".join(sheets).encode()


def _impact(case: UseCase) -> dict[str, str]:
    """The documents' own summaries are the authors'; here stands that and how far they are."""
    return {
        document.kind: f"{ImpactKind(document.kind).label}, {document.get_state_display()}, "
        f"Stand {timezone.localtime(document.updated_at):%d.%m.%Y}. "
        f"{document.get_opinion_display()}".strip()
        for document in case.impact_documents.all()
    }


def dumped(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


KINDS: dict[str, Kind] = {
    "csv": Kind(
        "CSV-Tabelle", "Alle Felder und Ziele, lässt sich wieder einlesen", "csv", CSV, _csv
    ),
    "xlsx": Kind("Excel-Tabelle", "Wie CSV, mit echten Zahlen und Daten", "xlsx", XLSX, _xlsx),
    "json": Kind("JSON", "Alle Felder, Ziele und Einstufung für Programme", "json", JSON, _json),
    "verarbeitung": Kind(
        "Verzeichnis der Verarbeitungstätigkeiten (CSV)",
        "Art. 30 DSGVO, für Anwendungsfälle mit personenbezogenen Daten",
        "csv",
        CSV,
        _processing,
    ),
    "eu": Kind(
        "EU-Datenbank, Anhang VIII Abschnitt C (Text)",
        "Nur für Hochrisiko-Systeme, zum Übertragen in das Formular der EU",
        "md",
        "text/markdown; charset=utf-8",
        _eu_sheet,
    ),
    "eu-json": Kind(
        "EU-Datenbank, Anhang VIII Abschnitt C (JSON)",
        "Dasselbe für Programme",
        "json",
        JSON,
        _eu_json,
    ),
    "dutch": Kind(
        "Publicatiestandaard 1.0 (JSON)", "Für das niederländische Register", "json", JSON, _dutch
    ),
    "atrs": Kind("ATRS (JSON)", "Für das britische Register", "json", JSON, _atrs_json),
    "atrs-csv": Kind("ATRS (CSV)", "Für das britische Register", "csv", CSV, _atrs_csv),
}
