"""What was done. Entries are never changed: a correction is a new entry that names the old one.

Positions of people are never recorded, only the place of the task.
"""

import uuid

from django.conf import settings
from django.db import models

from allmende.portal.tours.models.planning import Order, Stop
from allmende.portal.tours.models.setup import Crew, Owned, Site, TaskType


class Execution(Owned):
    """One piece of proof. ``id`` comes from the phone, so sending twice makes one entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    crew = models.ForeignKey(Crew, null=True, on_delete=models.SET_NULL, related_name="+")
    stop = models.ForeignKey(Stop, null=True, on_delete=models.SET_NULL, related_name="executions")
    key = models.CharField(max_length=60, blank=True, db_index=True)  # of the occurrence
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="executions")
    order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="+")
    task_type = models.ForeignKey(TaskType, null=True, on_delete=models.SET_NULL, related_name="+")
    # Said once more in words, because proof outlives what it is about.
    crew_label = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    task_label = models.CharField(max_length=80)
    started_at = models.DateTimeField("Beginn", null=True)
    ended_at = models.DateTimeField("Ende")
    litres = models.PositiveIntegerField("Liter", default=0)
    note = models.TextField("Bemerkung", max_length=1000, blank=True)
    problem = models.CharField("Problem", max_length=300, blank=True)
    is_done = models.BooleanField("erledigt", default=True)  # False: could not be done
    by_label = models.CharField("Wer", max_length=150)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    # Each entry seals itself and the one before it, so that a later change shows.
    turn = models.PositiveBigIntegerField()  # of the organisation, without gaps
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["-ended_at"]
        indexes = [
            models.Index(fields=["organisation", "-ended_at"]),
            models.Index(fields=["site", "task_type", "-ended_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "turn"], name="proof_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_label}: {self.label}"


class Photo(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=200)  # core.domain.stored_files, without position data
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.pk)


class Weather(Owned):
    """Entered by hand: what decides whether trees must be watered."""

    day = models.DateField("Tag")
    rain_mm = models.DecimalField("Regen in mm", max_digits=5, decimal_places=1, null=True)
    soil_percent = models.PositiveSmallIntegerField(
        "Bodenfeuchte in % der nutzbaren Feldkapazität", null=True, blank=True
    )

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="weather_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}"
