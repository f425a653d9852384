"""The second person's word. Nothing else publishes."""

from django.db import transaction
from django.db.models import Max

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.exchange.domain.legal import finding, telling
from allmende.portal.exchange.domain.legal.drafting import CONTENT, gaps
from allmende.portal.exchange.domain.legal.recording import record
from allmende.portal.exchange.domain.legal.transitions import Step, take
from allmende.portal.exchange.domain.threads.following import TOPIC
from allmende.portal.exchange.models import (
    AnswerDraft,
    AnswerReview,
    AnswerVersion,
    LegalQuestion,
)
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.domain.audience import NETWORK_KEY, NETWORK_PUBLIC_KEY
from allmende.portal.organisations.enums import Audience, NetworkRole
from allmende.portal.organisations.models import Member

SAME_PERSON = (
    "Sie haben an diesem Entwurf mitgeschrieben. Prüfen muss ihn eine andere Person, sonst sehen "
    "nicht vier Augen auf die Antwort."
)
CHANGED = (
    "Der Entwurf wurde inzwischen geändert. Es wurde nichts veröffentlicht. Lesen Sie die neue "
    "Fassung und entscheiden Sie dann."
)
SCOPES = {Audience.PUBLIC: NETWORK_PUBLIC_KEY, Audience.NETWORK: NETWORK_KEY}


@transaction.atomic
def approve(question: LegalQuestion, *, revision: int, by: Member, note: str = "") -> AnswerVersion:
    """Publish just the draft that was read, for everybody or for the network."""
    now, draft = _under_review(question, Step.PUBLISH, revision, by)
    if missing := gaps(now, draft):  # a day may have passed since it was submitted
        raise Refused(f"Es fehlt noch: {', '.join(missing)}. Geben Sie den Entwurf zurück.")
    _say(draft, by, note, approves=True)
    version = _publish(now, draft, by)
    finding.put_answer(version)
    details = {"Fassung": str(version.number), "Neu": version.change_note}
    record("published", by=by, about=now, details=details)
    first = version.number == 1
    text = f"{'Beantwortet' if first else f'Neue Fassung {version.number}'}: {now.title}"
    telling.tell_concerned(now, text, but=by, also=[version.drafted_by_id, now.drafter_id])
    if first:
        _tell_topic(now, by)
    draft.delete()
    question.refresh_from_db()
    return version


@transaction.atomic
def send_back(question: LegalQuestion, *, note: str, revision: int, by: Member) -> LegalQuestion:
    if not note.strip():
        raise Refused("Bitte schreiben Sie, was zu ändern ist.")
    now, draft = _under_review(question, Step.SEND_BACK, revision, by)
    _say(draft, by, note, approves=False)
    draft.submitted_at = None
    draft.save(update_fields=["submitted_at", "updated_at"])
    record("sent_back", by=by, about=now)
    people = {pk for pk in (now.drafter_id, draft.drafted_by_id) if pk}
    text = f"Entwurf zurückgegeben: {now.title}"
    telling.tell(
        now,
        people or telling.servants(NetworkRole.EXPERT),
        text,
        but=by,
        reason=Reason.ASSIGNED,
    )
    question.refresh_from_db()
    return question


def has_written(draft: AnswerDraft | None, member: Member) -> bool:
    return draft is not None and member.user_id in draft.writers


def _under_review(
    question: LegalQuestion, step: Step, revision: int, by: Member
) -> tuple[LegalQuestion, AnswerDraft]:
    require(rules.may_review, by)
    now = take(question, step)
    draft = AnswerDraft.objects.select_for_update().get(question=now)
    if draft.revision != revision or draft.submitted_at is None:
        raise Conflict(CHANGED)
    if not draft.writers or has_written(draft, by):
        raise Refused(SAME_PERSON)
    return now, draft


def _say(draft: AnswerDraft, by: Member, note: str, *, approves: bool) -> None:
    AnswerReview.objects.create(
        question=draft.question,
        reviewer=by.user,
        reviewer_label=str(by.user)[:200],
        draft_revision=draft.revision,
        approves=approves,
        note=note.strip()[:5000],
    )


def _tell_topic(question: LegalQuestion, by: Member) -> None:
    """Followers of the topic field hear of new answers, but nobody twice."""
    levels = (FollowLevel.NEW, FollowLevel.ALL)
    readers = subscriptions.followers(TOPIC, question.topic, levels=levels)
    others = set(readers.values_list("pk", flat=True)) - telling.concerned(question)
    telling.tell(question, others, f"Neue Antwort in Ihrem Themenfeld: {question.title}", but=by)


def _publish(question: LegalQuestion, draft: AnswerDraft, by: Member) -> AnswerVersion:
    old = AnswerVersion.objects.filter(question=question)
    number = (old.aggregate(last=Max("number"))["last"] or 0) + 1
    old.filter(is_current=True).update(is_current=False)
    return AnswerVersion.objects.create(
        question=question,
        number=number,
        title=question.title,
        topic=question.topic,
        audience=draft.audience,
        scope=SCOPES[Audience(draft.audience)],
        change_note=draft.change_note,
        drafted_by=draft.drafted_by,
        drafted_by_label=draft.drafted_by_label,
        reviewed_by=by.user,
        reviewed_by_label=str(by.user)[:200],
        **{name: getattr(draft, name) for name in CONTENT},
    )
