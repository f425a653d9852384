"""Comments by paragraph, and what the writers make of each."""

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, ratelimit, subscriptions
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines import consulting
from allmende.portal.exchange.domain.guidelines.paragraphs import paragraphs
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.enums import CommentVerdict
from allmende.portal.exchange.models import Consultation, ParagraphComment
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.models import Member

PER_HOUR = 120
NOT_YET = "Die Konsultation beginnt erst noch."
OVER = "Die Konsultation ist beendet. Anmerkungen sind nicht mehr möglich."
GONE = "Diese Anmerkung wurde entfernt."


@transaction.atomic
def comment(
    consultation: Consultation, *, paragraph: int, text: str, by: Member
) -> ParagraphComment:
    """Everybody of the audience while the window is open. Whoever comments follows."""
    now = timezone.now()
    if now < consultation.opens_at:
        raise Refused(NOT_YET)
    if now >= consultation.closes_at:
        raise Refused(OVER)
    require(rules.may_comment, by, consultation)
    if not 1 <= paragraph <= len(paragraphs(consultation.text)):
        raise Refused("Diesen Absatz gibt es nicht. Laden Sie die Seite neu.")
    if not ratelimit.allow("paragraph-comment", str(by.user_id), limit=PER_HOUR, seconds=3600):
        raise Refused("Das waren sehr viele Anmerkungen in einer Stunde. Bitte warten Sie etwas.")
    same = consultation.comments.filter(
        paragraph=paragraph, text=text, author=by.user, removed_at=None
    )
    if found := same.first():
        return found  # sent twice
    new = ParagraphComment.objects.create(
        consultation=consultation, paragraph=paragraph, text=text, **sharing.stamp(by)
    )
    guideline = consultation.guideline
    subscriptions.begin(by.user, KIND, str(guideline.pk))
    audit.record("exchange.paragraph_commented", by=by, about=guideline)
    return new


@transaction.atomic
def remove(comment: ParagraphComment, *, by: Member) -> None:
    """By its author; its place stays, and so does an answer to it."""
    require(rules.may_remove_comment, by, comment)
    open_still = ParagraphComment.objects.filter(pk=comment.pk, removed_at=None)
    if open_still.update(removed_at=timezone.now()):
        guideline = comment.consultation.guideline
        audit.record("exchange.paragraph_comment_removed", by=by, about=guideline)


@transaction.atomic
def answer(
    comment: ParagraphComment, *, verdict: CommentVerdict, answer: str, by: Member
) -> ParagraphComment:
    """A writer says what becomes of it, with a sentence; its author hears of it."""
    guideline = comment.consultation.guideline
    require(rules.may_write, by, guideline)
    if comment.removed_at or comment.hidden_at or comment.wiped_at:
        raise Refused(GONE)
    if verdict == CommentVerdict.OPEN:
        raise Refused("Entscheiden Sie, was aus der Anmerkung wird.")
    if not answer.strip():
        raise Refused("Schreiben Sie einen Satz dazu. Die Person hat sich Mühe gegeben.")
    comment.verdict, comment.answer = verdict, answer
    comment.answered_by_label = str(by.user)
    comment.save(update_fields=["verdict", "answer", "answered_by_label"])
    audit.record(
        "exchange.paragraph_comment_answered",
        by=by,
        about=guideline,
        organisation_id=guideline.organisation_id,
        details={"Absatz": comment.paragraph, "Ergebnis": verdict.label},
    )
    if comment.author and comment.author_id != by.user_id:
        notify(
            comment.author,
            text=f"Ihre Anmerkung zu „{guideline.title}“: {verdict.label}",
            url=f"{consulting.url_of(comment.consultation)}#anmerkung-{comment.pk}",
            reason=Reason.FOLLOWING,
            about=(KIND, str(guideline.pk)),
        )
    return comment
