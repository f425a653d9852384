"""What planning keeps about a person: the copy and the end."""

from typing import Any

from django.db.models import Q

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.events.enums import TalkState
from allmende.portal.events.models import CalendarFeed, Room, Series, Session, Talk


def register_all() -> None:
    personal.register(Keeper("Geplante Veranstaltungen", _copy, _forget))


def _copy(user: Any) -> dict[str, Any]:
    rooms = Room.objects.filter(Q(moderator=user) | Q(minute_taker=user))
    return {
        "Veranstaltungen": _titles(Session.objects.filter(author=user)),
        "Reihen": _titles(Series.objects.filter(author=user)),
        "Räume": [
            {
                "Raum": room.title,
                "Veranstaltung": room.block.session.title,
                "Aufgabe": "Moderation" if room.moderator_id == user.pk else "Protokoll",
            }
            for room in rooms.select_related("block__session").order_by("pk")
        ],
        "Beiträge": [
            {
                "Titel": talk.title,
                "Kurzfassung": talk.abstract,
                "Wer spricht": talk.speaker,
                "Stand": talk.get_state_display(),
                "Begründung": talk.reason,
            }
            for talk in Talk.objects.filter(proposed_by=user).order_by("pk")
        ],
        "Kalenderadresse seit": [
            feed.created_at.isoformat() for feed in CalendarFeed.objects.filter(user=user)
        ],
    }


def _forget(user: Any, label: str) -> None:
    """Proposals that nobody has accepted go; what was in a programme stays under the label."""
    for model in (Session, Series):
        model.objects.filter(author=user).update(author=None, author_label=label)
    Room.objects.filter(moderator=user).update(moderator=None)
    Room.objects.filter(minute_taker=user).update(minute_taker=None)
    CalendarFeed.objects.filter(user=user).delete()
    mine = Talk.objects.filter(proposed_by=user)
    mine.exclude(state=TalkState.ACCEPTED).delete()
    mine.filter(speaker__iexact=str(user)).update(speaker=label)
    mine.update(proposed_by=None)


def _titles(found: Any) -> list[dict[str, str]]:
    return [
        {"Titel": thing.title, "Angelegt": thing.created_at.isoformat()}
        for thing in found.order_by("pk")
    ]
