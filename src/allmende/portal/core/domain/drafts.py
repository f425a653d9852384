"""Input that was typed but not yet saved, kept for its author only."""

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import Draft

KEPT = timedelta(days=30)
LARGEST = 300_000  # characters
# The revision stays: what others saved after a draft was typed must show as a conflict.
LEFT_OUT = {"csrfmiddlewaretoken"}


def save(user: Any, key: str, data: QueryDict) -> Draft:
    """Keep what is in the form; raises Refused where it is too much to keep."""
    values = {name: data.getlist(name) for name in data if name not in LEFT_OUT}
    if sum(len(value) for texts in values.values() for value in texts) > LARGEST:
        raise Refused("Der Text ist zu lang für einen Entwurf. Speichern Sie ihn bitte gleich.")
    draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults={"data": values})
    return draft


def find(user: Any, key: str) -> Draft | None:
    return Draft.objects.filter(user=user, key=key).first()


def discard(user: Any, key: str) -> None:
    Draft.objects.filter(user=user, key=key).delete()


def forget_expired() -> int:
    return Draft.objects.filter(updated_at__lt=timezone.now() - KEPT).delete()[0]
