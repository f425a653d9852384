"""Answers to the questionnaire and what the rules made of them; criteria and scores."""

from django.db import models

from allmende.portal.register.enums import CriterionKind, DutyState
from allmende.portal.register.models.use_case import UseCase


class AnswerSheet(models.Model):
    """The answers as they stand now. Only people answer; nothing else sets a class."""

    use_case = models.OneToOneField(UseCase, on_delete=models.CASCADE, related_name="answer_sheet")
    answers = models.JSONField(default=dict)  # question id -> ja | nein | unklar
    notes = models.JSONField(default=dict)  # question id -> remark
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"Antworten zu {self.use_case}"


class Assessment(models.Model):
    """One result, immutable: answers, rule set, day and findings. The latest one counts."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="assessments")
    is_current = models.BooleanField(default=True)
    answers = models.JSONField()
    rules_version = models.CharField(max_length=40)
    state_code = models.CharField(max_length=4, blank=True)  # the Land whose law counted
    on = models.DateField()
    result = models.JSONField()  # engines.regulation.storing.to_json
    risk = models.CharField(max_length=20, db_index=True)  # engines RiskClass value
    impact = models.CharField(max_length=20)
    automation = models.CharField(max_length=20)
    participation = models.CharField(max_length=20)
    changes = models.JSONField(default=list)  # sentences: what differs from the one before
    by_rules = models.BooleanField(default=False)  # made by a new rule set, not by a person
    confirmed_at = models.DateTimeField(null=True)  # a person has seen what the new rules changed
    created_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["use_case"],
                condition=models.Q(is_current=True),
                name="one_current_assessment",
            )
        ]

    def __str__(self) -> str:
        return f"Einstufung von {self.use_case}"

    @property
    def needs_confirmation(self) -> bool:
        return self.by_rules and self.confirmed_at is None


class DutyStatus(models.Model):
    """What the organisation has done about one duty; the duty itself is computed."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="duty_states")
    rule = models.CharField(max_length=80)  # id of the rule
    state = models.CharField(max_length=20, choices=DutyState, default=DutyState.OPEN)
    note = models.TextField("Begründung", blank=True)
    responsible = models.ForeignKey(
        "organisations.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    evidence = models.ForeignKey(
        "register.Evidence", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["use_case", "rule"], name="one_status_per_duty")
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_state_display()}"


class Criterion(models.Model):
    """One line of an organisation's selection matrix."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    key = models.SlugField(max_length=40)
    title = models.CharField("Kriterium", max_length=120)
    help = models.CharField("Hilfetext", max_length=300, blank=True)
    kind = models.CharField("Zählt zu", max_length=10, choices=CriterionKind)
    weight = models.PositiveSmallIntegerField("Gewicht", default=1)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("aktiv", default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="criterion_key")
        ]

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """Points 0 to 4. Without a reason a score does not count."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField("Punkte")
    reason = models.TextField("Begründung", blank=True)
    revision = models.PositiveIntegerField(default=1)
    scored_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    scored_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["use_case", "criterion"], name="one_score"),
            models.CheckConstraint(condition=models.Q(points__lte=4), name="points_up_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
