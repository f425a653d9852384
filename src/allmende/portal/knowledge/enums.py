from django.db import models


class DocumentState(models.TextChoices):
    READY = "ready", "bereit"
    FAILED = "failed", "nicht lesbar"


class ImportState(models.TextChoices):
    WAITING = "waiting", "wartet"
    RUNNING = "running", "wird gelesen"
    DONE = "done", "aufgenommen"
    UNCHANGED = "unchanged", "unverändert"
    FAILED = "failed", "nicht aufgenommen"
    CANCELLED = "cancelled", "abgebrochen"
