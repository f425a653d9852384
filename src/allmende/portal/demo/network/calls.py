"""Calls for use-case profiles, one decided, one open."""

from datetime import date, timedelta
from typing import Any

from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import person
from allmende.portal.demo.register.clock import at
from allmende.portal.exchange.domain.calls import deciding, judging, organising, submitting
from allmende.portal.exchange.models import Call, Submission

DAY = timedelta(days=1)


def load(today: date) -> None:
    for facts in content.read("calls", today)["calls"]:
        call = _announce(facts)
        made = [_submit(call, told) for told in facts["submissions"]]
        if "decided_on" in facts:
            _judge(call, facts, made)
            _decide(call, facts, made)


def _announce(facts: dict[str, Any]) -> Call:
    organiser = person(facts["by"])
    values = {key: facts[key] for key in ("title", "text", "topic", "audience", "places")}
    values |= {
        "group": None,
        "opens_at": content.moment(facts["opens_on"], "08:00"),
        "closes_at": content.moment(facts["closes_on"], "18:00"),
        "jury_until": content.moment(facts["jury_until"], "18:00"),
    }
    with at(facts["day"]):
        call = organising.create_call(organiser.organisation, values=values, by=organiser)
        call = organising.set_form(
            call,
            questions=facts["questions"],
            criteria=facts["criteria"],
            revision=call.revision,
            by=organiser,
        )
        for email in facts["jurors"]:
            organising.add_juror(call, user=person(email).user, by=organiser)
        return organising.open_call(call, by=organiser)


def _submit(call: Call, told: dict[str, Any]) -> Submission:
    author = person(told["by"])
    with at(told["day"]):
        begun = submitting.begin(call, title=told["title"], answers=told["answers"], by=author)
        return submitting.submit(begun, by=author)


def _judge(call: Call, facts: dict[str, Any], made: list[Submission]) -> None:
    """On the day after the end, each juror but for the own organisation."""
    keys = [one["key"] for one in call.criteria]
    with at(facts["closes_on"] + DAY):
        organising.hand_to_jury()
        call.refresh_from_db()
        for email in facts["jurors"]:
            juror = person(email)
            for submission, told in zip(made, facts["submissions"], strict=True):
                submission.refresh_from_db()
                if submission.organisation_id != juror.organisation_id:
                    points = dict(zip(keys, told["scores"][email], strict=True))
                    note = "Nach den Kriterien des Aufrufs bewertet."
                    judging.score(submission, points=points, note=note, by=juror)
            judging.finish(call, by=juror)


def _decide(call: Call, facts: dict[str, Any], made: list[Submission]) -> None:
    told = list(zip(made, facts["submissions"], strict=True))
    outcomes = {one.pk: one_told["outcome"] for one, one_told in told}
    with at(facts["decided_on"]):
        deciding.decide(call, outcomes=outcomes, result=facts["result"], by=person(facts["by"]))
    for submission, one_told in told:
        if day := one_told.get("takes_over_on"):
            submission.refresh_from_db()
            with at(day):
                deciding.make_use_case(submission, by=person(one_told["by"]))
