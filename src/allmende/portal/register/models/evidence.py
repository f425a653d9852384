"""What proves a claim: a file or a link, dated, issued by somebody, valid until a day."""

from datetime import date

from django.db import models

from allmende.portal.register.enums import BuildingBlock, EvidenceKind, EvidenceSubject
from allmende.portal.register.models.use_case import Goal, UseCase


class Evidence(models.Model):
    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("Art", max_length=20, choices=EvidenceKind)
    subject = models.CharField("Belegt", max_length=30, choices=EvidenceSubject)
    title = models.CharField("Titel", max_length=200)
    text = models.TextField("Was es zeigt", blank=True)
    link = models.URLField("Adresse", blank=True)
    file = models.CharField(max_length=200, blank=True)  # name in the storage
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL)
    value = models.FloatField("Messwert", null=True, blank=True)
    unit = models.CharField("Einheit", max_length=40, blank=True)
    issued_on = models.DateField("Ausgestellt am")
    issuer = models.CharField("Ausgestellt von", max_length=200)
    expires_on = models.DateField("Gültig bis", null=True, blank=True)
    is_public = models.BooleanField("Mit veröffentlichen", default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    reminded = models.CharField(max_length=10, blank=True)  # the state that was told: soon, expired
    created_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def is_valid_on(self, day: date) -> bool:
        expired = self.expires_on is not None and self.expires_on < day
        return self.withdrawn_at is None and not expired


class BlockUse(models.Model):
    """That an organisation has switched one of the platform's applications on."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    block = models.CharField(max_length=20, choices=BuildingBlock)
    use_case = models.ForeignKey(UseCase, null=True, on_delete=models.SET_NULL, related_name="+")
    switched_on_at = models.DateTimeField(auto_now_add=True)
    switched_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "block"], name="one_use_of_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.get_block_display()} ({self.organisation})"
