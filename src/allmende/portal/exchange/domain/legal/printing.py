"""A version as a document to print. It says what it is not: legal advice in a single case."""

from django.utils import timezone

from allmende.portal.core.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
)
from allmende.portal.exchange.domain.guidelines.printing import blocks_of
from allmende.portal.exchange.domain.legal.differences import lands_of
from allmende.portal.exchange.domain.legal.sources import in_words
from allmende.portal.exchange.models import AnswerVersion
from allmende.portal.organisations.enums import TOPICS

NO_ADVICE = (
    "Diese Antwort ist allgemein. Sie ist keine Rechtsberatung im Einzelfall und ersetzt die "
    "Prüfung Ihres Falles nicht."
)
CHECKED = "Erarbeitet von einer Fachperson, juristisch geprüft von einer zweiten."


def as_document(version: AnswerVersion) -> Document:
    return Document(
        title=version.title,
        subtitle=f"Geprüfte Antwort, Fassung {version.number}",
        organisation="Allmende, das Netzwerk der Kommunen",
        date=timezone.localdate(version.published_at),
        blocks=[*_marks(version), *_answer(version), *_sources(version), *_facts(version)],
    )


def _marks(version: AnswerVersion) -> list[Block]:
    marks: list[Block] = [Note("Keine Rechtsberatung im Einzelfall", NO_ADVICE)]
    if not version.is_current:
        marks.append(Note("Frühere Fassung", "Es gibt eine neuere Fassung dieser Antwort."))
    if version.withdrawn_at:
        marks.append(Note("Zurückgezogen", version.withdrawn_reason))
    elif version.outdated_at:
        marks.append(Note("Überholungsbedürftig", version.outdated_reason))
    return marks


def _answer(version: AnswerVersion) -> list[Block]:
    short = [Paragraph(part) for part in version.short.split("\n\n") if part.strip()]
    reasons = [_lower(block) for block in blocks_of(version.text)]
    return [Heading("Kurze Antwort"), *short, Heading("Begründung"), *reasons]


def _lower(block: Block) -> Block:
    return Heading(block.text, min(3, block.level + 1)) if isinstance(block, Heading) else block


def _sources(version: AnswerVersion) -> list[Block]:
    rows: list[Text] = [
        [Run(in_words(source), url=source.get("url", ""))] for source in version.sources
    ]
    return [Heading("Quellen"), BulletList(rows)] if rows else []


def _facts(version: AnswerVersion) -> list[Block]:
    rows = [
        ["Gilt für", lands_of(version)],
        ["Rechtsstand", _day(version.valid_on)],
        ["Nächste Überprüfung", _day(version.review_on)],
        ["Themenfeld", str(TOPICS.get(version.topic, version.topic))],
        ["Geprüft", CHECKED],
    ]
    if version.change_note:
        rows.append(["Neu in dieser Fassung", version.change_note])
    return [Heading("Angaben"), Table("Angaben zur Antwort", ["Angabe", "Inhalt"], rows, True)]


def _day(value: object) -> str:
    return f"{value:%d.%m.%Y}" if value else "–"
