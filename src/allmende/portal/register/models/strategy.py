"""The organisation's AI strategy: targets with a horizon and their status."""

from django.db import models

from allmende.portal.register.enums import TargetHorizon, TargetState
from allmende.portal.register.models.use_case import UseCase


class StrategyTarget(models.Model):
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    horizon = models.CharField("Zeitraum", max_length=10, choices=TargetHorizon)
    title = models.CharField("Ziel", max_length=200)
    text = models.TextField("Woran Sie es erkennen", blank=True)
    due_on = models.DateField("Bis wann")
    state = models.CharField("Stand", max_length=20, choices=TargetState, default=TargetState.OPEN)
    state_note = models.TextField("Begründung des Stands", blank=True)
    state_on = models.DateField("Stand vom", null=True, blank=True)
    use_cases = models.ManyToManyField(UseCase, blank=True, related_name="targets")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["horizon", "position", "pk"]

    def __str__(self) -> str:
        return self.title
