"""Saved reports only: the facts in them belong to the register."""

from django.db import models

from allmende.portal.reports.enums import ReportKind, ReportState


class Report(models.Model):
    """An answer to the council or a yearly report: questions, each with sentences."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=ReportKind)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    title = models.CharField("Titel", max_length=200)
    asked_by = models.CharField("Von wem", max_length=200, blank=True)
    asked_on = models.DateField("Datum der Anfrage", null=True, blank=True)
    due_on = models.DateField("Antwort bis", null=True, blank=True)
    year = models.PositiveSmallIntegerField("Jahr", null=True, blank=True)
    introduction = models.TextField("Einleitung", blank=True)
    published_only = models.BooleanField("Nur veröffentlichte Anwendungsfälle", default=False)
    revision = models.PositiveIntegerField(default=1)
    created_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    filled_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["organisation", "-updated_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_final(self) -> bool:
        return self.state == ReportState.FINAL


class ReportSection(models.Model):
    """One question or chapter. ``statements``: see ``domain.merging``."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.TextField("Frage", max_length=1000)
    topics = models.JSONField("Themen", default=list)
    statements = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title[:80]


class LetterTemplate(models.Model):
    """The organisation's own Word template for everything that leaves as a Word file."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by_label = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.filename
