"""Questions along the phases of an AI project, after the DSK's guidance on AI of 6.5.2024.

Our own selection and wording, not checked against the original text; the pages say so.
"""

from dataclasses import dataclass

KEY = "prueffragen"  # beside the sections in ``ImpactDocument.sections``


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    text: str


PHASES: tuple[tuple[str, tuple[Check, ...]], ...] = (
    (
        "Konzeption",
        (
            Check("k-zweck", "Der Zweck ist festgelegt und für jede Nutzung rechtmäßig."),
            Check("k-ohne", "Es ist geprüft, ob es ohne personenbezogene Daten geht."),
            Check("k-training", "Bekannt ist, womit das Modell trainiert wurde."),
            Check("k-rechtsgrundlage", "Für Training und Nutzung gibt es eine Rechtsgrundlage."),
            Check("k-entscheidung", "Über Menschen entscheidet am Ende ein Mensch."),
            Check("k-system", "Geschlossene Systeme sind offenen vorgezogen worden."),
        ),
    ),
    (
        "Einführung",
        (
            Check("e-vertrag", "Verantwortung und Auftragsverarbeitung sind vertraglich geklärt."),
            Check("e-regeln", "Es gibt klare Regeln, was eingegeben werden darf."),
            Check("e-rat", "Datenschutzbeauftragte und Personalrat sind beteiligt."),
            Check("e-konten", "Dienstliche Konten und Geräte sind eingerichtet."),
            Check("e-voreinstellung", "Eingaben trainieren das Modell nicht, Verläufe sind aus."),
            Check("e-sicherheit", "Die Informationssicherheit ist geprüft."),
        ),
    ),
    (
        "Nutzung",
        (
            Check("n-schulung", "Alle Nutzenden sind geschult."),
            Check("n-eingabe", "Personenbezogene Daten werden nur eingegeben, wo es erlaubt ist."),
            Check("n-richtigkeit", "Ergebnisse werden auf Richtigkeit geprüft."),
            Check("n-diskriminierung", "Ergebnisse werden auf Benachteiligung geprüft."),
            Check("n-auskunft", "Auskunft, Berichtigung und Löschung sind möglich."),
            Check("n-beobachten", "Änderungen an System und Recht werden beobachtet."),
        ),
    ),
)
CHECKS: dict[str, Check] = {check.key: check for _, checks in PHASES for check in checks}
ANSWERS: tuple[tuple[str, str], ...] = (
    ("", "offen"),
    ("ja", "ja"),
    ("nein", "nein"),
    ("entfaellt", "entfällt"),
)
ANSWER_WORDS = dict(ANSWERS)
