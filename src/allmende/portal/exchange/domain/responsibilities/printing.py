"""A matrix as a document to print."""

from django.utils import timezone

from allmende.portal.core.documents.model import Cell, Document, Paragraph, Table, Tone, paragraphs
from allmende.portal.exchange.domain.responsibilities.matrices import COLUMNS, WORDS
from allmende.portal.exchange.enums import Level, Part
from allmende.portal.exchange.models import Matrix

TONES = {Part.LEADS.value: Tone.GOOD, Part.HELPS.value: Tone.PLAIN, "": Tone.PLAIN}


def as_document(matrix: Matrix) -> Document:
    header = ["Aufgabe", *(str(level.label) for level in Level), "Anmerkung"]
    rows: list[list[str | Cell]] = []
    for task in matrix.tasks.all():
        parts = [getattr(task, name) for name in COLUMNS]
        cells = [Cell(WORDS[part], TONES[part]) for part in parts]
        rows.append([task.title, *cells, task.note or "–"])
    agreed = (
        f"Vereinbart am {matrix.agreed_on:%d.%m.%Y}."
        if matrix.agreed_on
        else "Noch nicht vereinbart."
    )
    return Document(
        title=matrix.title,
        subtitle="Rollen und Zuständigkeiten",
        organisation=str(matrix.organisation),
        date=matrix.agreed_on or timezone.localdate(),
        blocks=[
            *paragraphs(matrix.text),
            Paragraph(agreed),
            Table("Wer macht was", header, rows, row_headers=True),
        ],
    )
