"""The two marks on a published version: outdated and withdrawn. Its words never change."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.legal import finding, telling
from allmende.portal.exchange.domain.legal.queries import current
from allmende.portal.exchange.domain.legal.recording import record
from allmende.portal.exchange.domain.legal.transitions import Step, allows, locked, take
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.models import Member

NO_ANSWER = "Zu dieser Frage gibt es keine gültige Antwort. Laden Sie die Seite neu."
NO_REASON = "Bitte schreiben Sie den Grund dazu. Er steht bei der Antwort."
LONGEST = 500


@transaction.atomic
def mark_outdated(question: LegalQuestion, *, reason: str, by: Member) -> AnswerVersion:
    """The law has changed; the answer stays readable with a warning."""
    require(rules.may_work, by)
    return _outdate(question, reason, by)


@transaction.atomic
def withdraw(question: LegalQuestion, *, reason: str, by: Member) -> AnswerVersion:
    """It is wrong: nobody finds it any more, and its page says why."""
    require(rules.may_serve, by)
    reason = _checked(reason)
    now = take(question, Step.WITHDRAW)
    version = _valid(now)
    version.withdrawn_at, version.withdrawn_reason = timezone.now(), reason
    version.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    finding.put_answer(version)
    record("withdrawn", by=by, about=now, details={"Grund": reason})
    people = [version.drafted_by_id, version.reviewed_by_id]
    telling.tell_concerned(now, f"Antwort zurückgezogen: {now.title}", but=by, also=people)
    question.refresh_from_db()
    return version


def mark_due() -> int:
    """Answers whose day of review has passed. Run daily; each is marked and told of once."""
    found = AnswerVersion.objects.filter(
        is_current=True,
        withdrawn_at=None,
        outdated_at=None,
        review_on__lt=timezone.localdate(),
        question__state__in=(LegalState.PUBLISHED, LegalState.DRAFTING, LegalState.REVIEWING),
    )
    count = 0
    for version in found.select_related("question"):
        count += _mark_if_due(version)
    return count


@transaction.atomic
def _mark_if_due(version: AnswerVersion) -> int:
    now = locked(version.question)
    still = AnswerVersion.objects.filter(
        pk=version.pk, is_current=True, withdrawn_at=None, outdated_at=None
    )
    if not allows(now.state, Step.OUTDATE) or not still.exists():
        return 0
    day = date_format(version.review_on, "j. F Y") if version.review_on else ""
    _outdate(now, f"Die Überprüfung war bis zum {day} vorgesehen und steht noch aus.", None)
    return 1


def _outdate(question: LegalQuestion, reason: str, by: Member | None) -> AnswerVersion:
    reason = _checked(reason)
    now = take(question, Step.OUTDATE)
    version = _valid(now)
    if version.outdated_at:
        raise Refused("Diese Antwort ist schon als überholungsbedürftig gekennzeichnet.")
    version.outdated_at, version.outdated_reason = timezone.now(), reason
    version.save(update_fields=["outdated_at", "outdated_reason"])
    record("outdated", by=by, about=now, details={"Grund": reason})
    people = [version.drafted_by_id, version.reviewed_by_id]
    telling.tell_concerned(now, f"Überholungsbedürftig: {now.title}", but=by, also=people)
    question.refresh_from_db()
    return version


def _valid(question: LegalQuestion) -> AnswerVersion:
    version = current(question)
    if version is None or version.withdrawn_at:
        raise Refused(NO_ANSWER)
    return version


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(NO_REASON)
    return reason[:LONGEST]
