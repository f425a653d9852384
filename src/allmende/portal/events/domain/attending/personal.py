"""What registrations say about a person: the copy and the end."""

from typing import Any

from django.utils import timezone

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.events.domain.attending import places
from allmende.portal.events.domain.attending.locking import lock
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import CalendarFeed, Registration


def register_all() -> None:
    personal.register(Keeper("Anmeldungen zu Veranstaltungen", copy, forget))


def copy(user: Any) -> list[dict[str, Any]]:
    mine = Registration.objects.filter(user=user).order_by("created_at")
    mine = mine.select_related("session").prefetch_related("choices__room", "places__room")
    return [
        {
            "session": one.session.title,
            "starts_at": one.session.starts_at,
            "name": one.name,
            "state": one.get_state_display(),
            "needs": one.needs,
            "shows_name": one.shows_name,
            "registered": one.created_at,
            "attended": one.attended_at,
            "certificate": one.certificate_code or "",
            "wishes": [f"{wish.rank}. {wish.room.title}" for wish in one.choices.all()],
            "rooms": [place.room.title for place in one.places.all()],
        }
        for one in mine
    ]


def forget(user: Any, label: str) -> None:
    """Leaves what is still to come, so that others move up; of the past only the label stays."""
    CalendarFeed.objects.filter(user=user).delete()
    coming = Registration.objects.filter(user=user, session__ends_at__gt=timezone.now())
    for pk in coming.order_by("session").values_list("session_id", flat=True):
        session = lock(pk)
        for one in coming.filter(session=session).exclude(state=State.CANCELLED):
            places.move(one, State.CANCELLED)
        places.promote(session)
    Registration.objects.filter(user=user).update(
        name=label, needs="", note="", due="", shows_name=False, certificate_code=None
    )
