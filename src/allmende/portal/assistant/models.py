"""Questions with the sources that answered them, and inquiries to people.

Questions are redacted before they are stored and expire. Answers keep references to
passages, not their text: a deleted document is gone from old answers, too.
"""

import uuid

from django.db import models
from django.utils import timezone

from allmende.portal.assistant.enums import OPEN_STATES, Asker, InquiryState, Verdict


class Question(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    member = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.CASCADE, related_name="+"
    )  # empty: asked by the public
    text = models.TextField()  # redacted
    language = models.CharField(max_length=5, default="de")
    answered = models.BooleanField()
    confidence = models.FloatField()
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    verdict_reason = models.TextField(blank=True)  # redacted
    milliseconds = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        """Never the text: this stands in the audit trail."""
        if self._state.adding:
            return "Fragen und Anfragen"  # what retention forgets, as a whole
        return f"Frage vom {timezone.localtime(self.created_at):%d.%m.%Y}"


class Citation(models.Model):
    """A place that an answer quotes (``sentences`` filled) or offers as nearest (empty)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="citations")
    passage = models.ForeignKey("knowledge.Passage", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    sentences = models.JSONField(default=list)  # indices into the passage's sentences

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.passage_id}"


class Inquiry(models.Model):
    """A request to a human, in the inbox of the responsible office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    office = models.ForeignKey(
        "organisations.Office",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name="Zuständige Stelle",
    )
    question = models.TextField("Ihre Frage")
    name = models.CharField("Ihr Name", max_length=150, blank=True)
    contact = models.CharField("E-Mail oder Telefon", max_length=200)
    state = models.CharField(max_length=20, choices=InquiryState, default=InquiryState.NEW)
    assigned_to = models.ForeignKey(
        "organisations.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField("Antwort", blank=True)
    reason = models.TextField("Grund", blank=True)  # why it was closed without an answer
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)  # empty: still open

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Anfrage vom {timezone.localtime(self.created_at):%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def has_mail(self) -> bool:
        return "@" in self.contact


class AcceptanceQuestion(models.Model):
    """A question of the acceptance test with the source that must be quoted, or a refusal."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField("Frage", max_length=300)
    audience = models.CharField("Wer fragt", max_length=20, choices=Asker, default=Asker.PUBLIC)
    expects_refusal = models.BooleanField("Keine Antwort erwartet", default=False)
    document = models.ForeignKey(
        "knowledge.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Erwartete Quelle",
    )
    is_active = models.BooleanField("aktiv", default=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "text", "audience"], name="acceptance_question_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_complete(self) -> bool:
        """Whether it can be judged; a deleted source leaves a question without one."""
        return self.expects_refusal or self.document_id is not None


class AcceptanceRun(models.Model):
    """One run over all active questions: what was expected, what was quoted, the score."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    started_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rows = models.JSONField(default=list)  # see domain.acceptance.judging.Judged
    conditions = models.JSONField(default=dict)  # versions and sizes that make runs comparable
    total = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    evidence = models.ForeignKey(
        "register.Evidence", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Prüfung vom {timezone.localtime(self.created_at):%d.%m.%Y}"

    @property
    def score(self) -> float | None:
        """Per cent of right answers; None before the end."""
        return 100 * self.right / self.total if self.finished_at and self.total else None
