"""The key pair of this installation, and the keys of others that count here."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.models import Member, User
from allmende.portal.register import rules
from allmende.portal.register.models import TrustedKey

NAME = "exchange-key"
NO_KEY = (
    "Das ist kein öffentlicher Schlüssel. Kopieren Sie ihn vollständig von der Seite „Schlüssel“ "
    "der anderen Installation; er hat 44 Zeichen."
)


def private_key() -> Ed25519PrivateKey:
    """Made at its first use and kept under ALLMENDE_HOME, readable for the owner only."""
    path = Path(settings.HOME) / NAME
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_bytes()))
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{NAME}.{os.getpid()}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(raw))
    try:
        os.link(partial, path)  # whoever comes second takes the key of the first
    except FileExistsError:
        return private_key()
    finally:
        partial.unlink()
    return key


def public_key() -> str:
    raw = private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def sign(content: bytes) -> bytes:
    return base64.b64encode(private_key().sign(content))


def is_signed(content: bytes, signature: bytes, key: str) -> bool:
    try:
        _loaded(key).verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError, Refused):
        return False
    return True


def fingerprint(key: str) -> str:
    """What people compare on the telephone: SHA-256 in groups of four."""
    _loaded(key)
    return hashlib.sha256(base64.b64decode(key)).hexdigest()


def in_groups(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _loaded(key: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except ValueError as error:
        raise Refused(NO_KEY) from error


def trusted(member: Member) -> QuerySet[TrustedKey]:
    """Those of the own organisation and those that the operator trusts for everybody."""
    return TrustedKey.objects.filter(
        Q(organisation_id=member.organisation_id) | Q(organisation=None)
    )


def of_network() -> QuerySet[TrustedKey]:
    return TrustedKey.objects.filter(organisation=None)


def is_trusted(key: str, member: Member) -> bool:
    return key == public_key() or trusted(member).filter(public_key=key).exists()


def trust(key: str, *, name: str, by: Member) -> TrustedKey:
    """For the own organisation, by its AI officer."""
    require(rules.may_manage, by, by.organisation_id)
    return _trust(key, name, by, by.organisation_id)


def trust_for_all(key: str, *, name: str, by: User) -> TrustedKey:
    """For every organisation of this installation, by its operator."""
    require(organisations.may_run_network, by)
    return _trust(key, name, by, None)


def _trust(key: str, name: str, by: Member | User, organisation_id: int | None) -> TrustedKey:
    key = key.strip()
    print_ = fingerprint(key)
    try:
        with transaction.atomic():
            new = TrustedKey.objects.create(
                organisation_id=organisation_id,
                name=name.strip()[:150],
                public_key=key,
                fingerprint=print_,
                added_by_label=str(by.user if isinstance(by, Member) else by),
            )
            details = {"fingerprint": print_}
            audit.record("register.key_trusted", by=by, about=new, details=details)
    except IntegrityError as error:
        raise Refused("Diesem Schlüssel vertrauen Sie schon.") from error
    return new


@transaction.atomic
def distrust(key: TrustedKey, *, by: Member | User) -> None:
    """From now on its packages ask again; what came in stays."""
    if key.organisation_id is None:
        require(organisations.may_run_network, by.user if isinstance(by, Member) else by)
    else:
        require(rules.may_manage, by, key.organisation_id)
    details = {"fingerprint": key.fingerprint}
    audit.record("register.key_distrusted", by=by, about=key, details=details)
    key.delete()
