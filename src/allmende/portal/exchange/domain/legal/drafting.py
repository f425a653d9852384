"""Taking a question on, writing the answer, handing it to a second person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain.legal import telling
from allmende.portal.exchange.domain.legal.queries import current
from allmende.portal.exchange.domain.legal.recording import record
from allmende.portal.exchange.domain.legal.sources import checked
from allmende.portal.exchange.domain.legal.transitions import Step, locked, take
from allmende.portal.exchange.domain.texts import clean
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerDraft, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.enums import Audience, NetworkRole, State
from allmende.portal.organisations.models import Member, User

CONTENT = ("short", "text", "sources", "lands", "valid_on", "review_on")
FIELDS = (*CONTENT, "audience", "change_note")
LONGEST = {"short": 1500, "text": 50_000, "change_note": 500}
LABELS = {"short": "Kurze Antwort", "text": "Begründung", "change_note": "Was ist neu?"}
AUDIENCES = (Audience.PUBLIC, Audience.NETWORK)
CHANGED = (
    "Jemand anderes hat diesen Entwurf inzwischen geändert. Ihr Text ist nicht verloren, und "
    "nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)
NOT_OPEN = (
    "An dieser Antwort wird gerade nicht gearbeitet. Übernehmen Sie die Frage zuerst, dann können "
    "Sie schreiben."
)


@transaction.atomic
def take_on(question: LegalQuestion, *, by: Member) -> AnswerDraft:
    """Write the answer, or its next version; begins with what is published."""
    require(rules.may_work, by)
    now = take(question, Step.TAKE_ON)
    now.drafter = by.user
    now.save(update_fields=["drafter"])
    draft, _ = AnswerDraft.objects.get_or_create(question=now, defaults=_begin(now, by))
    record("taken_on", by=by, about=now)
    question.refresh_from_db()
    return draft


@transaction.atomic
def assign(question: LegalQuestion, *, to: User, by: Member) -> LegalQuestion:
    """Another expert is responsible from now on, and hears of it at once."""
    require(rules.may_work, by)
    now = locked(question)
    if now.state not in {LegalState.DRAFTING, LegalState.REVIEWING}:
        raise Refused(NOT_OPEN)
    if to.pk not in telling.servants(NetworkRole.EXPERT):
        raise Refused(f"{to} bearbeitet keine Rechtsfragen mehr. Wählen Sie jemand anderen.")
    now.drafter = to
    now.revision += 1
    now.save(update_fields=["drafter", "revision", "updated_at"])
    record("assigned", by=by, about=now, details={"An": str(to)})
    text = f"Ihnen zugewiesen: {now.title}"
    telling.tell(now, {to.pk}, text, but=by, reason=Reason.ASSIGNED)
    question.refresh_from_db()
    return question


@transaction.atomic
def save(
    question: LegalQuestion, *, values: Mapping[str, Any], revision: int, by: Member
) -> AnswerDraft:
    """Every expert may. What was submitted is a draft again, and must be submitted anew."""
    require(rules.may_work, by)
    now, draft = _open_draft(question)
    if draft.revision != revision:
        raise Conflict(CHANGED)
    new = _clean(values)
    if all(getattr(draft, name) == new[name] for name in FIELDS):
        return draft
    was_submitted = now.state == LegalState.REVIEWING
    take(now, Step.REWORK)
    for name in FIELDS:
        setattr(draft, name, new[name])
    draft.submitted_at = None
    _written_by(draft, by)
    draft.revision += 1
    draft.save()
    if was_submitted:
        record("drafted", by=by, about=now, details={"Hinweis": "muss erneut vorgelegt werden"})
    else:
        record("drafted", by=by, about=now)
    question.refresh_from_db()
    return draft


@transaction.atomic
def submit(question: LegalQuestion, *, revision: int, by: Member) -> AnswerDraft:
    """For the legal review. Who submits answers for the text and cannot review it."""
    require(rules.may_work, by)
    now, draft = _open_draft(question)
    if draft.revision != revision:
        raise Conflict(CHANGED)
    if missing := gaps(now, draft):
        raise Refused(f"Es fehlt noch: {', '.join(missing)}.")
    take(now, Step.SUBMIT)
    _written_by(draft, by)
    draft.drafted_by, draft.drafted_by_label = by.user, str(by.user)[:200]
    draft.submitted_at = timezone.now()
    draft.save()
    record("submitted", by=by, about=now)
    reviewers = telling.servants(NetworkRole.REVIEWER) - set(draft.writers)
    text = f"Zur juristischen Prüfung: {now.title}"
    telling.tell(now, reviewers, text, but=by, reason=Reason.ASSIGNED)
    question.refresh_from_db()
    return draft


def gaps(question: LegalQuestion, draft: AnswerDraft) -> list[str]:
    """What is missing before somebody else can review it."""
    today = timezone.localdate()
    needed = {
        "eine kurze Antwort": bool(draft.short),
        "eine Begründung": bool(draft.text),
        "mindestens eine Quelle": bool(draft.sources),
        "der Rechtsstand": draft.valid_on is not None and draft.valid_on <= today,
        "ein Tag in der Zukunft für die nächste Überprüfung": draft.review_on is not None
        and draft.review_on > today,
        "was an dieser Fassung neu ist": bool(draft.change_note) or current(question) is None,
    }
    return [words for words, is_there in needed.items() if not is_there]


def in_a_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _open_draft(question: LegalQuestion) -> tuple[LegalQuestion, AnswerDraft]:
    now = locked(question)
    draft = AnswerDraft.objects.select_for_update().filter(question=now).first()
    if draft is None or now.state not in {LegalState.DRAFTING, LegalState.REVIEWING}:
        raise Refused(NOT_OPEN)
    return now, draft


def _begin(question: LegalQuestion, by: Member) -> dict[str, Any]:
    today = timezone.localdate()
    old = current(question)
    content = {name: getattr(old, name) for name in CONTENT} if old else {}
    if not old:
        content["lands"] = [question.land] if question.land else []
    return {
        **content,
        "audience": old.audience if old else Audience.PUBLIC,
        "valid_on": today,
        "review_on": in_a_year(today),
        "drafted_by": by.user,
        "drafted_by_label": str(by.user)[:200],
    }


def _written_by(draft: AnswerDraft, by: Member) -> None:
    draft.writers = sorted({*draft.writers, by.user_id})


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Refused where something is too long or no such thing."""
    new = {name: values[name] for name in FIELDS}
    for name, most in LONGEST.items():
        new[name] = clean(str(new[name]))
        if len(new[name]) > most:
            label = LABELS[name]
            raise Refused(f"„{label}“ ist zu lang. Kürzen Sie auf höchstens {most} Zeichen.")
    if new["audience"] not in AUDIENCES:
        raise Refused("Eine Antwort ist öffentlich oder für alle Mitglieder des Netzwerks.")
    new["lands"] = [land for land in State.values if land in set(new["lands"])]
    new["sources"] = checked(new["sources"])
    return new
