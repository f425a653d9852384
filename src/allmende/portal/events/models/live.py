"""What happens during a session: minutes, results, polls."""

from django.conf import settings
from django.db import models

from allmende.portal.events.enums import PollKind, PollState
from allmende.portal.events.models.attending import Registration
from allmende.portal.events.models.planning import Block, Room, Session


class Minutes(models.Model):
    """One document for a room, or for the plenary block where ``room`` is empty."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="minutes")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="minutes")
    room = models.OneToOneField(
        Room, null=True, blank=True, on_delete=models.CASCADE, related_name="minutes"
    )
    text = models.TextField("Protokoll", max_length=50_000, blank=True)  # Markdown
    results = models.TextField("Ergebnisse", max_length=10_000, blank=True)  # Markdown
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by_label = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    scope = models.CharField(max_length=60, blank=True, db_index=True)  # of the session

    class Meta:
        ordering = ["block__starts_at", "room__position"]
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"Protokoll: {self.room or self.block}"


class Poll(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="polls")
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="polls"
    )
    title = models.CharField("Frage", max_length=200)
    kind = models.CharField("Art", max_length=10, choices=PollKind, default=PollKind.SINGLE)
    dots = models.PositiveSmallIntegerField("Punkte für jede Person", default=3)
    most_on_one = models.PositiveSmallIntegerField("Höchstens auf eine Möglichkeit", default=3)
    shows_while_open = models.BooleanField("Zwischenstand zeigen", default=True)
    state = models.CharField(max_length=10, choices=PollState, default=PollState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    result = models.JSONField(default=list)  # kept at the end: {"label", "votes", "voters"}
    voters = models.PositiveIntegerField(default=0)  # kept at the end
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.title


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    label = models.CharField("Möglichkeit", max_length=200)
    kind = models.CharField(max_length=30, blank=True)  # a thing, such as a use case
    key = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Vote(models.Model):
    """How many dots a person gives to an option. Deleted when the poll ends: the result stays."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Registration, null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )  # where a leader votes without being registered
    dots = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "voter"], name="vote_once"),
            models.UniqueConstraint(fields=["option", "user"], name="vote_once_as_user"),
        ]

    def __str__(self) -> str:
        return f"{self.dots} für {self.option}"
