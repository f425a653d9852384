"""Who does what: each town itself, county and IT provider, or central for all."""

from django.db import models

from allmende.portal.core.models import Authored
from allmende.portal.exchange.enums import Part
from allmende.portal.organisations.enums import Audience


class Matrix(Authored):
    title = models.CharField("Titel", max_length=150)
    text = models.TextField("Worum es geht", max_length=3000, blank=True)
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)
    agreed_on = models.DateField("Vereinbart am", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class MatrixTask(models.Model):
    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("Aufgabe", max_length=150)
    town = models.CharField("Jede Kommune selbst", max_length=10, choices=Part, blank=True)
    county = models.CharField("Kreis und IT-Dienstleister", max_length=10, choices=Part, blank=True)
    central = models.CharField("Zentral für alle", max_length=10, choices=Part, blank=True)
    note = models.CharField("Anmerkung", max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
