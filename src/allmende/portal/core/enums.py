from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "fertig"
    FAILED = "failed", "fehlgeschlagen"
    CANCELLED = "cancelled", "abgebrochen"


class Reason(models.TextChoices):
    """Why somebody is notified; decides whether a mail is sent at once."""

    MENTIONED = "mentioned", "Sie wurden erwähnt"
    ASSIGNED = "assigned", "Ihnen zugewiesen"
    ATTENDING = "attending", "Sie sind angemeldet"
    FINISHED = "finished", "Von Ihnen gestartet"
    FOLLOWING = "following", "Sie folgen dem"


class MailState(models.TextChoices):
    WAITING = "waiting", "wartet"
    SENDING = "sending", "wird gesendet"
    SENT = "sent", "gesendet"
    FAILED = "failed", "nicht zustellbar"


class DigestRhythm(models.TextChoices):
    WEEKLY = "weekly", "einmal in der Woche"
    DAILY = "daily", "einmal am Tag"
    NONE = "none", "keine Zusammenfassung"


class FollowLevel(models.TextChoices):
    """How much of a thing somebody wants to hear."""

    MUTE = "mute", "nichts"
    NEW = "new", "nur neue Themen"
    ALL = "all", "alles"
