"""Video meetings: a Protocol and three providers; who may enter stands in ``entering``."""

from allmende.portal.events.domain.video.meetings import (
    is_configured,
    meeting_of,
    provider_of,
)
from allmende.portal.events.domain.video.providing import (
    Group,
    Meeting,
    Provider,
    VideoTrouble,
    Visitor,
)

__all__ = [
    "Group",
    "Meeting",
    "Provider",
    "VideoTrouble",
    "Visitor",
    "is_configured",
    "meeting_of",
    "provider_of",
]
