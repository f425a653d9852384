"""Publish an immutable version, and withdraw what no longer holds."""

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines import finding, queries, telling, writing
from allmende.portal.exchange.domain.guidelines.paragraphs import paragraphs
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import Guideline, GuidelineVersion
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.models import Member, User

NO_TEXT = "Die Leitlinie hat noch keinen Text. Schreiben Sie ihn zuerst."
SAME = "Der Text ist derselbe wie in der letzten Fassung. Ändern Sie ihn zuerst."
NO_NOTE = "Schreiben Sie in einem Satz, was neu ist. Andere entscheiden danach, was sie tun."


@transaction.atomic
def publish(
    guideline: Guideline, *, change_note: str = "", revision: int, by: Member
) -> GuidelineVersion:
    """Version N of the text as ``by`` has read it; from then on it never changes."""
    require(rules.may_publish, by, guideline)
    stands = Guideline.objects.select_for_update().get(pk=guideline.pk)
    if stands.revision != revision:
        raise Conflict(writing.CHANGED)
    last = queries.newest(guideline)
    _check(stands, last, change_note)
    number = last.number + 1 if last else 1
    version = GuidelineVersion.objects.create(
        guideline=guideline,
        number=number,
        title=stands.title,
        text=stands.text,
        change_note=change_note,
        published_by_label=str(by.user),
    )
    writing.touch(guideline, revision=revision, state=GuidelineState.PUBLISHED, withdrawn_reason="")
    _record(guideline, "exchange.guideline_published", by, {"Fassung": number})
    finding.put(guideline)
    telling.tell(
        guideline,
        [*telling.followers(guideline), *_where_it_holds(guideline)],
        text=f"Fassung {number} ist veröffentlicht: „{guideline.title}“",
        url=writing.address_of(guideline),
        but=[by.user_id],
    )
    return version


@transaction.atomic
def withdraw(guideline: Guideline, *, reason: str, by: Member) -> None:
    """It stays readable with the reason; a later version brings it back."""
    require(rules.may_publish, by, guideline)
    if guideline.state != GuidelineState.PUBLISHED:
        raise Refused("Zurückziehen lässt sich nur, was veröffentlicht ist.")
    if not reason.strip():
        raise Refused("Schreiben Sie, warum die Leitlinie nicht mehr gilt.")
    writing.touch(
        guideline,
        revision=guideline.revision,
        state=GuidelineState.WITHDRAWN,
        withdrawn_reason=reason,
    )
    _record(guideline, "exchange.guideline_withdrawn", by, {"Grund": reason})
    finding.put(guideline)
    telling.tell(
        guideline,
        [*telling.followers(guideline), *_where_it_holds(guideline)],
        text=f"Zurückgezogen: „{guideline.title}“",
        url=writing.address_of(guideline),
        but=[by.user_id],
    )


def _check(stands: Guideline, last: GuidelineVersion | None, change_note: str) -> None:
    if not paragraphs(stands.text):
        raise Refused(NO_TEXT)
    if last is None:
        return
    same = (last.title, last.text) == (stands.title, stands.text)
    if same and stands.state == GuidelineState.PUBLISHED:
        raise Refused(SAME)
    if not change_note.strip():
        raise Refused(NO_NOTE)


def _where_it_holds(guideline: Guideline) -> list[User]:
    places = queries.adoptions_of(guideline).values_list("organisation_id", flat=True)
    return list(sharing.holders(list(places), *rules.ADOPTERS))


def _record(guideline: Guideline, action: str, by: Member, details: dict[str, object]) -> None:
    audit.record(
        action,
        by=by,
        about=guideline,
        organisation_id=guideline.organisation_id,
        details=details,
    )
