"""Threads by topic field, and what keeps them decent."""

from django.conf import settings
from django.db import models

from allmende.portal.core.models import Authored
from allmende.portal.exchange.enums import ReportState, ThreadKind, ThreadState
from allmende.portal.organisations.enums import Audience


class Thread(Authored):
    """A title, a topic field and a state; its first post is the text."""

    kind = models.CharField("Art", max_length=20, choices=ThreadKind)
    title = models.CharField("Titel", max_length=150)
    topic = models.CharField("Themenfeld", max_length=40, db_index=True)  # key of TOPICS
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=10, choices=ThreadState, default=ThreadState.OPEN)
    is_pinned = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)  # its first post was hidden or wiped
    solution = models.ForeignKey(
        "exchange.Post", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    post_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(db_index=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_post_at", "-pk"]
        indexes = [models.Index(fields=["scope", "-last_post_at"])]

    def __str__(self) -> str:
        return self.title


class Post(Authored):
    """Three flags that mean three things: removed by its author, hidden by a moderator with a
    reason, wiped (the text is gone for good).
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()  # in its thread, from 1
    text = models.TextField("Text", max_length=20_000)  # Markdown
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    hidden_by_label = models.CharField(max_length=200, blank=True)
    wiped_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.thread}, Beitrag {self.number}"

    @property
    def is_shown(self) -> bool:
        return not (self.removed_at or self.hidden_at or self.wiped_at)


class Mention(models.Model):
    """Whom an "@name" in a post means. Who is mentioned twice hears of it once."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)  # as it stands in the text

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"@{self.name}"


class MeToo(models.Model):
    """ "Betrifft uns auch": once for each person; counted by organisations."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"])]
        constraints = [models.UniqueConstraint(fields=["kind", "key", "user"], name="me_too_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}:{self.key}"


class Report(models.Model):
    """Somebody finds that something should not stand there."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    scope = models.CharField(max_length=60, db_index=True)  # who may see what is reported
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField("Was ist daran nicht in Ordnung?", max_length=500)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    note = models.CharField("Begründung", max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "reporter"], name="report_once")
        ]

    def __str__(self) -> str:
        return self.label
