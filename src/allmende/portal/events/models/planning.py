"""Series -> session -> block -> room, and the talks in them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from allmende.portal.core.models import Authored
from allmende.portal.events.enums import BlockKind, SessionState, TalkState, VideoProvider
from allmende.portal.organisations.enums import Audience


class Series(Authored):
    """Sessions that belong together, such as a working community that meets every two months."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("Titel", max_length=150)
    summary = models.TextField("Worum es geht", max_length=3000, blank=True)  # Markdown
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class Session(Authored):
    """Times are stored in UTC and meant in the time zone of the installation."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545: grows with every change
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    title = models.CharField("Titel", max_length=150)
    summary = models.CharField("In einem Satz", max_length=300, blank=True)
    text = models.TextField("Beschreibung", max_length=20_000, blank=True)  # Markdown
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=12, choices=SessionState, default=SessionState.DRAFT)
    cancelled_reason = models.CharField("Grund der Absage", max_length=500, blank=True)
    starts_at = models.DateTimeField("Beginn", db_index=True)
    ends_at = models.DateTimeField("Ende")
    place = models.CharField("Ort", max_length=200, blank=True)
    provider = models.CharField(
        "Video", max_length=20, choices=VideoProvider, blank=True, default=VideoProvider.NONE
    )
    groups_in_meeting = models.BooleanField(
        "Räume als Gruppen in derselben Konferenz", default=False
    )  # BigBlueButton only; otherwise each room has a meeting of its own
    link = models.URLField("Link zur Videokonferenz", max_length=500, blank=True)
    registers_from = models.DateTimeField("Anmeldung ab", null=True, blank=True)
    registers_until = models.DateTimeField("Anmeldung bis", null=True, blank=True)
    capacity = models.PositiveIntegerField("Plätze", null=True, blank=True)  # none: no limit
    allows_guests = models.BooleanField("Gäste ohne Konto", default=False)
    chooses_rooms = models.BooleanField("Räume wählen lassen", default=True)
    rooms_until = models.DateTimeField("Raumwahl bis", null=True, blank=True)
    rooms_assigned_at = models.DateTimeField(null=True)
    calls_for_talks = models.BooleanField("Beiträge vorschlagen lassen", default=False)
    certificate_hours = models.DecimalField(
        "Stunden auf der Bescheinigung", max_digits=4, decimal_places=1, null=True, blank=True
    )
    # Taken and given back under the session's row lock, so that nobody is booked twice.
    taken = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)  # LAST-MODIFIED

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["scope", "state", "starts_at"])]

    def __str__(self) -> str:
        return self.title


class Block(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField("Art", max_length=10, choices=BlockKind)
    title = models.CharField("Titel", max_length=150)
    text = models.CharField("Hinweis", max_length=500, blank=True)
    starts_at = models.DateTimeField("Beginn")
    ends_at = models.DateTimeField("Ende")

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Room(models.Model):
    """One of the parallel rooms of a block."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="rooms")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("Titel", max_length=150)
    text = models.TextField("Worum es geht", max_length=3000, blank=True)
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    place = models.CharField("Ort", max_length=200, blank=True)
    link = models.URLField("Link zur Videokonferenz", max_length=500, blank=True)
    capacity = models.PositiveIntegerField("Plätze", null=True, blank=True)  # none: no limit
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Moderation",
    )
    minute_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Protokoll",
    )
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField("Grund", max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Talk(models.Model):
    """In a block or one of its rooms; proposed by members where the session asks for it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="talks")
    block = models.ForeignKey(
        Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="talks"
    )
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="talks"
    )
    title = models.CharField("Titel", max_length=150)
    abstract = models.TextField("Kurzfassung", max_length=3000, blank=True)
    speaker = models.CharField("Wer spricht", max_length=150)
    speaker_from = models.CharField("Organisation", max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField("Dauer in Minuten", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=TalkState, default=TalkState.ACCEPTED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField("Begründung", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "created_at", "pk"]

    def __str__(self) -> str:
        return self.title
