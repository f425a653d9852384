"""Whom to tell that somebody waits for a decision."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from allmende.portal.core.domain import notifications
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Organisation, User


def administrators(organisation: Organisation) -> QuerySet[User]:
    found = User.objects.filter(
        is_active=True,
        members__organisation=organisation,
        members__roles__role=Role.ADMINISTRATOR,
    )
    return found.distinct()


def operators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_superuser=True)


def tell(
    people: Iterable[User], *, text: str, url: str, organisation_id: int | None = None
) -> None:
    for person in people:
        notifications.notify(
            person, text=text, url=url, reason=Reason.ASSIGNED, organisation_id=organisation_id
        )


def settle(url: str, *, at: datetime) -> None:
    """Somebody has decided: nobody else needs to look, and no mail goes out any more."""
    waiting = Notification.objects.filter(url=url, reason=Reason.ASSIGNED, read_at=None)
    waiting.update(read_at=at)
