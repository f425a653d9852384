"""The seventeen sections: pre-scan, DSFA and FRIA share what both norms ask for."""

from dataclasses import dataclass

from allmende.portal.register.enums import ImpactKind

DSFA, FRIA = ImpactKind.DSFA, ImpactKind.FRIA
BOTH = (DSFA, FRIA)
PRESCAN, DESCRIPTION, LAWFUL, PEOPLE, CONCLUSION = (
    "Vorprüfung",
    "Beschreibung",
    "Rechtmäßigkeit",
    "Menschen und Schutz",
    "Ergebnis",
)


@dataclass(frozen=True, slots=True)
class Section:
    """``fields`` of the record and ``findings`` of the assessment fill it in beforehand."""

    key: str
    part: str
    title: str
    norm: str
    help: str
    kinds: tuple[ImpactKind, ...]
    fields: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()  # goals, impact, risk, roles


SECTIONS: tuple[Section, ...] = (
    Section(
        "vorhaben",
        PRESCAN,
        "Vorhaben und Anlass",
        "Art. 35 Abs. 7 Buchst. a DSGVO; Art. 27 Abs. 1 Buchst. a KI-VO",
        "Was soll mit dem System erreicht werden, und welche Aufgabe der Verwaltung betrifft es? "
        "Schreiben Sie so, dass Außenstehende es verstehen.",
        BOTH,
        ("summary", "problem", "benefit"),
        ("goals",),
    ),
    Section(
        "schwelle",
        PRESCAN,
        "Ergebnis der Vorprüfung",
        "Art. 35 Abs. 1, 3 und 4 DSGVO; Art. 27 Abs. 1 KI-VO",
        "Warum ist diese Folgenabschätzung nötig oder warum machen Sie sie freiwillig? Das "
        "Ergebnis der Einstufung steht schon da.",
        BOTH,
        findings=("impact", "risk"),
    ),
    Section(
        "beteiligte",
        PRESCAN,
        "Verantwortung und Beteiligte",
        "Art. 4 Nr. 7, Art. 26 und 28 DSGVO; Art. 3 Nr. 3 und 4 KI-VO",
        "Wer entscheidet über Zwecke und Mittel, wer verarbeitet im Auftrag, wer hat das System "
        "entwickelt? Nennen Sie auch gemeinsam Verantwortliche.",
        BOTH,
        ("office", "contact_name", "provider"),
        ("roles",),
    ),
    Section(
        "ablauf",
        DESCRIPTION,
        "Einsatz und Abläufe",
        "Art. 35 Abs. 7 Buchst. a DSGVO; Art. 27 Abs. 1 Buchst. a KI-VO",
        "Beschreiben Sie den Weg von der Eingabe bis zum Ergebnis: Wer gibt was ein, was macht "
        "das System, wer arbeitet mit dem Ergebnis weiter?",
        BOTH,
        ("system_name", "model_name", "target_group", "interfaces"),
    ),
    Section(
        "zeitraum",
        DESCRIPTION,
        "Zeitraum und Häufigkeit",
        "Art. 27 Abs. 1 Buchst. b KI-VO; Art. 35 Abs. 7 Buchst. a DSGVO",
        "Ab wann, wie lange und wie oft wird das System benutzt? Wie viele Vorgänge sind das etwa "
        "im Jahr?",
        BOTH,
        ("starts_on", "ends_on", "user_count"),
    ),
    Section(
        "daten",
        DESCRIPTION,
        "Daten und ihre Herkunft",
        "Art. 35 Abs. 7 Buchst. a, Art. 9 und 10 DSGVO",
        "Welche personenbezogenen Daten werden verarbeitet, und woher kommen sie? Denken Sie an "
        "Eingaben, Protokolle und Trainingsdaten.",
        (DSFA,),
        ("personal_data", "personal_data_kinds", "special_categories", "data_sources"),
    ),
    Section(
        "empfaenger",
        DESCRIPTION,
        "Empfänger und Ort der Verarbeitung",
        "Art. 28 und 44 bis 49 DSGVO",
        "Wer bekommt Daten, und wo werden sie verarbeitet? Bei Staaten außerhalb der EU: worauf "
        "stützt sich die Übermittlung?",
        (DSFA,),
        ("hosting", "recipients", "provider"),
    ),
    Section(
        "speicherung",
        DESCRIPTION,
        "Aufbewahrung und Löschung",
        "Art. 5 Abs. 1 Buchst. e und Art. 17 DSGVO",
        "Was wird wie lange gespeichert, wer löscht es, und wie lässt sich das prüfen?",
        (DSFA,),
        ("retention",),
    ),
    Section(
        "rechtsgrundlage",
        LAWFUL,
        "Rechtsgrundlage",
        "Art. 6 und 9 DSGVO",
        "Auf welche Vorschrift stützt sich jede Verarbeitung? Bei besonderen Kategorien von Daten "
        "braucht es zusätzlich eine Ausnahme nach Art. 9 Abs. 2.",
        (DSFA,),
        ("legal_basis",),
    ),
    Section(
        "notwendigkeit",
        LAWFUL,
        "Notwendigkeit und Verhältnismäßigkeit",
        "Art. 35 Abs. 7 Buchst. b DSGVO; Art. 27 Abs. 1 Buchst. a KI-VO",
        "Warum geht es nicht mit weniger Daten oder ohne KI? Welche milderen Mittel haben Sie "
        "erwogen?",
        BOTH,
        ("proportionality",),
    ),
    Section(
        "rechte",
        LAWFUL,
        "Rechte der betroffenen Personen",
        "Art. 12 bis 22 DSGVO",
        "Wie erfahren Menschen von der Verarbeitung, und wie bekommen sie Auskunft, Berichtigung, "
        "Löschung oder eine Entscheidung durch einen Menschen?",
        (DSFA,),
        ("objection",),
    ),
    Section(
        "betroffene",
        PEOPLE,
        "Betroffene Menschen und ihr Standpunkt",
        "Art. 27 Abs. 1 Buchst. c KI-VO; Art. 35 Abs. 9 DSGVO",
        "Welche Gruppen spüren die Ergebnisse, darunter Kinder oder Menschen, die sich schwer "
        "wehren können? Haben Sie Betroffene oder ihre Vertretungen gefragt?",
        BOTH,
        ("affected_groups",),
    ),
    Section(
        "grundrechte",
        PEOPLE,
        "Mögliche Beeinträchtigungen von Grundrechten",
        "Art. 27 Abs. 1 Buchst. d KI-VO",
        "Welche Rechte könnten leiden, zum Beispiel Gleichbehandlung, Privatleben, Zugang zu "
        "Leistungen, Gehör? Beschreiben Sie den möglichen Schaden je Gruppe.",
        (FRIA,),
        ("risks",),
    ),
    Section(
        "aufsicht",
        PEOPLE,
        "Menschliche Aufsicht",
        "Art. 27 Abs. 1 Buchst. e und Art. 26 Abs. 2 KI-VO; Art. 22 DSGVO",
        "Wer prüft die Ergebnisse, mit welcher Schulung und wie viel Zeit? Wer darf abweichen, "
        "eingreifen oder abschalten?",
        BOTH,
        ("human_oversight",),
    ),
    Section(
        "beschwerde",
        PEOPLE,
        "Vorgehen bei Schäden und Beschwerden",
        "Art. 27 Abs. 1 Buchst. f KI-VO",
        "Was geschieht, wenn ein Risiko eintritt? Wer ist im Haus zuständig, und wo beschweren "
        "sich Betroffene?",
        (FRIA,),
        ("objection", "contact_email"),
    ),
    Section(
        "schutz",
        PEOPLE,
        "Technische und organisatorische Maßnahmen",
        "Art. 32 und Art. 35 Abs. 7 Buchst. d DSGVO",
        "Welche Maßnahmen gelten für das ganze Verfahren? Maßnahmen gegen einzelne Risiken tragen "
        "Sie bei den Risiken ein.",
        (DSFA,),
        ("security_measures",),
    ),
    Section(
        "ergebnis",
        CONCLUSION,
        "Ergebnis und Überprüfung",
        "Art. 35 Abs. 11 und Art. 36 DSGVO; Art. 27 Abs. 2 und 3 KI-VO",
        "Darf das Vorhaben beginnen, unter welchen Bedingungen, und wann sehen Sie wieder hin? Bei "
        "der Grundrechte-Folgenabschätzung: Wann geht das Ergebnis an die Behörde?",
        BOTH,
    ),
)
SECTION: dict[str, Section] = {section.key: section for section in SECTIONS}


def of_kind(kind: str) -> list[Section]:
    return [section for section in SECTIONS if kind in section.kinds]


def find(kind: str, key: str) -> Section | None:
    section = SECTION.get(key)
    return section if section and kind in section.kinds else None
