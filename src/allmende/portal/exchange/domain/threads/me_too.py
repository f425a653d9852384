""" "Betrifft uns auch": said by persons, counted by organisations. For threads and whatever else
has a kind and a key; the caller has checked that the person may see it.
"""

from django.db.models import QuerySet

from allmende.portal.exchange.models import MeToo
from allmende.portal.organisations.models import Member, Organisation


def say(kind: str, key: str, *, by: Member) -> bool:
    """Whether it is new; a second time changes nothing."""
    _, created = MeToo.objects.get_or_create(
        kind=kind, key=key, user_id=by.user_id, defaults={"organisation_id": by.organisation_id}
    )
    return created


def take_back(kind: str, key: str, *, by: Member) -> None:
    MeToo.objects.filter(kind=kind, key=key, user=by.user_id).delete()


def said(kind: str, key: str, *, by: Member) -> bool:
    return MeToo.objects.filter(kind=kind, key=key, user=by.user_id).exists()


def organisations(kind: str, key: str) -> QuerySet[Organisation]:
    """Each once, however many of its people have said so."""
    rows = MeToo.objects.filter(kind=kind, key=key)
    return Organisation.objects.filter(pk__in=rows.values("organisation"))


def forget(kind: str, key: str) -> None:
    MeToo.objects.filter(kind=kind, key=key).delete()
