"""Series, sessions, rooms, who takes part, and what comes of it."""

from allmende.portal.events.models.attending import (
    CalendarFeed,
    Feedback,
    FeedbackGiven,
    Registration,
    Reminder,
    RoomChoice,
    RoomPlace,
)
from allmende.portal.events.models.live import (
    Minutes,
    Poll,
    PollOption,
    Vote,
)
from allmende.portal.events.models.planning import (
    Block,
    Room,
    Series,
    Session,
    Talk,
)

__all__ = [
    "Block",
    "CalendarFeed",
    "Feedback",
    "FeedbackGiven",
    "Minutes",
    "Poll",
    "PollOption",
    "Registration",
    "Reminder",
    "Room",
    "RoomChoice",
    "RoomPlace",
    "Series",
    "Session",
    "Talk",
    "Vote",
]
