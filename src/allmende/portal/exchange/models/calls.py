"""Calls for use-case profiles, scored by a jury that does not see who has submitted."""

from django.conf import settings
from django.db import models

from allmende.portal.core.models import Authored
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.organisations.enums import Audience


class Call(Authored):
    title = models.CharField("Titel", max_length=150)
    text = models.TextField("Aufruf", max_length=20_000)  # Markdown
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    # {"key", "label", "help", "required", "longest", "maps_to"}; maps_to: field of a use case
    questions = models.JSONField(default=list)
    criteria = models.JSONField(default=list)  # {"key", "label", "help", "weight"}
    opens_at = models.DateTimeField("Beginn", null=True)
    closes_at = models.DateTimeField("Einsendeschluss", null=True)
    jury_until = models.DateTimeField("Jury bewertet bis", null=True)
    places = models.PositiveSmallIntegerField("Plätze", null=True, blank=True)
    result = models.TextField("Ergebnis", max_length=20_000, blank=True)
    decided_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Submission(Authored):
    """One profile of one organisation. The jury sees ``number`` and the answers only."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField(null=True)  # drawn when it is submitted
    title = models.CharField("Titel", max_length=150)
    answers = models.JSONField(default=dict)  # key of a question -> text
    state = models.CharField(max_length=12, choices=SubmissionState, default=SubmissionState.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    made_into = models.CharField(max_length=60, blank=True)  # key of the use case that came of it
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="submission_number_unique")
        ]

    def __str__(self) -> str:
        return self.title


class Juror(models.Model):
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # scores of somebody who has left still count
    label = models.CharField(max_length=200, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="juror_unique")]

    def __str__(self) -> str:
        return f"{self.label} ({self.call})"


class JuryScore(models.Model):
    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="scores")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="scores")
    points = models.JSONField(default=dict)  # key of a criterion -> 0 to 4
    note = models.TextField("Begründung", max_length=3000, blank=True)
    is_biased = models.BooleanField("Ich bin befangen", default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "submission"], name="scored_once")]

    def __str__(self) -> str:
        return f"{self.juror}: {self.submission}"
