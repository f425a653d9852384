"""DSFA and FRIA: forms on top of the record, with risks and an opinion."""

from django.db import models

from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models.use_case import UseCase

LEVELS = [(1, "1 – gering"), (2, "2 – begrenzt"), (3, "3 – wesentlich"), (4, "4 – sehr hoch")]


class ImpactDocument(models.Model):
    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="impact_documents")
    kind = models.CharField(max_length=10, choices=ImpactKind)
    state = models.CharField(max_length=20, choices=ImpactState, default=ImpactState.DRAFT)
    sections = models.JSONField(default=dict)  # key -> {"text", "prefill"}; see domain.impact
    revision = models.PositiveIntegerField(default=1)
    opinion = models.CharField("Stellungnahme", max_length=20, choices=Opinion, blank=True)
    opinion_reason = models.TextField("Begründung der Stellungnahme", blank=True)
    opinion_revision = models.PositiveIntegerField(null=True)  # the revision that was judged
    opinion_by_label = models.CharField(max_length=200, blank=True)
    opinion_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["use_case", "kind"], name="one_document_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.use_case}"

    @property
    def has_valid_opinion(self) -> bool:
        return self.opinion_at is not None and self.opinion_revision == self.revision


class Risk(models.Model):
    """Severity times likelihood, before and after measures; each 1 to 4."""

    document = models.ForeignKey(ImpactDocument, on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("Risiko", max_length=200)
    goal = models.CharField("Gewährleistungsziel", max_length=30, blank=True)  # SDM 3.1
    affected = models.CharField("Betroffene", max_length=200, blank=True)
    severity = models.PositiveSmallIntegerField("Schwere vorher", choices=LEVELS)
    likelihood = models.PositiveSmallIntegerField("Eintritt vorher", choices=LEVELS)
    measures = models.TextField("Maßnahmen", blank=True)
    responsible = models.CharField("Zuständig", max_length=150, blank=True)
    severity_after = models.PositiveSmallIntegerField("Schwere nachher", choices=LEVELS)
    likelihood_after = models.PositiveSmallIntegerField("Eintritt nachher", choices=LEVELS)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
