"""Words of the register. Values are stored and exchanged; labels are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The life cycle; the transitions stand in ``domain.lifecycle``."""

    IDEA = "idea", _("Idee")
    PRECHECK = "precheck", _("Vorprüfung")
    REVIEW = "review", _("Prüfung")
    APPROVAL = "approval", _("Freigabe")
    PILOT = "pilot", _("Pilot")
    OPERATION = "operation", _("Betrieb")
    RETIRED = "retired", _("Außer Betrieb")
    REJECTED = "rejected", _("Abgelehnt")
    DEFERRED = "deferred", _("Zurückgestellt")


RUNNING_STATES = (State.PILOT, State.OPERATION)
CLOSED_STATES = (State.RETIRED, State.REJECTED)
STATE_BADGES = {
    State.IDEA: "info",
    State.PRECHECK: "info",
    State.REVIEW: "info",
    State.APPROVAL: "warning",
    State.PILOT: "warning",
    State.OPERATION: "success",
    State.RETIRED: "info",
    State.REJECTED: "danger",
    State.DEFERRED: "warning",
}


class TargetGroup(models.TextChoices):
    CITIZENS = "citizens", _("Bürgerinnen und Bürger")
    STAFF = "staff", _("Beschäftigte")
    BOTH = "both", _("Bürgerschaft und Beschäftigte")
    BUSINESS = "business", _("Unternehmen und Vereine")
    COUNCIL = "council", _("Rat und Verwaltungsspitze")


class Tri(models.TextChoices):
    YES = "ja", _("ja")
    NO = "nein", _("nein")
    UNCLEAR = "unklar", _("unklar")


class BuildingBlock(models.TextChoices):
    """The platform's own applications that can run a use case."""

    ASSISTANT = "assistant", _("Auskunft (Fragen an die Verwaltung)")
    DRAFTING = "drafting", _("Texte entwerfen")
    TELEPHONY = "telephony", _("Telefonauskunft")
    TOURS = "tours", _("Tourenplanung Grünpflege")
    HAZARDS = "hazards", _("Gefahrenprognose Straßenverkehr")


class CriterionKind(models.TextChoices):
    """Which axis of the portfolio a criterion counts for."""

    BENEFIT = "benefit", "Nutzen"
    EFFORT = "effort", "Aufwand und Risiko"


class DutyState(models.TextChoices):
    OPEN = "open", "offen"
    DONE = "done", "erfüllt"
    NOT_APPLICABLE = "not_applicable", "trifft nicht zu"


class ImpactKind(models.TextChoices):
    DSFA = "dsfa", "Datenschutz-Folgenabschätzung"
    FRIA = "fria", "Grundrechte-Folgenabschätzung"


class ImpactState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SUBMITTED = "submitted", "zur Stellungnahme"
    DECIDED = "decided", "Stellungnahme liegt vor"


class Opinion(models.TextChoices):
    """The data protection officer's."""

    POSITIVE = "positive", "keine Bedenken"
    CONDITIONS = "conditions", "zulässig mit Auflagen"
    NEGATIVE = "negative", "Bedenken"


class Participation(models.TextChoices):
    """What a sign-off of a step means; the staff council's depends on the state's law."""

    APPROVE = "approve", "Zustimmung"
    INFORMED = "informed", "Unterrichtung"
    CONSULTED = "consulted", "Anhörung"
    AGREED = "agreed", "Mitbestimmung"


class Decision(models.TextChoices):
    OPEN = "open", "offen"
    APPROVED = "approved", "zugestimmt"
    CONDITIONS = "conditions", "zugestimmt mit Auflagen"
    REJECTED = "rejected", "abgelehnt"
    NOTED = "noted", "zur Kenntnis genommen"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    OBSOLETE = "obsolete", "hinfällig"


# Beside organisations.enums.Role: the responsible person signs for the office.
OFFICE_ROLE = "office"


class StepCondition(models.TextChoices):
    """When a step of the chain is left out."""

    IMPACT = "impact", "eine DSFA in Betracht kommt"
    PARTICIPATION = "participation", "der Personalrat zu beteiligen ist"
    CONTRACT = "contract", "ein Anbieter personenbezogene Daten verarbeitet"


class EvidenceKind(models.TextChoices):
    """From weak to strong."""

    CLAIM = "claim", _("Angabe")
    DOCUMENT = "document", _("Dokument")
    MEASUREMENT = "measurement", _("Messung")
    REPEATED = "repeated", _("wiederholte Messung")
    INDEPENDENT = "independent", _("unabhängige Prüfung")


class EvidenceSubject(models.TextChoices):
    """What a piece of evidence shows; maturity gates ask for subjects."""

    NEED = "need", _("Bedarf und Nutzen")
    CONCEPT = "concept", _("Konzept und Rollen")
    TEST_SET = "test_set", _("Auswertung an festem Testsatz")
    PILOT = "pilot", _("Pilotbericht")
    TARGET = "target", _("Ziel gegen Ausgangswert gemessen")
    PROCESSING_RECORD = "processing_record", _("Verzeichnis der Verarbeitungstätigkeiten")
    CONTRACT = "contract", _("Vertrag zur Auftragsverarbeitung")
    SECURITY = "security", _("Schutzbedarf und Sicherheitsmaßnahmen")
    TRAINING = "training", _("Schulung")
    MONITORING = "monitoring", _("Überwachung im Betrieb")
    INCIDENT_PATH = "incident_path", _("Meldeweg für Vorfälle")
    OPERATION = "operation", _("Betrieb über zwölf Monate")
    EVALUATION = "evaluation", _("Eigene Auswertung")
    PACKAGE = "package", _("Gepflegtes Paket")
    DUTY = "duty", _("Erfüllung einer Pflicht")
    OTHER = "other", _("Sonstiges")


class Severity(models.TextChoices):
    LOW = "low", "gering"
    MEDIUM = "medium", "mittel"
    HIGH = "high", "hoch"
    SERIOUS = "serious", "schwerwiegend"


class FollowKind(models.TextChoices):
    ENTRY = "entry", "Anwendungsfall"
    ORGANISATION = "organisation", "Organisation"
    FIELD = "field", "Handlungsfeld"


class MessageKind(models.TextChoices):
    FEEDBACK = "feedback", "Rückmeldung"
    QUESTION = "question", "Frage aus dem Netzwerk"


class TargetHorizon(models.TextChoices):
    ONE_YEAR = "one", "in einem Jahr"
    THREE_YEARS = "three", "in drei Jahren"


class TargetState(models.TextChoices):
    OPEN = "open", "noch nicht begonnen"
    ON_TRACK = "on_track", "auf Kurs"
    AT_RISK = "at_risk", "gefährdet"
    REACHED = "reached", "erreicht"
    MISSED = "missed", "verfehlt"


class ImportState(models.TextChoices):
    """An import of entries from a file."""

    UNKNOWN_KEY = "unknown_key", "Schlüssel unbekannt"
    PREVIEW = "preview", "zur Ansicht"
    RUNNING = "running", "wird übernommen"
    DONE = "done", "übernommen"
    UNDONE = "undone", "zurückgenommen"
    DISCARDED = "discarded", "verworfen"


class RowState(models.TextChoices):
    """One entry of an import."""

    READ = "read", "gelesen"
    CHOSEN = "chosen", "ausgewählt"
    CREATED = "created", "angelegt"
    UPDATED = "updated", "aktualisiert"
    FAILED = "failed", "nicht übernommen"
    UNDONE = "undone", "zurückgenommen"
