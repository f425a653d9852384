"""Comments on paragraphs as something that can be reported and moderated."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import things
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.domain.guidelines.consulting import url_of
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.domain.moderation.targets import Content, Target
from allmende.portal.exchange.models import ParagraphComment
from allmende.portal.organisations.models import Member

KIND = "paragraph_comment"


def register_all() -> None:
    things.register(Kind(KIND, "Anmerkung", "Anmerkungen", _find, _scopes, linkable=False))
    targets.register(Target(KIND, "Anmerkung zu einer Leitlinie", _load, _hide, _show, _wipe))


def _load(key: str) -> Content | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    rows = ParagraphComment.objects.select_related("consultation__guideline", "author")
    comment = rows.filter(pk=key).first()
    if comment is None:
        return None
    guideline = comment.consultation.guideline
    return Content(
        KIND,
        key,
        label=f"Anmerkung zu Absatz {comment.paragraph} von „{guideline.title}“",
        text=comment.text,
        url=f"{url_of(comment.consultation)}#anmerkung-{comment.pk}",
        scope=guideline.scope,
        organisation_id=guideline.organisation_id,
        author=comment.author,
        author_label=sharing.name_of(comment),
        at=comment.created_at,
        is_hidden=comment.hidden_at is not None,
        is_gone=bool(comment.removed_at or comment.wiped_at),
    )


def _hide(key: str, reason: str, _: Member) -> None:
    ParagraphComment.objects.filter(pk=key).update(
        hidden_at=timezone.now(), hidden_reason=reason[:500]
    )


def _show(key: str, _: Member) -> None:
    ParagraphComment.objects.filter(pk=key).update(hidden_at=None, hidden_reason="")


def _wipe(key: str, _: Member) -> None:
    """The text is gone for good; an answer may quote it."""
    ParagraphComment.objects.filter(pk=key).update(wiped_at=timezone.now(), text="", answer="")


def _find(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    if reader is None:
        return {}
    found = _rows(keys).filter(
        consultation__guideline__in=queries.visible(reader).order_by(),
        removed_at=None,
        hidden_at=None,
        wiped_at=None,
    )
    return {str(one.pk): _thing(one) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = _rows(keys).values_list("pk", "consultation__guideline__scope")
    return {str(pk): scope for pk, scope in found}


def _rows(keys: Collection[str]) -> QuerySet[ParagraphComment]:
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 18]
    found = ParagraphComment.objects.filter(pk__in=numbers)
    return found.select_related("consultation__guideline__organisation")


def _thing(comment: ParagraphComment) -> Thing:
    guideline = comment.consultation.guideline
    return Thing(
        KIND,
        str(comment.pk),
        f"Anmerkung zu „{guideline.title}“",
        f"{url_of(comment.consultation)}#anmerkung-{comment.pk}",
        organisation=str(guideline.organisation),
        at=comment.created_at,
    )
