"""A package into the register: ask about an unknown key first, then the usual preview."""

import hashlib

from django.core.files.storage import default_storage
from django.db import transaction

from allmende.portal.core.domain import audit, stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.exchange import imports
from allmende.portal.register.domain.exchange.reading import LARGEST, Read
from allmende.portal.register.domain.package import keys, opening
from allmende.portal.register.domain.package.opening import Package, WrongPackage
from allmende.portal.register.enums import ImportState
from allmende.portal.register.models import RegisterImport

FOLDER = "exchange"


def start(content: bytes, *, filename: str, by: Member) -> RegisterImport:
    """Verified or refused; a wrong signature or checksum leaves an audit entry."""
    require(rules.may_manage, by, by.organisation_id)
    package = _opened(content, filename, by)
    known = keys.is_trusted(package.key, by)
    with transaction.atomic():
        stored = stored_files.store(content, folder=FOLDER)
        return imports.keep(
            Read("package", package.found if known else (), package.notes),
            filename=filename,
            by=by,
            state=ImportState.PREVIEW if known else ImportState.UNKNOWN_KEY,
            package=_about(package),
            file=stored.name,
        )


def trust(batch: RegisterImport, *, by: Member) -> RegisterImport:
    """Somebody has compared the fingerprint: trust the key, and on to the preview."""
    require(rules.may_manage, by, batch.organisation_id)
    if batch.state != ImportState.UNKNOWN_KEY:
        raise Refused("Über diesen Schlüssel ist schon entschieden.")
    with default_storage.open(batch.file) as stored:
        package = _opened(stored.read(), batch.filename, by)
    with transaction.atomic():
        waiting = RegisterImport.objects.filter(pk=batch.pk, state=ImportState.UNKNOWN_KEY)
        if not waiting.update(state=ImportState.PREVIEW):
            raise Refused("Über diesen Schlüssel ist schon entschieden.")
        if not keys.is_trusted(package.key, by):
            keys.trust(package.key, name=package.installation, by=by)
        imports.fill(batch, package.found)
    batch.refresh_from_db()
    return batch


def sweep() -> int:
    """Delete stored packages whose import is forgotten."""
    return stored_files.sweep(FOLDER, referenced=_referenced)


def _opened(content: bytes, filename: str, by: Member) -> Package:
    if len(content) > LARGEST * 5:
        raise Refused(f"Das Paket ist größer als {LARGEST * 5 // 1_000_000} MB.")
    try:
        return opening.opened(content)
    except WrongPackage as wrong:
        if wrong.is_forged:
            details = {
                "Datei": imports.shortened(filename),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            audit.record("register.package_refused", by=by, about=by.organisation, details=details)
        raise Refused(str(wrong)) from wrong


def _about(package: Package) -> dict[str, str]:
    names = ("installation", "key", "fingerprint", "rules_version", "license", "created")
    return {name: getattr(package, name) for name in names}


def _referenced(names: set[str]) -> set[str]:
    return set(RegisterImport.objects.filter(file__in=names).values_list("file", flat=True))
