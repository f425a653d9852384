"""Own published entries as a signed package."""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from allmende.engines.regulation.loading import shipped
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.package import keys
from allmende.portal.register.models import Evidence, Publication

KIND, FORMAT = "allmende-paket", 1
MANIFEST, SIGNATURE = "manifest.json", "signature"
LICENSE = "CC BY 4.0"
MOST_ENTRIES = 200
LARGEST_INSIDE = 200_000_000  # bytes, all files together
NOTHING = (
    "Kein veröffentlichter Eintrag ist ausgewählt. Ein Paket enthält nur, was veröffentlicht ist."
)


def exportable(member: Member) -> QuerySet[Publication]:
    """Current versions of the own organisation; drafts never leave it."""
    return Publication.objects.filter(
        organisation_id=member.organisation_id, is_current=True, withdrawn_at=None
    ).order_by("title")


def write(member: Member, *, publications: Collection[int]) -> bytes:
    """The package of these entries. Raises Refused where none of them may go."""
    require(rules.may_manage, member, member.organisation_id)
    chosen = list(exportable(member).filter(pk__in=publications)[: MOST_ENTRIES + 1])
    if not chosen:
        raise Refused(NOTHING)
    if len(chosen) > MOST_ENTRIES:
        raise Refused(f"Ein Paket fasst höchstens {MOST_ENTRIES} Einträge.")
    content = _archive(member, chosen)
    details = {"entries": len(chosen), "sha256": hashlib.sha256(content).hexdigest()}
    audit.record("register.package_written", by=member, about=member.organisation, details=details)
    return content


def _archive(member: Member, chosen: list[Publication]) -> bytes:
    files: dict[str, bytes] = {}
    entries, evidence = [], []
    for number, publication in enumerate(chosen, 1):
        path = f"entries/{number:04}.json"
        files[path] = _bytes(publication.data)
        entries.append(_entry(publication, path, files[path]))
        evidence += _evidence(publication, files)
    manifest = {
        "kind": KIND,
        "format": FORMAT,
        "created": timezone.now().isoformat(),
        "installation": f"{member.organisation.name} (Allmende)",
        "key": keys.public_key(),
        "rules_version": str(shipped().version),
        "license": LICENSE,
        "entries": entries,
        "evidence": evidence,
    }
    return _zipped(_bytes(manifest), files)


def _entry(publication: Publication, path: str, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "entry": str(publication.entry),
        "version": publication.version,
        "title": publication.title,
    }


def _evidence(publication: Publication, files: dict[str, bytes]) -> list[dict[str, Any]]:
    """What the published version names; its file where it is still the same one."""
    found = []
    for one in publication.data.get("evidence", []):
        path = _file(publication, one.get("sha256", ""), files)
        found.append(
            {
                "entry": str(publication.entry),
                "title": one.get("title", ""),
                "sha256": one.get("sha256", ""),
                "size": one.get("size", 0),
                "path": path,
            }
        )
    return found


def _file(publication: Publication, sha256: str, files: dict[str, bytes]) -> str:
    if not sha256 or publication.use_case_id is None:
        return ""
    path = f"evidence/{sha256}"
    if path in files:
        return path
    known = Evidence.objects.filter(
        use_case=publication.use_case_id, sha256=sha256, is_public=True, withdrawn_at=None
    ).first()
    if known is None or not known.file or not default_storage.exists(known.file):
        return ""
    if sum(map(len, files.values())) + known.size > LARGEST_INSIDE:
        raise Refused("Das Paket wird mit den Nachweisen zu groß. Wählen Sie weniger Einträge.")
    with default_storage.open(known.file) as stored:
        files[path] = stored.read()
    return path


def _zipped(manifest: bytes, files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest)
        archive.writestr(SIGNATURE, keys.sign(manifest))
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def _bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=True, sort_keys=True, indent=1).encode()
