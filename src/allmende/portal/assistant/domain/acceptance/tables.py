"""The questions as a CSV file and back. A row that cannot be read does not stop the others."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from allmende.engines.language.encoding import decode
from allmende.portal.assistant import rules
from allmende.portal.assistant.domain.acceptance.questions import (
    Wanted,
    add,
    change,
    keys_for,
    questions_of,
)
from allmende.portal.assistant.enums import Asker
from allmende.portal.assistant.models import AcceptanceQuestion
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.organisations.models import Member, Organisation

HEADER = ["Frage", "Wer fragt", "Erwartete Quelle", "Keine Antwort erwartet", "Aktiv"]
MOST = 1000  # rows
LARGEST = 1_000_000  # bytes
YES = {"ja", "x", "1", "yes", "wahr"}
NO = {"", "nein", "0", "no", "falsch"}
ASKERS = {
    "": Asker.PUBLIC,
    "öffentlichkeit": Asker.PUBLIC,
    "öffentlich": Asker.PUBLIC,
    "beschäftigte": Asker.STAFF,
    "intern": Asker.STAFF,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    added: int
    changed: int
    problems: list[tuple[int, str]]  # number of the row in the file, sentence


def rows(organisation: Organisation) -> Iterator[list[Any]]:
    for one in questions_of(organisation):
        yield [
            one.text,
            one.get_audience_display(),
            one.document.title if one.document else "",
            "ja" if one.expects_refusal else "nein",
            "ja" if one.is_active else "nein",
        ]


@transaction.atomic
def take_in(organisation: Organisation, *, content: bytes, by: Member) -> Outcome:
    """Add and change questions; raises Refused where the file as a whole cannot be read."""
    require(rules.may_test, by, organisation.pk)
    known = {(one.text, one.audience): one for one in questions_of(organisation)}
    titles = {asker: _titles(organisation, asker) for asker in Asker.values}
    added, changed, problems = 0, 0, []
    for number, row in _read(content):
        try:
            wanted = _wanted(row, titles)
            new = _save(organisation, known, wanted, by)
        except Refused as refused:
            problems.append((number, str(refused)))
            continue
        added, changed = added + new, changed + (not new)
    details = {"neu": added, "geändert": changed, "nicht gelesen": len(problems)}
    audit.record("assistant.test_questions_imported", by=by, about=organisation, details=details)
    return Outcome(added, changed, problems)


def _save(
    organisation: Organisation,
    known: dict[tuple[str, str], AcceptanceQuestion],
    wanted: Wanted,
    by: Member,
) -> bool:
    """True where the question is new."""
    key = (" ".join(wanted.text.split()), wanted.audience)
    if (old := known.get(key)) is not None:
        change(old, wanted=wanted, revision=old.revision, by=by)
        return False
    known[key] = add(organisation, wanted=wanted, by=by)
    return True


def _read(content: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise Refused("Die Datei ist zu groß. Teilen Sie sie in Dateien unter 1 MB.")
    text = decode(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        header = [" ".join(cell.split()) for cell in next(reader, [])]
        lines = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as error:
        raise Refused("Die Datei ist keine lesbare CSV-Datei.") from error
    missing = [name for name in HEADER[:1] if name not in header]
    if missing:
        raise Refused(
            "In der ersten Zeile fehlt die Spalte „Frage“. Erwartet werden: "
            f"{'; '.join(HEADER)}. Am einfachsten beginnen Sie mit der exportierten Datei."
        )
    if len(lines) > MOST:
        raise Refused(
            f"Die Datei hat {len(lines)} Zeilen, möglich sind {MOST}. Teilen Sie sie auf."
        )
    return [(number, dict(zip(header, cells, strict=False))) for number, cells in lines]


def _wanted(row: Mapping[str, str], titles: Mapping[str, Mapping[str, list[Any]]]) -> Wanted:
    cells = {name: " ".join(row.get(name, "").removeprefix("'").split()) for name in HEADER}
    asker = ASKERS.get(cells["Wer fragt"].casefold())
    if asker is None:
        raise Refused(f"„{cells['Wer fragt']}“: Erlaubt sind „Öffentlichkeit“ und „Beschäftigte“.")
    return Wanted(
        text=cells["Frage"],
        audience=asker,
        document=_document(cells["Erwartete Quelle"], titles[asker]),
        expects_refusal=_flag(cells["Keine Antwort erwartet"], "Keine Antwort erwartet"),
        is_active=_flag(cells["Aktiv"], "Aktiv") if cells["Aktiv"] else True,
    )


def _flag(text: str, name: str) -> bool:
    if text.casefold() not in YES | NO:
        raise Refused(f"„{text}“ in der Spalte „{name}“: Schreiben Sie „ja“ oder „nein“.")
    return text.casefold() in YES


def _document(title: str, titles: Mapping[str, list[Any]]) -> Any:
    if not title:
        return None
    found = titles.get(title.casefold(), [])
    if not found:
        raise Refused(f"Die Quelle „{title}“ gibt es für diese Zielgruppe nicht.")
    if len(found) > 1:
        raise Refused(f"Mehrere Quellen heißen „{title}“. Wählen Sie die Quelle auf der Seite aus.")
    return found[0]


def _titles(organisation: Organisation, asker: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for document in knowledge.documents_within(keys_for(organisation, asker)):
        found.setdefault(" ".join(document.title.split()).casefold(), []).append(document)
    return found
