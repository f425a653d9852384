"""Guidelines as versioned documents, consulted on by paragraph, adopted by organisations."""

from django.conf import settings
from django.db import models

from allmende.portal.core.models import Authored
from allmende.portal.exchange.enums import CommentVerdict, GuidelineKind, GuidelineState
from allmende.portal.organisations.enums import Audience


class Guideline(Authored):
    title = models.CharField("Titel", max_length=150)
    summary = models.CharField("Worum es geht", max_length=500, blank=True)
    kind = models.CharField("Art", max_length=30, choices=GuidelineKind)
    topic = models.CharField("Themenfeld", max_length=40, db_index=True)  # key of TOPICS
    # A draft, published or withdrawn; that it is in consultation follows from an open window.
    state = models.CharField(max_length=20, choices=GuidelineState, default=GuidelineState.DRAFT)
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    text = models.TextField("Text", max_length=200_000, blank=True)  # Markdown; the working copy
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title


class GuidelineVersion(models.Model):
    """Immutable."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    text = models.TextField()
    change_note = models.CharField("Was ist neu?", max_length=500, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guideline", "number"], name="guideline_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.title} (Fassung {self.number})"


class Consultation(models.Model):
    """A window of time in which others comment on one text. The window gives the permission."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="consultations")
    text = models.TextField()  # as it stood when the window was set
    opens_at = models.DateTimeField("Beginn")
    closes_at = models.DateTimeField("Ende")
    question = models.CharField("Was wollen Sie wissen?", max_length=500, blank=True)
    summary = models.TextField("Ergebnis", max_length=10_000, blank=True)
    announced_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opens_at"]

    def __str__(self) -> str:
        return f"Konsultation zu {self.guideline}"


class ParagraphComment(Authored):
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="comments"
    )
    paragraph = models.PositiveIntegerField()  # in the text of the consultation, from 1
    text = models.TextField("Anmerkung", max_length=5000)
    verdict = models.CharField(max_length=10, choices=CommentVerdict, default=CommentVerdict.OPEN)
    answer = models.TextField("Antwort", max_length=2000, blank=True)
    answered_by_label = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["paragraph", "created_at"]

    def __str__(self) -> str:
        return f"Anmerkung zu Absatz {self.paragraph}"


class Adoption(models.Model):
    """ "Gilt bei uns seit …": one for each organisation and guideline, of one version."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="adoptions")
    version = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField("Gilt bei uns seit")
    note = models.CharField("Anmerkung", max_length=500, blank=True)
    adopted_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["guideline", "organisation"], name="adopted_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.guideline}"
