"""The organiser decides with the ranking in view; authors hear of it; profiles become use cases."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, handover, links, subscriptions, things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.domain.things import Thing
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain.calls import finding, queries, states
from allmende.portal.exchange.domain.calls.organising import address_of
from allmende.portal.exchange.domain.calls.queries import KIND
from allmende.portal.exchange.domain.calls.ranking import Ranked, Score, ranking
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.models import Member

OUTCOMES = (SubmissionState.SELECTED, SubmissionState.RESERVE, SubmissionState.DECLINED)
USE_CASE = "use_case"  # the receiver in the register, and the kind of thing it makes
LONGEST_TITLE, LONGEST_SUMMARY = 150, 1000


def ranked(call: Call) -> list[Ranked]:
    """Out of the scores of jurors who have finished; one query."""
    rows = queries.scores_of(call).filter(juror__finished_at__isnull=False)
    scores = [Score(one.submission_id, one.points, one.is_biased) for one in rows]
    return ranking(call.criteria, scores, list(queries.judged(call).values_list("pk", flat=True)))


@transaction.atomic
def decide(call: Call, *, outcomes: Mapping[int, str], result: str, by: Member) -> Call:
    """``outcomes``: number of the row of every submission -> selected, reserve or declined."""
    require(rules.may_manage, by, call)
    states.lock(call)
    rows = list(queries.judged(call).select_related("author"))
    _check(call, rows, outcomes, result)
    states.advance(call, to=CallState.DECIDED, decided_at=timezone.now(), result=result)
    for row in rows:
        row.state = SubmissionState(outcomes[row.pk])
        row.save(update_fields=["state"])
        _tell(row, call)
    counts = {word.label: sum(row.state == word for row in rows) for word in OUTCOMES}
    audit.record(
        "exchange.call_decided",
        by=by,
        about=call,
        organisation_id=call.organisation_id,
        details=counts,
    )
    finding.put(call)
    _tell_followers(call, rows, by)
    return call


@transaction.atomic
def make_use_case(submission: Submission, *, by: Member) -> Thing:
    """An idea in the own register, linked with the call. Once for each profile."""
    require(rules.may_edit_submission, by, submission)
    call = submission.call
    row = Submission.objects.select_for_update().get(pk=submission.pk)  # parallel clicks
    if states.state_of(call) != CallState.DECIDED or row.state not in OUTCOMES:
        raise Refused("Über den Aufruf ist noch nicht entschieden.")
    if row.made_into:
        raise Refused("Daraus ist schon ein Anwendungsfall geworden.")
    thing = handover.give(USE_CASE, values_of(submission), by=by)
    submission.made_into = thing.key
    submission.save(update_fields=["made_into"])
    links.connect((KIND, str(call.pk)), (thing.kind, thing.key), by=by)
    audit.record("exchange.submission_made_use_case", by=by, about=submission)
    return thing


def values_of(submission: Submission) -> dict[str, object]:
    """What the register gets: answers under the names of its fields, and where they come from."""
    call = submission.call
    texts = {
        question["maps_to"]: submission.answers.get(question["key"], "")
        for question in call.questions
        if question["maps_to"]
    }
    rest = [
        f"{question['label']}\n{submission.answers.get(question['key'], '')}"
        for question in call.questions
        if not question["maps_to"] and submission.answers.get(question["key"])
    ]
    summary = str(texts.pop("summary", "") or submission.title)
    return {
        **texts,
        "title": submission.title[:LONGEST_TITLE],
        "summary": summary[:LONGEST_SUMMARY],
        "topic": call.topic,
        "source": {
            "title": call.title,
            "url": address_of(call),
            "note": f"Aus dem Aufruf „{call.title}“",
            "outcome": submission.get_state_display(),
            "more": rest,
        },
    }


def _check(call: Call, rows: list[Submission], outcomes: Mapping[int, str], result: str) -> None:
    if states.state_of(call) != CallState.JURY:
        raise Refused("Entscheiden können Sie nach dem Einsendeschluss, und nur einmal.")
    if not result.strip():
        raise Refused("Schreiben Sie ein Ergebnis. Alle, die mitgemacht haben, lesen es.")
    if any(outcomes.get(row.pk) not in OUTCOMES for row in rows):
        raise Refused("Entscheiden Sie über jede Einreichung.")
    chosen = sum(outcomes[row.pk] == SubmissionState.SELECTED for row in rows)
    if call.places is not None and chosen > call.places:
        word = "Platz" if call.places == 1 else "Plätze"
        raise Refused(f"Es gibt {call.places} {word}, ausgewählt sind {chosen}.")


def _tell(row: Submission, call: Call) -> None:
    if row.author and row.author.is_active:
        word = SubmissionState(row.state).label
        notify(
            row.author,
            text=f"Entschieden: „{row.title}“ ist {word}. Aufruf „{call.title}“",
            url=address_of(call),
            reason=Reason.ASSIGNED,
            organisation_id=row.organisation_id,
        )


def _tell_followers(call: Call, rows: list[Submission], by: Member) -> None:
    known = {by.user_id, *(row.author_id for row in rows)}
    people = [u for u in subscriptions.followers(KIND, str(call.pk)) if u.pk not in known]
    seen = things.seen_by([user.pk for user in people], [(KIND, str(call.pk))])
    for user in people:
        if seen(user.pk, KIND, str(call.pk)):
            text = f"Das Ergebnis steht fest: „{call.title}“"
            about = (KIND, str(call.pk))
            notify(user, text=text, url=address_of(call), reason=Reason.FOLLOWING, about=about)
