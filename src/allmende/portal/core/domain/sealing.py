"""Short secrets that lie in the database encrypted, with a key derived from SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

MARK = "sealed:"


class WrongKey(Exception):
    """Encrypted with another SECRET_KEY than today's."""


def seal(text: str) -> str:
    return MARK + _box().encrypt(text.encode()).decode("ascii")


def unseal(text: str) -> str:
    """The plain text; what was stored before there was sealing is returned as it is."""
    if not text.startswith(MARK):
        return text
    try:
        return _box().decrypt(text.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise WrongKey from error


def _box() -> MultiFernet:
    """Seals with today's key; opens with the earlier ones, too, where Django knows any."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret: str | bytes) -> bytes:
    digest = salted_hmac(__name__, "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
