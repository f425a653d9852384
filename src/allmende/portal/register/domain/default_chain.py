"""The chain that a municipality starts with; each organisation changes its own copy."""

from dataclasses import dataclass

from allmende.portal.organisations.enums import Role
from allmende.portal.register.enums import OFFICE_ROLE, Participation, State, StepCondition

WHOLE_PILOT = 90  # asked when the pilot begins, decided when it ends


@dataclass(frozen=True, slots=True)
class Default:
    key: str
    title: str
    help: str
    role: str
    before_state: State
    days: int = 14
    condition: str = ""
    participation: Participation = Participation.APPROVE
    is_active: bool = True


DEFAULTS: tuple[Default, ...] = (
    Default(
        "need",
        "Bedarf bestätigen",
        "Löst die Anwendung ein Problem, das wir wirklich haben? Passt der Aufwand zum Nutzen?",
        Role.LEADERSHIP,
        State.REVIEW,
    ),
    Default(
        "it_precheck",
        "Technische Vorprüfung",
        "Passt das System in unsere IT? Gibt es Hindernisse bei Betrieb und Schnittstellen?",
        Role.SECURITY,
        State.REVIEW,
    ),
    Default(
        "privacy",
        "Datenschutz prüfen (DSFA)",
        "Sind die Risiken beschrieben und durch Maßnahmen gesenkt? Liegt eine Stellungnahme vor?",
        Role.DATA_PROTECTION,
        State.APPROVAL,
        days=28,
        condition=StepCondition.IMPACT,
    ),
    Default(
        "security",
        "Schutzbedarf und Maßnahmen prüfen",
        "Ist der Schutzbedarf festgestellt? Reichen die technischen und organisatorischen "
        "Maßnahmen?",
        Role.SECURITY,
        State.APPROVAL,
        days=21,
    ),
    Default(
        "contract",
        "Vertrag zur Auftragsverarbeitung prüfen",
        "Regelt der Vertrag Weisungen, Unterauftrag, Löschung und Kontrolle?",
        Role.DATA_PROTECTION,
        State.APPROVAL,
        days=21,
        condition=StepCondition.CONTRACT,
    ),
    Default(
        "approval_it",
        "Freigabe der IT",
        "Ist die Anwendung technisch bereit für den Pilot?",
        Role.AI_OFFICER,
        State.PILOT,
    ),
    Default(
        "approval_privacy",
        "Freigabe des Datenschutzes",
        "Sind alle Auflagen zum Datenschutz erfüllt?",
        Role.DATA_PROTECTION,
        State.PILOT,
    ),
    Default(
        "approval_security",
        "Freigabe der Informationssicherheit",
        "Sind alle Auflagen zur Sicherheit erfüllt?",
        Role.SECURITY,
        State.PILOT,
    ),
    Default(
        "staff_council",
        "Personalrat beteiligen",
        "Art und Umfang der Beteiligung folgen aus dem Recht des Landes und der Einstufung.",
        Role.STAFF_COUNCIL,
        State.PILOT,
        days=28,
        condition=StepCondition.PARTICIPATION,
    ),
    Default(
        "inclusion",
        "Barrierefreiheit und Gleichstellung prüfen",
        "Können alle die Anwendung nutzen? Benachteiligt sie jemanden?",
        Role.INCLUSION,
        State.PILOT,
        is_active=False,
    ),
    Default(
        "procurement",
        "Beschaffung abschließen",
        "Ist die Vergabe abgeschlossen und das Geld bereitgestellt?",
        Role.LEADERSHIP,
        State.PILOT,
        days=28,
    ),
    Default(
        "roles",
        "Einführung mit Rollenkonzept",
        "Steht fest, wer die Anwendung nutzt, beaufsichtigt und abschalten darf?",
        OFFICE_ROLE,
        State.OPERATION,
        days=WHOLE_PILOT,
    ),
    Default(
        "training",
        "Test und Schulung abschließen",
        "Ist die Anwendung im Alltag getestet, und sind alle geschult, die mit ihr arbeiten?",
        OFFICE_ROLE,
        State.OPERATION,
        days=WHOLE_PILOT,
    ),
    Default(
        "go_live",
        "Betrieb freigeben",
        "Liegen Verarbeitungsverzeichnis, Risikoanalyse, Verträge, DSFA und Schulungsnachweise "
        "vor, soweit sie nötig sind?",
        Role.LEADERSHIP,
        State.OPERATION,
        days=WHOLE_PILOT,
    ),
)
