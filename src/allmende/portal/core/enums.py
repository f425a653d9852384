from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "fertig"
    FAILED = "failed", "fehlgeschlagen"
    CANCELLED = "cancelled", "abgebrochen"


class Reason(models.TextChoices):
    """Why somebody is notified; decides whether a mail is sent at once."""

    ASSIGNED = "assigned", "Ihnen zugewiesen"
    FINISHED = "finished", "Von Ihnen gestartet"
    FOLLOWING = "following", "Sie folgen dem"
