"""What was done. Entries are never changed: a correction is a new entry that names the old one.

Positions of people are never recorded, only the place of the task.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
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
    # The seal covers the hash of the name. Without its salt the name can be taken out for good.
    name_salt = models.CharField(max_length=32, blank=True)
    name_hash = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.RESTRICT, related_name="corrections"
    )
    reason = models.CharField("Grund der Korrektur", max_length=300, blank=True)
    doubles = models.ForeignKey(  # two phones with the same tour: this one came second
        "self", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
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

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Refused("Nachweise lassen sich nicht ändern. Fügen Sie eine Korrektur hinzu.")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Refused("Nachweise lassen sich nicht löschen. Fügen Sie eine Korrektur hinzu.")


class Photo(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=200)  # core.domain.stored_files, without position data
    place = models.PositiveSmallIntegerField(default=0)  # among those of the entry
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["place"]

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
