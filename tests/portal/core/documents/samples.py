"""A document with every kind of block, and hostile texts."""

from datetime import date

from allmende.portal.core.documents.model import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Source,
    Table,
    Tone,
)

HOSTILE = '<script>alert("x")</script> & {{ settings.SECRET_KEY }} {% now "Y" %} <img src=x>'
ENTRY = Source("Eintrag Wissensassistent, Feld Beginn", "https://ki.stadt.example/1")
LAW = Source("Art. 35 DSGVO")


def document(*blocks: Block, title: str = "Folgenabschätzung: Größe") -> Document:
    return Document(
        title=title,
        subtitle="Wissensassistent",
        organisation="Stadt Wiesenbrück",
        date=date(2026, 11, 3),
        blocks=blocks,
    )


def full() -> Document:
    return document(
        Heading("Überblick"),
        Paragraph(
            [
                Run("Der Betrieb begann am 1. März.", source=ENTRY),
                Run(" Er ist "),
                Run("nötig", bold=True),
                Run(" und "),
                Run("öffentlich beschrieben", url="https://stadt.example/ki"),
                Run(".", source=LAW),
            ]
        ),
        BulletList(["Erstens", [Run("Zweitens", source=ENTRY)]]),
        Heading("Risiken", level=2),
        Table(
            "Risiken nach Schwere",
            ["Risiko", "Schwere", "Stufe"],
            [
                ["Falsche Auskunft", "2", Cell("mittel", Tone.WATCH)],
                ["Abfluss von Daten", "4", Cell("hoch", Tone.BAD)],
            ],
            row_headers=True,
        ),
        Note("Nicht am Original geprüft", "Die Liste stammt aus zweiter Hand."),
        PageBreak(),
        Heading("Anhang", level=3),
        Paragraph("Erste Zeile\nZweite Zeile"),
    )
