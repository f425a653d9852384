from django.db import models
from django.utils.translation import gettext_lazy as _


class InquiryState(models.TextChoices):
    NEW = "new", "neu"
    IN_PROGRESS = "in_progress", "in Bearbeitung"
    ANSWERED = "answered", "beantwortet"
    CLOSED = "closed", "ohne Antwort geschlossen"


OPEN_STATES = (InquiryState.NEW, InquiryState.IN_PROGRESS)


class Verdict(models.TextChoices):
    HELPFUL = "helpful", _("Das hat geholfen")
    NOT_HELPFUL = "not_helpful", _("Das hat nicht geholfen")


class Asker(models.TextChoices):
    """For whom an acceptance question is asked; it decides which sources are read."""

    PUBLIC = "public", "Öffentlichkeit"
    STAFF = "staff", "Beschäftigte"
