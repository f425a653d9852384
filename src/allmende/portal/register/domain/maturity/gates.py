"""The gates as a table: what each axis asks for at each level. Read it from top to bottom.

A gate without a line of its own asks for nothing more than the one below it. Every predicate on
evidence only ever asks for more of it: evidence that is taken away can never raise a level.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain.maturity.facts import Facts
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject

LEVELS: list[tuple[int, str]] = [
    (0, "Idee"),
    (1, "bewertet"),
    (2, "Konzept"),
    (3, "Labor"),
    (4, "Pilot"),
    (5, "Pilot belegt"),
    (6, "Betrieb"),
    (7, "Betrieb belegt"),
    (8, "nachgenutzt"),
    (9, "Standard"),
]
HIGHEST = LEVELS[-1][0]
AXES: dict[str, str] = {
    "technik": "Technik",
    "recht": "Recht",
    "organisation": "Organisation",
    "evidenz": "Evidenz",
}
STANDARD = 3  # municipalities with an evaluation of their own


@dataclass(frozen=True, slots=True)
class Requirement:
    """``missing``: the sentence that says what to do; ``page``: where, below the use case."""

    missing: str
    page: str
    met: Callable[[Facts], bool]


def proof(subject: EvidenceSubject, at_least: EvidenceKind = EvidenceKind.DOCUMENT) -> Requirement:
    return Requirement(
        f"Nachweis fehlt: {subject.label} (mindestens {at_least.label}).",
        f"nachweise/neu/?belegt={subject.value}",
        lambda facts: facts.proven(subject, at_least),
    )


def fields(section: str, missing: str, *names: str) -> Requirement:
    return Requirement(missing, f"bearbeiten/{section}/", lambda facts: facts.filled >= set(names))


Kind, Subject = EvidenceKind, EvidenceSubject
RUNS = Requirement("Pilot oder Betrieb hat noch nicht begonnen.", "stand/", lambda f: f.runs)
OPERATES = Requirement(
    "Die Anwendung ist nicht im Betrieb, oder der Betrieb ist ausgesetzt.",
    "stand/",
    lambda f: f.operates,
)
A_YEAR = Requirement(
    "Der Betrieb läuft noch keine zwölf Monate.", "bearbeiten/betrieb/", lambda f: f.operates_a_year
)

TECHNOLOGY: dict[int, tuple[Requirement, ...]] = {
    1: (fields("steckbrief", "Problem und Nutzen sind nicht beschrieben.", "problem", "benefit"),),
    2: (
        fields(
            "betrieb",
            "System, Verfahren oder Ort des Betriebs fehlt.",
            "system_name",
            "model_name",
            "hosting",
        ),
        fields("daten", "Die Datenquellen sind nicht beschrieben.", "data_sources"),
    ),
    3: (proof(Subject.TEST_SET, Kind.MEASUREMENT),),
    4: (RUNS,),
    5: (proof(Subject.PILOT),),
    6: (OPERATES, proof(Subject.MONITORING)),
    7: (A_YEAR,),
    9: (proof(Subject.PACKAGE),),
}

LAW: dict[int, tuple[Requirement, ...]] = {
    1: (
        Requirement(
            "Die Einstufung nach der KI-Verordnung fehlt.", "einstufung/", lambda f: bool(f.risk)
        ),
    ),
    2: (
        Requirement(
            "Die Einstufung ist noch offen („Prüfung nötig“).",
            "einstufung/ergebnis/",
            lambda f: not f.class_is_open,
        ),
        Requirement(
            "Die Anwendung ist nach Art. 5 KI-VO verboten.",
            "einstufung/ergebnis/",
            lambda f: not f.is_prohibited,
        ),
        fields("recht", "Die Rechtsgrundlage fehlt.", "legal_basis"),
    ),
    3: (
        Requirement(
            "Ob personenbezogene Daten verarbeitet werden, ist nicht geklärt.",
            "bearbeiten/daten/",
            lambda f: f.has_personal_data is not None,
        ),
        fields(
            "recht",
            "Verhältnismäßigkeit oder menschliche Aufsicht ist nicht beschrieben.",
            "proportionality",
            "human_oversight",
        ),
    ),
    4: (
        Requirement(
            "Eine nötige Folgenabschätzung ist nicht abgeschlossen.",
            "#folgen",
            lambda f: not f.impact_open,
        ),
        fields("daten", "Aufbewahrung und Löschung sind nicht geregelt.", "retention"),
    ),
    5: (proof(Subject.SECURITY),),
    6: (
        Requirement("Fällige Pflichten sind offen.", "pflichten/", lambda f: f.open_duties == 0),
        Requirement(
            f"Nachweis fehlt: {Subject.PROCESSING_RECORD.label}.",
            f"nachweise/neu/?belegt={Subject.PROCESSING_RECORD.value}",
            lambda f: f.has_personal_data is False or f.proven(Subject.PROCESSING_RECORD),
        ),
    ),
    7: (
        Requirement(
            "Neue Regeln haben die Einstufung geändert; das ist noch nicht bestätigt.",
            "einstufung/ergebnis/",
            lambda f: f.rules_confirmed,
        ),
    ),
}

ORGANISATION: dict[int, tuple[Requirement, ...]] = {
    1: (
        Requirement("Niemand ist verantwortlich.", "verantwortlich/", lambda f: f.has_owner),
        Requirement(
            "Die Bewertung nach den Kriterien ist nicht vollständig.",
            "bewertung/",
            lambda f: f.scored,
        ),
    ),
    2: (proof(Subject.CONCEPT),),
    3: (
        fields(
            "steckbrief",
            "Zielgruppe oder Ansprechperson fehlt.",
            "target_group",
            "contact_name",
        ),
    ),
    4: (RUNS, proof(Subject.TRAINING)),
    6: (
        OPERATES,
        proof(Subject.INCIDENT_PATH),
        Requirement(
            "Der Eintrag ist nicht öffentlich.",
            "veroeffentlichen/",
            lambda f: f.published_to == Audience.PUBLIC,
        ),
    ),
    7: (
        Requirement(
            "Die nächste Überprüfung ist nicht geplant oder überfällig.",
            "ueberpruefung/",
            lambda f: f.review_due is not None and f.review_due >= f.on,
        ),
    ),
    8: (fields("steckbrief", "Die E-Mail der Ansprechperson fehlt.", "contact_email"),),
}

EVIDENCE: dict[int, tuple[Requirement, ...]] = {
    1: (proof(Subject.NEED, Kind.CLAIM),),
    2: (
        Requirement(
            "Kein Ziel hat einen Ausgangswert und einen Zielwert.",
            "ziele/",
            lambda f: f.has_baseline,
        ),
    ),
    3: (proof(Subject.TEST_SET, Kind.MEASUREMENT),),
    5: (
        Requirement(
            "Kein Ziel ist gegen seinen Ausgangswert gemessen.",
            f"nachweise/neu/?belegt={Subject.TARGET.value}",
            lambda f: f.target_measured,
        ),
    ),
    6: (proof(Subject.MONITORING),),
    7: (
        Requirement(
            "Keine Messung ist wiederholt worden.",
            f"nachweise/neu/?belegt={Subject.TEST_SET.value}",
            lambda f: f.measured_again,
        ),
        proof(Subject.OPERATION),
    ),
    8: (
        Requirement(
            "Keine andere Gemeinde hat die Nachnutzung selbst ausgewertet.",
            "nachweise/",
            lambda f: f.evaluated_adoptions >= 1,
        ),
    ),
    9: (
        Requirement(
            "Weniger als drei andere Gemeinden haben die Nachnutzung selbst ausgewertet.",
            "nachweise/",
            lambda f: f.evaluated_adoptions >= STANDARD,
        ),
        proof(Subject.PACKAGE),
    ),
}

GATES: dict[str, dict[int, tuple[Requirement, ...]]] = {
    "technik": TECHNOLOGY,
    "recht": LAW,
    "organisation": ORGANISATION,
    "evidenz": EVIDENCE,
}
