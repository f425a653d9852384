"""Publishing makes an immutable version of an entry; withdrawing takes every version back."""

from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import finding, following, published, reuse
from allmende.portal.register.domain.whole import build
from allmende.portal.register.enums import State
from allmende.portal.register.models import Publication, PublicationField, UseCase

__all__ = ["build", "changes_since", "history", "latest", "publish", "recommended", "withdraw"]

AUDIENCES = (Audience.NETWORK, Audience.PUBLIC)
RECOMMENDED = (
    "benefit",
    "target_group",
    "contact_email",
    "human_oversight",
    "objection",
    "legal_basis",
    "data_sources",
    "personal_data",
    "system_name",
    "provider",
)
NOTHING_NEW = (
    "Seit der letzten Fassung hat sich nichts geändert. Ändern Sie erst den Anwendungsfall oder "
    "wählen Sie andere Leserinnen und Leser."
)
NO_SUMMARY = "Ohne Kurzbeschreibung versteht niemand den Eintrag. Ergänzen Sie sie im Steckbrief."
REJECTED = "Ein abgelehnter Anwendungsfall wird nicht veröffentlicht."
MOVED_ON = (
    "Der Anwendungsfall wurde inzwischen geändert. Es wurde nichts veröffentlicht. Prüfen Sie "
    "die neue Vorschau und veröffentlichen Sie dann."
)


def publish(
    use_case: UseCase, *, audience: str, by: Member, revision: int | None = None
) -> Publication:
    """A new version for the network or for everybody. ``revision``: of the preview that was seen.

    Raises Refused where there is nothing to publish, Conflict where the preview is out of date.
    """
    require(rules.may_publish, by, use_case)
    with transaction.atomic():
        new, before = _publish(use_case, audience, by, revision)
        told = reuse.tell_copies(new) if before else set()
        following.tell_followers(new, _event(before, new), but={by.user_id, *told})
    return new


def _publish(
    use_case: UseCase, audience: str, by: Member, revision: int | None
) -> tuple[Publication, Publication | None]:
    locked = UseCase.objects.select_for_update().get(pk=use_case.pk)  # one version at a time
    if revision is not None and revision != locked.revision:
        use_case.refresh_from_db()
        raise Conflict(MOVED_ON)
    before, data = latest(locked), build(locked, audience=audience)
    _check(locked, audience, before, data)
    if before:
        Publication.objects.filter(pk=before.pk).update(is_current=False)
    new = _write(locked, audience, by, before, data)
    finding.put(new, replaces=before)
    details = {"audience": str(Audience(audience).label), "version": new.version}
    audit.record("register.published", by=by, about=use_case, details=details)
    return new, before


def latest(use_case: UseCase) -> Publication | None:
    """The version that counts, withdrawn or not."""
    return use_case.publications.filter(is_current=True).select_related("organisation").first()


def history(use_case: UseCase) -> QuerySet[Publication]:
    return use_case.publications.order_by("-version")


def changes_since(use_case: UseCase, data: dict[str, Any]) -> list[str]:
    """What ``data`` says differently from the published version."""
    before = latest(use_case)
    return published.changes(before.data, data) if before else []


def recommended(use_case: UseCase) -> list[str]:
    """Fields that readers look for and that are empty."""
    return [name for name in RECOMMENDED if getattr(use_case, name) in (None, "", [])]


def withdraw(publication: Publication, *, reason: str, by: Member) -> None:
    """Gone from pages, search, feeds and interfaces at once, in all its versions."""
    use_case = publication.use_case
    if use_case is None:
        raise Refused("Zu dieser Fassung gibt es keinen Anwendungsfall mehr.")
    require(rules.may_publish, by, use_case)
    if not reason.strip():
        raise Refused("Bitte nennen Sie den Grund.")
    with transaction.atomic():
        versions = Publication.objects.filter(entry=publication.entry, withdrawn_at=None)
        ids = list(versions.values_list("pk", flat=True))
        if not versions.update(withdrawn_at=timezone.now(), withdrawn_reason=reason.strip()[:300]):
            raise Refused("Dieser Eintrag ist schon zurückgezogen.")
        finding.remove(ids)
        audit.record(
            "register.withdrawn", by=by, about=use_case, details={"Grund": reason.strip()[:300]}
        )
        following.tell_followers(publication, following.Event.WITHDRAWN, but={by.user_id})
    publication.refresh_from_db()


def _check(
    use_case: UseCase, audience: str, before: Publication | None, data: dict[str, Any]
) -> None:
    if audience not in AUDIENCES:
        raise Refused("Wählen Sie, wer den Eintrag sehen soll.")
    if use_case.state == State.REJECTED:
        raise Refused(REJECTED)
    if not use_case.summary.strip():
        raise Refused(NO_SUMMARY)
    stands = before and before.withdrawn_at is None and before.audience == audience
    if before and stands and before.data == data:
        raise Refused(NOTHING_NEW)


def _write(
    use_case: UseCase,
    audience: str,
    by: Member,
    before: Publication | None,
    data: dict[str, Any],
) -> Publication:
    new = Publication(
        version=_next_version(before),
        use_case=use_case,
        organisation=use_case.organisation,
        audience=audience,
        scope=key_for(audience, organisation_id=use_case.organisation_id),
        data=data,
        changes=published.changes(before.data, data) if before else [],
        published_by_label=str(by.user),
        **columns(data),
    )
    if before:
        new.entry = before.entry
    new.save()
    PublicationField.objects.bulk_create(
        PublicationField(publication=new, key=key) for key in field_keys(data)
    )
    return new


def _next_version(before: Publication | None) -> int:
    if before is None:
        return 1
    versions = Publication.objects.filter(entry=before.entry)
    return int(versions.aggregate(highest=Max("version"))["highest"]) + 1


def columns(data: dict[str, Any]) -> dict[str, Any]:
    """What lists and filters need, repeated from the snapshot."""
    fields, organisation = data["record"], data["organisation"]
    return {
        "title": fields["title"],
        "state": data["state"],
        "land": organisation["land"],
        "population": organisation["population"],
        "maturity": (data.get("maturity") or {}).get("level", 0),
        "cost_yearly": fields.get("cost_yearly"),
        "cost_once": fields.get("cost_once"),
        "building_block": fields.get("building_block") or "",
        "risk": (data.get("assessment") or {}).get("risk", ""),
    }


def field_keys(data: dict[str, Any]) -> list[str]:
    """Fields of action and tags as ``koki:law``, ``urban:mobility``, ``tag:chatbot``."""
    fields = data["record"]
    keys = [f"koki:{key}" for key in fields.get("fields_koki") or []]
    keys += [f"urban:{key}" for key in fields.get("fields_urban") or []]
    keys += [f"tag:{tag.casefold()}" for tag in fields.get("tags") or []]
    return list(dict.fromkeys(key[:40] for key in keys))


def _event(before: Publication | None, new: Publication) -> following.Event:
    if before is None or before.withdrawn_at:
        return following.Event.PUBLISHED
    old = (before.data.get("incidents") or {}).get("open", 0)
    now = (new.data.get("incidents") or {}).get("open", 0)
    return following.Event.INCIDENT if now > old else following.Event.UPDATED
