"""Agendas to start from, as (begin in minutes after the session's, length, kind, title, rooms)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from allmende.portal.events.domain.planning.times import shift
from allmende.portal.events.enums import BlockKind
from allmende.portal.events.models import Block, Room, Session

P, R, B = BlockKind.PLENARY, BlockKind.PARALLEL, BlockKind.BREAK

type Row = tuple[int, int, BlockKind, str, tuple[tuple[str, str], ...]]  # rooms: title, topic

EIGHT = (
    ("Recht", "koki:law"),
    ("Ethik", "koki:ethics"),
    ("Ängste und Akzeptanz", "koki:acceptance"),
    ("(Offene) Daten", "koki:data"),
    ("Politik und Verwaltung", "koki:politics"),
    ("Bildung und Lernen", "koki:education"),
    ("Pflege", "koki:care"),
    ("Stadt- und Regionalplanung", "koki:development"),
)


@dataclass(frozen=True, slots=True)
class Pattern:
    key: str
    title: str
    text: str
    minutes: int  # how long the whole takes
    rows: tuple[Row, ...]


PATTERNS = {
    pattern.key: pattern
    for pattern in (
        Pattern(
            "auftakt",
            "Auftaktworkshop",
            "Ein Vormittag: kennenlernen, Impuls, vier Themenräume, Verabredungen.",
            210,
            (
                (0, 20, P, "Begrüßung und Vorstellung", ()),
                (20, 40, P, "Impulsvortrag mit Fragen", ()),
                (60, 15, B, "Pause", ()),
                (
                    75,
                    75,
                    R,
                    "Themenräume",
                    (
                        ("Was läuft schon? Beispiele aus den Kommunen", ""),
                        ("Recht und Datenschutz", "koki:law"),
                        ("Beschäftigte mitnehmen", "koki:acceptance"),
                        ("Gemeinsam beschaffen und betreiben", "urban:processes"),
                    ),
                ),
                (150, 10, B, "Pause", ()),
                (160, 35, P, "Ergebnisse aus den Räumen", ()),
                (195, 15, P, "Verabredungen und nächste Schritte", ()),
            ),
        ),
        Pattern(
            "abschluss",
            "Abschlussveranstaltung mit acht Räumen",
            "10:00 bis 12:45 Uhr: Rückblick, acht Vertiefungsräume nach Themenfeldern, Podium.",
            165,
            (
                (0, 10, P, "Begrüßung", ()),
                (10, 25, P, "Rückblick: Was wir gelernt haben", ()),
                (35, 10, B, "Wechsel in die Räume", ()),
                (45, 60, R, "Vertiefungsräume", EIGHT),
                (105, 10, B, "Pause", ()),
                (115, 40, P, "Podium", ()),
                (155, 10, P, "Ausblick und Abschied", ()),
            ),
        ),
        Pattern(
            "strategie",
            "Regionaler Strategieworkshop",
            "Ein Nachmittag: Handlungsfelder gewichten, Rollen zwischen Stadt, Kreis und "
            "IT-Dienstleister klären.",
            240,
            (
                (0, 15, P, "Begrüßung und Ziele", ()),
                (15, 45, P, "Lagebild: Wo stehen wir?", ()),
                (60, 30, P, "Handlungsfelder mit Punkten gewichten", ()),
                (90, 15, B, "Pause", ()),
                (
                    105,
                    75,
                    R,
                    "Wer macht was?",
                    (
                        ("Was jede Kommune selbst macht", ""),
                        ("Was Kreis und IT-Dienstleister machen", ""),
                        ("Was zentral geklärt wird", "koki:law"),
                    ),
                ),
                (180, 40, P, "Rollen und Zuständigkeiten zusammenführen", ()),
                (220, 20, P, "Beschlüsse und Zeitplan", ()),
            ),
        ),
        Pattern(
            "online",
            "Online-Treffen, zwei Stunden",
            "Ein Vortrag, danach vier Räume zum Austausch; gut für eine Reihe alle zwei Monate.",
            120,
            (
                (0, 10, P, "Begrüßung und Neues aus dem Netzwerk", ()),
                (10, 35, P, "Vortrag mit Fragen", ()),
                (45, 5, B, "Wechsel in die Räume", ()),
                (
                    50,
                    50,
                    R,
                    "Austausch in vier Räumen",
                    (
                        ("Vertiefung zum Vortrag", ""),
                        ("Werkzeuge in der Praxis", "urban:processes"),
                        ("Rechtsfragen", "koki:law"),
                        ("Neu dabei", ""),
                    ),
                ),
                (100, 20, P, "Kurz berichtet und Abschied", ()),
            ),
        ),
    )
}
CHOICES = [(pattern.key, pattern.title) for pattern in PATTERNS.values()]


@transaction.atomic
def fill(session: Session, key: str) -> None:
    """Write the blocks and rooms of a pattern into a session that has none."""
    for begin, length, kind, title, rooms in PATTERNS[key].rows:
        block = Block.objects.create(
            session=session,
            kind=kind,
            title=title,
            starts_at=shift(session.starts_at, timedelta(minutes=begin)),
            ends_at=shift(session.starts_at, timedelta(minutes=begin + length)),
        )
        Room.objects.bulk_create(
            Room(block=block, position=position, title=name, topic=topic)
            for position, (name, topic) in enumerate(rooms)
        )
