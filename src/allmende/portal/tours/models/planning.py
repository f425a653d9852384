"""Who does what when. A plan is a version: a change makes a new one, so undo is going back."""

from django.conf import settings
from django.db import models

from allmende.portal.tours.enums import OrderState, PlanState, Priority, StopKind, StopLock, Why
from allmende.portal.tours.models.setup import Crew, Owned, Site, TaskType


class Order(Owned):
    """Something to be done once, often urgent."""

    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="orders",
        verbose_name="Ort",
    )  # fmt: skip
    title = models.CharField("Was ist zu tun?", max_length=150)
    lon = models.FloatField("Länge")
    lat = models.FloatField("Breite")
    task_type = models.ForeignKey(
        TaskType, on_delete=models.PROTECT, related_name="+", verbose_name="Art der Arbeit"
    )
    minutes = models.PositiveSmallIntegerField("Minuten")
    earliest = models.DateField("frühestens am")
    latest = models.DateField("spätestens am")
    priority = models.PositiveSmallIntegerField(
        "Dringlichkeit", choices=Priority, default=Priority.MUST
    )
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["latest", "pk"]

    def __str__(self) -> str:
        return self.title


class Plan(Owned):
    """One version. ``parent`` is the version it was made from."""

    number = models.PositiveIntegerField("Version")
    title = models.CharField("Was ist neu?", max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.PLANNING)
    first = models.DateField("Erster Tag")
    days = models.PositiveSmallIntegerField("Tage", default=28)
    frozen_until = models.DateField("Bis hierher bleibt alles", null=True, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    revision = models.PositiveIntegerField(default=1)  # two dispatchers at once
    seed = models.PositiveIntegerField(default=0)
    locks = models.JSONField(default=dict)  # key of the visit -> {"crew": pk or None, "day": ISO}
    cause = models.JSONField(default=dict)  # what the change added, see domain.planning.causes
    is_undone = models.BooleanField(default=False)  # set aside; its parent is worked on again
    provider = models.CharField(max_length=20, blank=True)  # of the travel times
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    figures = models.JSONField(default=dict)  # engines.tours.planning.figures
    moved = models.JSONField(default=list)  # against the parent: what moved from where to where
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="plan_numbered_once")
        ]

    def __str__(self) -> str:
        return f"Plan {self.number}"


class Tour(models.Model):
    """The day of one crew."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tours")
    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="tours")
    day = models.DateField()
    leaves = models.TimeField()
    returns = models.TimeField()
    driving = models.PositiveIntegerField(default=0)  # seconds, as the four below
    working = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    resting = models.PositiveIntegerField(default=0)
    metres = models.PositiveIntegerField(default=0)
    home_seconds = models.PositiveIntegerField(default=0)
    home_metres = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "crew__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "crew", "day"], name="one_tour_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.crew}, {self.day}"


class Stop(models.Model):
    """One line of a tour."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="stops")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StopKind, default=StopKind.VISIT)
    key = models.CharField(max_length=60, blank=True, db_index=True)  # of the occurrence
    due = models.DateField(null=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="+")
    order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="+")
    task_type = models.ForeignKey(TaskType, null=True, on_delete=models.SET_NULL, related_name="+")
    label = models.CharField(max_length=200)  # outlives its site
    lon = models.FloatField()
    lat = models.FloatField()
    litres = models.PositiveIntegerField(default=0)
    arrives = models.TimeField()
    begins = models.TimeField()
    ends = models.TimeField()
    drive_seconds = models.PositiveIntegerField(default=0)
    drive_metres = models.PositiveIntegerField(default=0)
    lock = models.CharField(max_length=10, choices=StopLock, blank=True)

    class Meta:
        ordering = ["tour", "sequence"]

    def __str__(self) -> str:
        return self.label


class Unplanned(models.Model):
    """Due within the plan and in no tour, with the reason."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplanned")
    key = models.CharField(max_length=60)
    due = models.DateField(null=True)
    latest = models.DateField(null=True)
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="+")
    order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="+")
    task_type = models.ForeignKey(TaskType, null=True, on_delete=models.SET_NULL, related_name="+")
    label = models.CharField(max_length=200)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    why = models.CharField("Grund", max_length=12, choices=Why)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["priority", "due", "label"]

    def __str__(self) -> str:
        return self.label
