"""Imports that can be looked at before and taken back after, and the keys we trust."""

import uuid

from django.db import models

from allmende.portal.register.enums import ImportState, RowState
from allmende.portal.register.models.use_case import UseCase


class RegisterImport(models.Model):
    """One file of entries on its way into the register of one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    started_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    format = models.CharField(max_length=20)
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.PREVIEW)
    notes = models.JSONField(default=list)  # sentences about the file as a whole
    columns = models.JSONField(default=list)  # of a table, in their order
    package = models.JSONField(default=dict)  # who signed it; see domain.package
    file = models.CharField(max_length=200, blank=True)  # a package, name in the storage
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename


class ImportRow(models.Model):
    """One entry of the file: as it was read, as it came, and what became of it."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=40)  # "Zeile 7"
    title = models.CharField(max_length=150, blank=True)
    key = models.CharField(max_length=200, blank=True)  # becomes UseCase.import_key
    snapshot = models.JSONField()
    original = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=RowState, default=RowState.READ)
    message = models.CharField(max_length=300, blank=True)
    use_case = models.ForeignKey(UseCase, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(null=True)  # of the use case after the import
    before = models.JSONField(null=True)  # what an update has replaced, for the way back

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_row_position")
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.title}"


class TrustedKey(models.Model):
    """Another installation whose signature counts; without an organisation: for all here."""

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField("Name der Installation", max_length=150)
    public_key = models.CharField("Öffentlicher Schlüssel", max_length=60)
    fingerprint = models.CharField(max_length=64)
    added_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fingerprint"], name="trusted_key_once"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=models.Q(organisation=None),
                name="trusted_key_of_network_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
