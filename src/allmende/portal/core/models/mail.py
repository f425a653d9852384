"""Letters that wait to be sent, and how somebody wants to hear of news."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from allmende.portal.core.enums import DigestRhythm, FollowLevel, MailState


class OutgoingMail(models.Model):
    """One message to one address. It outlives a mail server that is down for days.

    Contents are emptied once the message is sent: links in it may be secrets.
    """

    key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 -- unique where it is there
    message_id = models.CharField(max_length=120, unique=True)  # kept on every attempt
    to = models.CharField(max_length=254)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    attachments = models.JSONField(default=list)  # {"name", "mime", "base64"}
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return f"E-Mail an {self.to}"


class MailSettings(models.Model):
    """Without a row the defaults hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_settings"
    )
    digest = models.CharField(
        "Zusammenfassung", max_length=10, choices=DigestRhythm, default=DigestRhythm.WEEKLY
    )
    at_once = models.BooleanField("Erwähnungen und Aufgaben sofort", default=True)
    last_digest_until = models.DateTimeField(null=True)  # end of the window of the last digest

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_digest_display()}"


class Subscription(models.Model):
    """How closely somebody follows one thing; ``kind`` and ``key`` as in domain.things."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=FollowLevel, default=FollowLevel.ALL)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["kind", "key", "level"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "key"], name="one_subscription")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.level} {self.kind}:{self.key}"
