"""Immutable snapshots: all that anybody outside the organisation ever sees."""

import uuid

from django.db import models

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.enums import FollowKind, MessageKind
from allmende.portal.register.models.use_case import UseCase


class Publication(models.Model):
    """One version of a published entry. ``data`` is never changed; columns repeat it for lists."""

    entry = models.UUIDField(default=uuid.uuid4, db_index=True)  # the same in every version
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    use_case = models.ForeignKey(
        UseCase, null=True, on_delete=models.SET_NULL, related_name="publications"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    audience = models.CharField(max_length=20, choices=Audience)  # network or public
    scope = models.CharField(max_length=60, db_index=True)
    data = models.JSONField()  # see domain.snapshot
    changes = models.JSONField(default=list)  # sentences against the version before
    published_at = models.DateTimeField(auto_now_add=True, db_index=True)
    published_by_label = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    # repeated from ``data`` and the organisation, for lists and filters
    title = models.CharField(max_length=150)
    state = models.CharField(max_length=20, db_index=True)  # life cycle
    land = models.CharField(max_length=2, db_index=True)
    population = models.PositiveIntegerField(null=True)
    maturity = models.PositiveSmallIntegerField(default=0, db_index=True)
    cost_yearly = models.PositiveIntegerField(null=True)
    cost_once = models.PositiveIntegerField(null=True)
    building_block = models.CharField(max_length=20, blank=True)
    risk = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="publication_version"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(is_current=True),
                name="one_current_publication",
            ),
        ]
        indexes = [
            models.Index(fields=["is_current", "scope", "-published_at"]),
            models.Index(fields=["organisation", "is_current"]),
        ]

    def __str__(self) -> str:
        return self.title


class PublicationField(models.Model):
    """One field of action of a publication, so that both databases filter by index."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=40)  # "koki:law", "urban:mobility", "tag:chatbot"

    class Meta:
        indexes = [models.Index(fields=["key", "publication"])]
        constraints = [
            models.UniqueConstraint(fields=["publication", "key"], name="publication_field")
        ]

    def __str__(self) -> str:
        return self.key


class Follow(models.Model):
    """A member wants to hear of news about an entry, an organisation or a field."""

    member = models.ForeignKey("organisations.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=FollowKind)
    value = models.CharField(max_length=60)  # entry id, organisation id or field key
    label = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["kind", "value"])]
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "value"], name="follow_once")
        ]

    def __str__(self) -> str:
        return self.label


class Message(models.Model):
    """A citizen's feedback or a colleague's question about a published entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.UUIDField(db_index=True)
    entry_title = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )  # who receives it
    kind = models.CharField(max_length=20, choices=MessageKind)
    author = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_label = models.CharField(max_length=300, blank=True)
    contact = models.CharField("E-Mail-Adresse", max_length=200, blank=True)
    text = models.TextField("Ihre Nachricht", max_length=5000)
    answer = models.TextField("Antwort", blank=True)
    answered_by_label = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, db_index=True)  # of contacts of the public

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} zu {self.entry_title}"
