"""Words of the exchange. Values are stored; labels are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreadKind(models.TextChoices):
    EXPERIENCE = "experience", "Erfahrung"
    QUESTION = "question", "Frage"
    DISCUSSION = "discussion", "Diskussion"


class ThreadState(models.TextChoices):
    OPEN = "open", "offen"
    SOLVED = "solved", "gelöst"
    CLOSED = "closed", "geschlossen"


class ReportState(models.TextChoices):
    OPEN = "open", "gemeldet"
    KEPT = "kept", "belassen"
    HIDDEN = "hidden", "ausgeblendet"
    EDITED = "edited", "bearbeitet"
    WIPED = "wiped", "gelöscht"
    RESTORED = "restored", "wieder eingeblendet"


class LegalState(models.TextChoices):
    """The way of a legal question; the transitions stand in ``domain.legal``."""

    ASKED = "asked", _("gestellt")
    SIGHTED = "sighted", _("gesichtet")
    MERGED = "merged", _("zusammengeführt")
    DRAFTING = "drafting", _("in Arbeit")
    REVIEWING = "reviewing", _("juristische Prüfung")
    PUBLISHED = "published", _("veröffentlicht")
    OUTDATED = "outdated", _("überholungsbedürftig")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class GuidelineKind(models.TextChoices):
    ETHICS = "ethics", _("Ethische Leitlinie")
    SERVICE_INSTRUCTION = "service_instruction", _("Dienstanweisung")
    AGREEMENT = "agreement", _("Dienstvereinbarung")
    RECOMMENDATION = "recommendation", _("Empfehlung")
    CHECKLIST = "checklist", _("Checkliste")


class GuidelineState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    CONSULTATION = "consultation", _("in Konsultation")
    PUBLISHED = "published", _("veröffentlicht")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class CommentVerdict(models.TextChoices):
    OPEN = "open", "noch offen"
    ADOPTED = "adopted", "übernommen"
    PARTLY = "partly", "teilweise übernommen"
    DECLINED = "declined", "nicht übernommen"


class CallState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    OPEN = "open", "läuft"
    JURY = "jury", "Jury bewertet"
    DECIDED = "decided", "entschieden"
    CANCELLED = "cancelled", "abgesagt"


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SUBMITTED = "submitted", "eingereicht"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    SELECTED = "selected", "ausgewählt"
    RESERVE = "reserve", "Nachrücker"
    DECLINED = "declined", "nicht ausgewählt"


class Level(models.TextChoices):
    """Who may do a task together or alone."""

    TOWN = "town", "Jede Kommune selbst"
    COUNTY = "county", "Landkreis und IT-Dienstleister"
    CENTRAL = "central", "Zentral für alle"


class Part(models.TextChoices):
    NONE = "", "–"
    LEADS = "leads", "federführend"
    HELPS = "helps", "wirkt mit"
