"""Who takes part: registrations, ranked rooms, waiting list, reminders."""

import uuid

from django.conf import settings
from django.db import models

from allmende.portal.events.enums import LetterKind, RegistrationState
from allmende.portal.events.models.planning import Block, Room, Session


class Registration(models.Model):
    """One person in one session. Guests are deleted at ``expires_at``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField("Name", max_length=150)
    guest_email = models.EmailField("E-Mail-Adresse", null=True)  # noqa: DJ001 -- unique where it is there
    guest_from = models.CharField("Organisation", max_length=150, blank=True)
    needs = models.CharField("Was brauchen Sie, um gut teilzunehmen?", max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=RegistrationState)
    turn = models.PositiveBigIntegerField()  # fair order: who came first; see domain.registering
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique where it is there
    offered_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    shows_name = models.BooleanField(
        "Meinen Namen und meine Organisation den anderen Teilnehmenden zeigen", default=True
    )
    note = models.CharField("Grund", max_length=300, blank=True)  # of a cancellation
    # What a letter has to say, "" where the person knows all; and the state of the last letter.
    due = models.CharField(max_length=10, choices=LetterKind, blank=True)
    told = models.CharField(max_length=12, choices=RegistrationState, blank=True)
    certificate_code = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 -- unique where it is there
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["turn"]
        indexes = [
            models.Index(fields=["session", "state", "turn"]),
            models.Index(fields=["due"], condition=~models.Q(due=""), name="letter_due"),
            models.Index(
                fields=["offered_until"],
                condition=models.Q(state=RegistrationState.OFFERED),
                name="offer_until",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="registered_once"),
            models.UniqueConstraint(fields=["session", "guest_email"], name="guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.session}"


class RoomChoice(models.Model):
    """First, second, third wish for one block."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="choices")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="choices")
    rank = models.PositiveSmallIntegerField()  # 1 to 3

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "block", "rank"], name="one_wish_a_rank"
            ),
            models.UniqueConstraint(fields=["registration", "room"], name="room_wished_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.room}"


class RoomPlace(models.Model):
    """Where somebody sits in one block."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="places")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="places")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="places")
    chosen_by_hand = models.BooleanField(default=False)  # stays at the next assignment
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "block"], name="one_place_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.room}"


class Reminder(models.Model):
    """A rule: so long before the beginning, everybody who takes part is reminded once."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reminders")
    hours_before = models.PositiveSmallIntegerField("Stunden vorher")
    is_on = models.BooleanField(default=True)
    done_until = models.UUIDField(null=True)  # cursor: last registration that was told
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-hours_before"]
        constraints = [
            models.UniqueConstraint(fields=["session", "hours_before"], name="reminder_unique")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.hours_before} h"


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads a person's own sessions."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Kalender von {self.user}"


class Feedback(models.Model):
    """Without a name, so that people say what they think. One for each registration."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    stars = models.PositiveSmallIntegerField()  # 1 to 5
    good = models.TextField("Was war gut?", max_length=2000, blank=True)
    better = models.TextField("Was soll besser werden?", max_length=2000, blank=True)
    created_on = models.DateField(auto_now_add=True)  # a time would tell who it was

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.session}: {self.stars}"


class FeedbackGiven(models.Model):
    """That somebody has given feedback, kept apart from what was said."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="feedback_given"
    )

    def __str__(self) -> str:
        return str(self.registration_id)
