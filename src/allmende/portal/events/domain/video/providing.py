"""What a video provider must be able to do. It knows meetings and visitors, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from allmende.portal.core.domain.errors import Refused


class VideoTrouble(Refused):
    """The provider cannot be reached or says no; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Visitor:
    key: str  # the same for a person in all meetings of a session, see ``rosters.Seat``
    name: str
    is_moderator: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """People who belong into one break-out room of a meeting."""

    title: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Meeting:
    id: str  # cannot be guessed, and is the same whenever somebody joins
    title: str
    link: str = ""  # for providers that only link
    back: str = ""  # where people land afterwards
    groups: Sequence[Group] = field(default_factory=tuple)


class Provider(Protocol):
    def join(self, meeting: Meeting, visitor: Visitor) -> str:
        """The address with which this person enters; the meeting is started where needed."""

    def is_running(self, meeting: Meeting) -> bool | None:
        """None where the provider cannot tell."""

    def end(self, meeting: Meeting) -> bool:
        """Send everybody home. False where the provider cannot."""
