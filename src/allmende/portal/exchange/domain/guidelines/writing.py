"""Writing a guideline together: begin, change, choose who writes."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit, subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines import finding
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.models import Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.models import Member, Organisation, User

FIELDS = ("title", "summary", "kind", "topic", "audience", "group", "text")
MOST_WRITERS = 30
CHANGED = (
    "Jemand anderes hat diese Leitlinie inzwischen geändert. Ihre Eingaben sind nicht verloren, "
    "und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)
OTHERS_AUDIENCE = (
    "Wer die Leitlinie sieht, legt die Organisation fest, die sie begonnen hat. Bitten Sie dort "
    "um die Änderung."
)


@transaction.atomic
def create(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    writers: Collection[User] = (),
    by: Member,
) -> Guideline:
    """A draft that only its writers see; ``by`` is one of them."""
    require(rules.may_create, by)
    scope = sharing.scope_for(values["audience"], group=values.get("group"), by=by)
    own = {**sharing.stamp(by), "organisation": organisation}
    guideline = Guideline.objects.create(**_clean(values), **own, scope=scope)
    guideline.writers.set({by.user, *writers})
    subscriptions.begin(by.user, KIND, str(guideline.pk))
    audit.record("exchange.guideline_begun", by=by, about=guideline)
    for user in writers:
        _welcome(guideline, user, by)
    return guideline


@transaction.atomic
def change(
    guideline: Guideline, *, values: Mapping[str, Any], revision: int, by: Member
) -> Guideline:
    """Write the working copy where nobody else wrote since ``revision`` was read.

    Raises Conflict otherwise; ``guideline`` then holds what stands there now.
    """
    require(rules.may_write, by, guideline)
    before = {name: sharing.plain(getattr(guideline, name)) for name in FIELDS if name != "text"}
    touch(guideline, revision=revision, **_clean(values), **_new_scope(guideline, values, by))
    after = {name: sharing.plain(getattr(guideline, name)) for name in before}
    audit.record(
        "exchange.guideline_changed",
        by=by,
        about=guideline,
        organisation_id=guideline.organisation_id,
        details=audit.changes(before, after),
    )
    finding.put(guideline)
    return guideline


@transaction.atomic
def add_writer(guideline: Guideline, *, user: User, by: Member) -> None:
    """Somebody of the network who writes, too; that person hears of it."""
    require(rules.may_write, by, guideline)
    if guideline.writers.count() >= MOST_WRITERS:
        raise Refused(f"Mehr als {MOST_WRITERS} Personen können nicht mitschreiben.")
    if guideline.writers.filter(pk=user.pk).exists():
        raise Refused(f"{user} schreibt schon mit.")
    guideline.writers.add(user)
    _record(guideline, "exchange.guideline_writer_added", user, by)
    _welcome(guideline, user, by)


@transaction.atomic
def remove_writer(guideline: Guideline, *, user: User, by: Member) -> None:
    require(rules.may_write, by, guideline)
    rest = guideline.writers.exclude(pk=user.pk)
    if not rest.select_for_update().exists():
        raise Refused("Eine Person muss bleiben. Nehmen Sie zuerst jemand anderen auf.")
    guideline.writers.remove(user)
    _record(guideline, "exchange.guideline_writer_removed", user, by)


def touch(guideline: Guideline, *, revision: int, **fields: Any) -> None:
    """The one optimistic write of a guideline."""
    fields["updated_at"] = timezone.now()
    mine = Guideline.objects.filter(pk=guideline.pk, revision=revision)
    written = mine.update(revision=F("revision") + 1, **fields)
    guideline.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)


def address_of(guideline: Guideline) -> str:
    return f"/austausch/leitlinien/{guideline.pk}/"


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}


def _new_scope(guideline: Guideline, values: Mapping[str, Any], by: Member) -> dict[str, str]:
    """Only where it changes: a writer of another organisation may not be able to set it again."""
    audience, group = values.get("audience", guideline.audience), values.get("group")
    group_id = group.pk if group else None
    if audience == guideline.audience and group_id == guideline.group_id:
        return {}
    if by.organisation_id != guideline.organisation_id:
        raise Refused(OTHERS_AUDIENCE)
    return {"scope": sharing.scope_for(audience, group=group, by=by)}


def _record(guideline: Guideline, action: str, user: User, by: Member) -> None:
    audit.record(
        action,
        by=by,
        about=guideline,
        organisation_id=guideline.organisation_id,
        details={"Person": str(user)},
    )


def _welcome(guideline: Guideline, user: User, by: Member) -> None:
    """A draft has no audience yet, so the notification names no thing whose audience decides."""
    subscriptions.begin(user, KIND, str(guideline.pk))
    if user.pk != by.user_id:
        notify(
            user,
            text=f"{by.user} bittet Sie, an „{guideline.title}“ mitzuschreiben",
            url=address_of(guideline),
            reason=Reason.ASSIGNED,
        )
