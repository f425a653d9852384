"""The calendar entry that goes with a letter, and where the letter goes."""

from allmende.portal.core.domain.mail import File
from allmende.portal.events.domain import calendar
from allmende.portal.events.domain.attending import links
from allmende.portal.events.domain.calendar.inviting import Method
from allmende.portal.events.models import Registration, Room


def entry(registration: Registration, *, method: Method, room: Room | None = None) -> File:
    """REQUEST puts it into the calendar, CANCEL takes it out, see RFC 5546."""
    content = calendar.invitation(
        registration.session,
        address_of(registration),
        str(registration.user or registration.name),
        method=method,
        room=room,
        url=links.absolute(links.personal(registration)),
    )
    return calendar.attachment(registration.session, content, method=method)


def address_of(registration: Registration) -> str:
    """Empty for who has left or was forgotten."""
    user = registration.user
    if user is not None:
        return user.email if user.is_active else ""
    return registration.guest_email or ""
