"""What several subjects need in the same shape: authorship, links between things, files."""

from django.conf import settings
from django.db import models


class Authored(models.Model):
    """Written by a person for an organisation. The label outlives the account."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_label = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Link(models.Model):
    """Two things that belong together; shown at both ends to whoever may see the other one."""

    from_kind = models.CharField(max_length=30)
    from_key = models.CharField(max_length=60)
    to_kind = models.CharField(max_length=30)
    to_key = models.CharField(max_length=60)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["to_kind", "to_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["from_kind", "from_key", "to_kind", "to_key"], name="linked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_kind}:{self.from_key} - {self.to_kind}:{self.to_key}"


class Attachment(models.Model):
    """A file that belongs to a thing and is seen by whoever sees that thing."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    file = models.CharField(max_length=200)  # name in the storage, see domain.stored_files
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.name
