"""A profile of one organisation: begin, write together, hand in, take back."""

from collections.abc import Mapping
from secrets import choice

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import sharing, texts
from allmende.portal.exchange.domain.calls import asking, states
from allmende.portal.exchange.enums import SubmissionState
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.models import Member

MOST = 5  # profiles of one organisation in one call
SPARE = 40  # numbers that nobody gets, so that a number tells nothing
TRIES = 8
CHANGED = (
    "Jemand aus Ihrer Organisation hat dieses Profil inzwischen geändert. Ihre Eingaben sind nicht "
    "verloren, und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie "
    "dann erneut."
)


@transaction.atomic
def begin(call: Call, *, title: str, answers: Mapping[str, str], by: Member) -> Submission:
    """A draft that only the organisation of ``by`` sees."""
    require(rules.may_submit, by, call)
    states.require_open(call)
    states.lock(call)
    if Submission.objects.filter(call=call, organisation=by.organisation).count() >= MOST:
        raise Refused(f"Mehr als {MOST} Profile einer Organisation nimmt der Aufruf nicht an.")
    submission = Submission.objects.create(
        call=call, title=title, answers=_known(call, answers), **sharing.stamp(by)
    )
    audit.record("exchange.submission_begun", by=by, about=submission)
    return submission


@transaction.atomic
def change(
    submission: Submission, *, title: str, answers: Mapping[str, str], revision: int, by: Member
) -> Submission:
    """Until the deadline, after handing in as well."""
    require(rules.may_edit_submission, by, submission)
    states.require_open(submission.call)
    if submission.state == SubmissionState.SUBMITTED:
        _require_complete(submission.call, answers)
    known = _known(submission.call, answers)
    _touch(submission, revision=revision, title=title, answers=known)
    audit.record("exchange.submission_changed", by=by, about=submission)
    return submission


@transaction.atomic
def submit(submission: Submission, *, by: Member) -> Submission:
    """Hand in what is complete; the number that the jury sees is drawn."""
    require(rules.may_edit_submission, by, submission)
    states.require_open(submission.call)
    if submission.state == SubmissionState.SUBMITTED:
        return submission  # sent twice
    _require_complete(submission.call, submission.answers)
    number = submission.number or draw(submission.call)
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                _touch(
                    submission,
                    revision=submission.revision,
                    state=SubmissionState.SUBMITTED,
                    submitted_at=timezone.now(),
                    number=number,
                )
            break
        except IntegrityError:  # somebody drew the same number at the same moment
            if attempt == TRIES - 1:
                raise
            number = draw(submission.call)
    audit.record("exchange.submitted", by=by, about=submission)
    return submission


@transaction.atomic
def withdraw(submission: Submission, *, by: Member) -> Submission:
    """Out of the competition, as long as nothing has been decided; until the deadline it can
    come back.
    """
    require(rules.may_edit_submission, by, submission)
    if submission.state not in {SubmissionState.DRAFT, SubmissionState.SUBMITTED}:
        raise Refused("Darüber ist schon entschieden oder es ist schon zurückgezogen.")
    _touch(submission, revision=submission.revision, state=SubmissionState.WITHDRAWN)
    audit.record("exchange.submission_withdrawn", by=by, about=submission)
    return submission


def draw(call: Call) -> int:
    """A free number; nobody can tell from it who was early."""
    taken = set(
        Submission.objects.filter(call=call, number__isnull=False).values_list("number", flat=True)
    )
    return choice([one for one in range(1, 2 * len(taken) + SPARE) if one not in taken])


def _known(call: Call, answers: Mapping[str, str]) -> dict[str, str]:
    asked = [question["key"] for question in call.questions]
    kept = {key: texts.clean(str(answers.get(key, ""))) for key in asked}
    if any(len(text) > 2 * asking.LONGEST_ANSWER for text in kept.values()):
        raise Refused("Eine Antwort ist viel zu lang. Kürzen Sie sie.")
    return kept


def _require_complete(call: Call, answers: Mapping[str, str]) -> None:
    gaps = asking.missing(call.questions, answers)
    if gaps:
        raise Refused(" ".join(gaps))


def _touch(submission: Submission, *, revision: int, **fields: object) -> None:
    fields["updated_at"] = timezone.now()
    mine = Submission.objects.filter(pk=submission.pk, revision=revision)
    written = mine.update(revision=F("revision") + 1, **fields)
    submission.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)
