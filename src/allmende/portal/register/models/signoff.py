"""The configurable chain of an organisation and the dated decisions of its roles."""

from django.db import models
from django.utils import timezone

from allmende.portal.register.enums import Decision, Participation, State
from allmende.portal.register.models.use_case import UseCase


class ChainStep(models.Model):
    """One sign-off that the organisation asks for before a state may be entered."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    key = models.SlugField(max_length=40)
    title = models.CharField("Schritt", max_length=150)
    help = models.TextField("Was wird geprüft?", blank=True)
    role = models.CharField("Rolle", max_length=20)  # organisations.enums.Role
    participation = models.CharField(
        "Art", max_length=20, choices=Participation, default=Participation.APPROVE
    )
    before_state = models.CharField("Nötig vor", max_length=20, choices=State)
    position = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField("Frist in Tagen", default=14)
    condition = models.CharField("Nur wenn", max_length=30, blank=True)  # see domain.chain
    is_active = models.BooleanField("aktiv", default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="chain_step_key")
        ]

    def __str__(self) -> str:
        return self.title


class Signoff(models.Model):
    """A task of a role until it is decided, then the decision. Never deleted or rewritten."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="signoffs")
    step = models.ForeignKey(ChainStep, null=True, on_delete=models.SET_NULL, related_name="+")
    step_title = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    participation = models.CharField(max_length=20, choices=Participation)
    before_state = models.CharField(max_length=20, choices=State)
    round = models.PositiveSmallIntegerField(default=1)  # a substantial change starts a new round
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.OPEN)
    reason = models.TextField("Begründung", blank=True)
    decided_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        "organisations.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # a delegate; empty: everybody of the role
    requested_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_label = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["requested_at", "pk"]
        indexes = [models.Index(fields=["role", "decision"])]
        constraints = [
            models.UniqueConstraint(
                fields=["use_case", "step"],
                condition=models.Q(decision=Decision.OPEN),
                name="one_open_signoff_per_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_title}: {self.use_case}"

    @property
    def is_overdue(self) -> bool:
        is_open = self.decision == Decision.OPEN
        return is_open and self.due_on is not None and self.due_on < timezone.localdate()
