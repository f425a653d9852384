"""The proof for one site as a document, for insurers and courts."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from allmende.portal.core.documents.model import (
    Block,
    Cell,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
)
from allmende.portal.tours.domain.work import queries, sealing
from allmende.portal.tours.domain.work.queries import Search
from allmende.portal.tours.models import Execution, Site

MOST = 1000  # entries in one document
HEADER = ("Nr.", "Ende", "Arbeit", "Kolonne", "Ergebnis", "Bemerkung")


def document(site: Site, *, first: date | None = None, last: date | None = None) -> Document:
    search = Search(site=site.pk, first=first, last=last)
    found = list(queries.find(site.organisation, search).order_by("turn")[: MOST + 1])
    return Document(
        title=f"Nachweis für {site.get_kind_display()} {site.name}",
        subtitle=_period(first, last),
        organisation=str(site.organisation),
        date=timezone.localdate(),
        blocks=list(_blocks(site, found)),
    )


def _blocks(site: Site, found: list[Execution]) -> Iterable[Block]:
    number = f"Nummer im Verzeichnis: {site.number}\n" if site.number else ""
    yield Paragraph(f"{number}Lage: {site.lat:.5f}, {site.lon:.5f}")
    if not found:
        yield Note("Kein Eintrag", "Für diesen Zeitraum ist nichts eingetragen.")
    else:
        rows = [_row(one) for one in found[:MOST]]
        yield Table("Eingetragene Arbeiten", HEADER, rows)
    if len(found) > MOST:
        yield Note("Gekürzt", f"Es gibt mehr als {MOST} Einträge. Wählen Sie einen Zeitraum.")
    yield Heading("Wie der Nachweis gesichert ist", 2)
    broken = sealing.verify(site.organisation)
    turn, seal = sealing.last_seal(site.organisation)
    yield Paragraph(
        "Einträge werden nie geändert. Eine Korrektur ist ein neuer Eintrag, der den alten nennt. "
        "Jeder Eintrag trägt ein Siegel (SHA-256) über seinen Inhalt und das Siegel davor."
    )
    if broken is None:
        yield Note(
            "Geprüft", f"Die Kette ist vollständig bis Nummer {turn}. Letztes Siegel: {seal}"
        )
    else:
        yield Note("Achtung", f"Die Kette stimmt ab Nummer {broken} nicht mehr.")


def _row(one: Execution) -> list[str | Cell]:
    ended = timezone.localtime(one.ended_at)
    return [
        str(one.turn),
        f"{ended:%d.%m.%Y %H:%M}",
        one.task_label,
        f"{one.crew_label}\n{one.by_label}" if one.by_label != one.crew_label else one.crew_label,
        _result(one),
        "\n".join(_remarks(one)),
    ]


def _result(one: Execution) -> Cell:
    if not one.is_done:
        return Cell("nicht erledigt", Tone.BAD)
    return Cell("erledigt, mit Problem", Tone.WATCH) if one.problem else Cell("erledigt", Tone.GOOD)


def _remarks(one: Execution) -> Iterable[str]:
    if one.corrects:
        yield f"Korrigiert Nr. {one.corrects.turn}: {one.reason}"
    if one.doubles:
        yield f"Schon eingetragen als Nr. {one.doubles.turn}"
    if one.litres:
        yield f"{one.litres} Liter"
    yield from filter(None, (one.problem, one.note))
    if count := getattr(one, "photo_count", 0):
        yield f"{count} Foto" if count == 1 else f"{count} Fotos"


def _period(first: date | None, last: date | None) -> str:
    parts = [f"ab {first:%d.%m.%Y}" if first else "", f"bis {last:%d.%m.%Y}" if last else ""]
    return " ".join(part for part in parts if part)
