"""A report as a document: every sentence followed by entry, field and date."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from allmende.portal.core.documents.model import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    paragraphs,
)
from allmende.portal.reports.domain.merging import Stored, shown
from allmende.portal.reports.domain.statements import Citation, short
from allmende.portal.reports.enums import Origin, ReportKind
from allmende.portal.reports.models import Report, ReportSection

NOTHING = "Dazu steht nichts im Register."


def as_document(report: Report) -> Document:
    day = localtime(report.finished_at or report.filled_at or report.updated_at).date()
    return Document(
        title=report.title,
        subtitle=subtitle(report),
        organisation=report.organisation.name,
        date=day,
        blocks=[*paragraphs(report.introduction), *_blocks(report), _note(report)],
    )


def subtitle(report: Report) -> str:
    if report.kind == ReportKind.YEARLY:
        return f"Bericht über den Einsatz von KI im Jahr {report.year}"
    who = f" von {report.asked_by}" if report.asked_by else ""
    when = f" vom {short(report.asked_on)}" if report.asked_on else ""
    return f"Antwort auf die Anfrage{who}{when}"


def _blocks(report: Report) -> Iterator[Block]:
    for number, section in enumerate(report.sections.all(), start=1):
        yield Heading(f"{number}. {section.title}", level=1)
        yield from _sentences(section)


def _sentences(section: ReportSection) -> Iterator[Block]:
    found = shown(section.statements)
    if not found:
        yield Paragraph(NOTHING)
    for entry in found:
        yield Paragraph([Run(entry["text"]), Run(f" {reference(entry)}")])


def reference(entry: Stored) -> str:
    """Where a sentence comes from, in brackets."""
    if entry["origin"] == Origin.OWN:
        return f"[ergänzt von {entry['by']}, {_day(entry['on'])}]"
    places = "; ".join(str(Citation(**one)) for one in entry["citations"])
    if entry["origin"] == Origin.EDITED:
        return f"[{places}; bearbeitet von {entry['by']}, {_day(entry['on'])}]"
    return f"[{places}]"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}.{int(month)}.{year}"


def _note(report: Report) -> Block:
    day = short(localtime(report.filled_at or report.updated_at).date())
    scope = (
        " Berücksichtigt sind nur veröffentlichte Anwendungsfälle." if report.published_only else ""
    )
    return Note(
        "Woher die Angaben stammen",
        f"Aus dem KI-Register, gelesen am {day}. In eckigen Klammern stehen Eintrag, Feld und "
        f"Datum jeder Angabe. „nicht erfasst“ heißt: Dazu steht nichts im Register.{scope}",
    )
