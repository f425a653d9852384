"""Texts of guidelines as their pages show them: paragraphs, comments, differences."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines.paragraphs import (
    Change,
    Paragraph,
    differences,
    paragraphs,
)
from allmende.portal.exchange.enums import CommentVerdict, GuidelineState
from allmende.portal.exchange.models import ParagraphComment
from allmende.portal.organisations.models import Member

STATE_BADGES = {
    GuidelineState.DRAFT: "info",
    GuidelineState.CONSULTATION: "warning",
    GuidelineState.PUBLISHED: "success",
    GuidelineState.WITHDRAWN: "danger",
}
VERDICT_BADGES = {
    CommentVerdict.OPEN: "info",
    CommentVerdict.ADOPTED: "success",
    CommentVerdict.PARTLY: "warning",
    CommentVerdict.DECLINED: "danger",
}
CHANGES = {
    Change.ADDED: ("neu", "success"),
    Change.REMOVED: ("entfallen", "danger"),
    Change.CHANGED: ("geändert", "warning"),
    Change.SAME: ("unverändert", "info"),
}


@dataclass(frozen=True, slots=True)
class ShownComment:
    comment: ParagraphComment
    who: str
    organisation: str
    gone: str  # why there is no text, or nothing
    badge: str
    verdict: str
    own: bool
    may_report: bool


@dataclass(slots=True)
class ShownParagraph:
    paragraph: Paragraph
    html: SafeString
    comments: list[ShownComment] = field(default_factory=list)
    asked: bool = False  # its form stands open


def html_of(paragraph: Paragraph) -> SafeString:
    """The mark of a list item stands before its text; a bare address of a link stays readable."""
    html = as_html(paragraph.text)
    if not html.strip():
        return format_html("<p>{}</p>", paragraph.text)
    if paragraph.marker:
        return format_html('<span class="paragraph__mark">{}</span> {}', paragraph.marker, html)
    return html


def with_comments(
    text: str, comments: Iterable[ParagraphComment], *, reader: Member, asked: int = 0
) -> list[ShownParagraph]:
    by_number: dict[int, list[ShownComment]] = defaultdict(list)
    for comment in comments:
        by_number[comment.paragraph].append(comment_of(comment, reader))
    return [
        ShownParagraph(one, html_of(one), by_number[one.number], one.number == asked)
        for one in paragraphs(text)
    ]


def comment_of(comment: ParagraphComment, reader: Member) -> ShownComment:
    verdict = CommentVerdict(comment.verdict)
    own = comment.author_id == reader.user_id
    gone = _gone(comment)
    return ShownComment(
        comment,
        who=sharing.name_of(comment),
        organisation=str(comment.organisation),
        gone=gone,
        badge=VERDICT_BADGES[verdict],
        verdict=str(verdict.label),
        own=own,
        may_report=not own and not gone,
    )


def _gone(comment: ParagraphComment) -> str:
    """Three flags that mean three things."""
    if comment.wiped_at:
        return "Diese Anmerkung ist endgültig gelöscht."
    if comment.hidden_at:
        return f"Ausgeblendet durch die Moderation. Grund: {comment.hidden_reason}"
    if comment.removed_at:
        return "Von der Person entfernt, die sie geschrieben hat."
    return ""


@dataclass(frozen=True, slots=True)
class ShownDifference:
    word: str
    badge: str
    before: SafeString | str
    after: SafeString | str
    is_same: bool


def differences_of(before: str, after: str) -> list[ShownDifference]:
    found = []
    for one in differences(before, after):
        word, badge = CHANGES[one.change]
        found.append(
            ShownDifference(
                word,
                badge,
                html_of(one.before) if one.before else "",
                html_of(one.after) if one.after else "",
                one.change == Change.SAME,
            )
        )
    return found
