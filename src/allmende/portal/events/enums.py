"""Words of the events. Values are stored; labels are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("angekündigt")
    CANCELLED = "cancelled", _("abgesagt")
    DONE = "done", _("abgeschlossen")


class BlockKind(models.TextChoices):
    PLENARY = "plenary", _("gemeinsam")
    PARALLEL = "parallel", _("parallele Räume")
    BREAK = "break", _("Pause")


class TalkState(models.TextChoices):
    PROPOSED = "proposed", "vorgeschlagen"
    ACCEPTED = "accepted", "im Programm"
    DECLINED = "declined", "abgelehnt"


class VideoProvider(models.TextChoices):
    NONE = "", _("vor Ort, ohne Video")
    LINK = "link", _("Link zu einer Videokonferenz")
    JITSI = "jitsi", "Jitsi"
    BIGBLUEBUTTON = "bigbluebutton", "BigBlueButton"


class RegistrationState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("E-Mail-Adresse noch nicht bestätigt")
    CONFIRMED = "confirmed", _("angemeldet")
    WAITING = "waiting", _("auf der Warteliste")
    OFFERED = "offered", _("Platz angeboten")
    CANCELLED = "cancelled", _("abgemeldet")
    ATTENDED = "attended", _("teilgenommen")
    NO_SHOW = "no_show", _("nicht erschienen")


class LetterKind(models.TextChoices):
    """What is to be told to somebody who is registered."""

    STATE = "state", "Stand der Anmeldung"
    CHANGED = "changed", "Änderung der Veranstaltung"
    ROOMS = "rooms", "Räume"


class PollKind(models.TextChoices):
    SINGLE = "single", "Eine Antwort"
    MULTIPLE = "multiple", "Mehrere Antworten"
    DOTS = "dots", "Punkte verteilen"


class PollState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    OPEN = "open", "läuft"
    CLOSED = "closed", "beendet"
