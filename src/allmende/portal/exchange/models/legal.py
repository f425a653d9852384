"""Legal questions that are answered once for all, by two persons at least."""

from django.conf import settings
from django.db import models

from allmende.portal.core.models import Authored
from allmende.portal.exchange.enums import LegalState


class LegalQuestion(Authored):
    """``organisation`` has asked; it is shown only where it wants that."""

    title = models.CharField("Frage in einem Satz", max_length=200)
    text = models.TextField("Sachverhalt", max_length=10_000)
    topic = models.CharField("Themenfeld", max_length=40, db_index=True)  # key of TOPICS
    land = models.CharField("Land", max_length=2, blank=True)  # empty: all of Germany
    shows_organisation = models.BooleanField("Unsere Organisation nennen", default=False)
    scope = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=20, choices=LegalState, default=LegalState.ASKED)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged"
    )
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_hidden = models.BooleanField(default=False)  # by the moderation
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["scope", "state", "-created_at"])]

    def __str__(self) -> str:
        return self.title


class AnswerContent(models.Model):
    """What an answer says, as a draft and as a version."""

    short = models.TextField("Kurze Antwort", max_length=1500)
    text = models.TextField("Begründung", max_length=50_000)  # Markdown
    sources = models.JSONField(default=list)  # {"title", "place", "url"}
    lands = models.JSONField(default=list)  # State values; empty: all of Germany
    valid_on = models.DateField("Rechtsstand", null=True)
    review_on = models.DateField("Nächste Überprüfung", null=True)

    class Meta:
        abstract = True


class AnswerDraft(AnswerContent):
    """The one working copy of a question."""

    question = models.OneToOneField(LegalQuestion, on_delete=models.CASCADE, related_name="draft")
    audience = models.CharField("Wer darf die Antwort lesen?", max_length=20, default="public")
    change_note = models.CharField("Was ist neu?", max_length=500, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    drafted_by_label = models.CharField(max_length=200)
    writers = models.JSONField(default=list)  # ids of all who wrote on it: none of them reviews
    submitted_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Entwurf: {self.question}"


class AnswerReview(models.Model):
    """A second person's word on a submitted draft."""

    question = models.ForeignKey(LegalQuestion, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer_label = models.CharField(max_length=200)
    draft_revision = models.PositiveIntegerField()
    approves = models.BooleanField()
    note = models.TextField("Anmerkung", max_length=5000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Prüfung: {self.question}"


class AnswerVersion(AnswerContent):
    """Immutable, but for the marks that it is outdated or withdrawn."""

    question = models.ForeignKey(LegalQuestion, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=40)
    audience = models.CharField(max_length=20)  # public or network
    # A public answer is everybody's, whatever organisation once asked: its own public key.
    scope = models.CharField(max_length=60, db_index=True)
    change_note = models.CharField(max_length=500, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    drafted_by_label = models.CharField(max_length=200)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by_label = models.CharField(max_length=200)
    published_at = models.DateTimeField(auto_now_add=True)
    outdated_at = models.DateTimeField(null=True)
    outdated_reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="answer_version_unique"),
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(is_current=True),
                name="one_current_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (Fassung {self.number})"
