"""Addresses in letters, and the personal links of guests.

A guest's token is derived from the registration and the secret key, so that every letter can
carry it; the database holds only its hash.
"""

import hashlib

from django.conf import settings
from django.utils.crypto import salted_hmac

from allmende.portal.events.models import Registration, Session

LENGTH = 32  # hex digits: 128 bits


def token_of(registration: Registration) -> str:
    return salted_hmac(__name__, registration.pk.hex, algorithm="sha256").hexdigest()[:LENGTH]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def personal(registration: Registration) -> str:
    """Where the person sees and changes the own registration."""
    if registration.user_id:
        return path_of(registration.session)
    return f"/o/{registration.session.organisation.slug}/teilnahme/{token_of(registration)}/"


def path_of(session: Session) -> str:
    return f"/veranstaltungen/{session.pk}/"


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
