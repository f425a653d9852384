"""Whatever people try in whatever order: one person never publishes, versions never change."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.legal import (
    asking,
    drafting,
    marking,
    queries,
    reviewing,
    sighting,
)
from allmende.portal.exchange.domain.legal.transitions import TABLE, Step
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.organisations.enums import NetworkRole
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


def revision(question: LegalQuestion) -> int:
    draft = queries.draft(question)
    return draft.revision if draft else 0


def write(question: LegalQuestion, by: Any, words: str) -> object:
    values = law.content(short=words, change_note="Neu.")
    return drafting.save(question, values=values, revision=revision(question), by=by)


ACTIONS = {
    "sight": lambda q, by, _: sighting.sight(q, by=by),
    "take_on": lambda q, by, _: drafting.take_on(q, by=by),
    "write": write,
    "submit": lambda q, by, _: drafting.submit(q, revision=revision(q), by=by),
    "approve": lambda q, by, _: reviewing.approve(q, revision=revision(q), by=by),
    "send_back": lambda q, by, w: reviewing.send_back(q, note=w, revision=revision(q), by=by),
    "outdate": lambda q, by, w: marking.mark_outdated(q, reason=w, by=by),
    "withdraw": lambda q, by, w: marking.withdraw(q, reason=w, by=by),
    "retract": lambda q, by, w: asking.retract(q, reason=w, by=by),
}
WAY = ("sight", "take_on", "write", "submit", "approve")


@pytest.fixture
def people():
    """Everybody may do everything: only being the same person can stop them."""
    at = law.network()
    place = at.expert.organisation
    both = (NetworkRole.EXPERT, NetworkRole.REVIEWER)
    return [law.servant(place, *both, email=f"alle-{n}@example.org") for n in range(3)]


steps = st.lists(st.tuples(st.sampled_from([*ACTIONS, *WAY, *WAY]), st.integers(0, 2)), max_size=25)


@given(steps=steps, words=st.sampled_from(["Ja.", "Nein.", "Vielleicht."]))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_path_publishes_with_one_person_and_versions_never_change(people, steps, words):
    with transaction.atomic():
        _walk(people, steps, words)
        transaction.set_rollback(True)


def _walk(people: list[Any], steps: list[tuple[str, int]], words: str) -> None:
    question = law.ask(people[0])
    seen: dict[int, dict[str, Any]] = {}
    wrote: set[int] = set()
    for number, (name, who) in enumerate(steps):
        by, before, count = people[who], question.state, len(seen)
        draft = queries.draft(question)
        writers = set(draft.writers) if draft else set()
        with suppress(Refused):
            ACTIONS[name](question, by, f"{words} {number}")
            assert question.state in {to for step in TABLE.values() for to in step.values()}
        question.refresh_from_db()
        versions = {row["number"]: row for row in AnswerVersion.objects.values()}
        if len(versions) > count:
            assert (name, before, question.state) == ("approve", "reviewing", "published")
            assert writers
            assert by.user_id not in writers | wrote
            wrote = set()
        elif name == "write" and question.state == LegalState.DRAFTING:
            wrote = set(queries.draft(question).writers)
        elif queries.draft(question) is None:
            wrote = set()
        _unchanged(seen, versions)
        seen = versions
        assert sum(row["is_current"] for row in versions.values()) == bool(versions)


def _unchanged(before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]]) -> None:
    marks = {"is_current", "outdated_at", "outdated_reason", "withdrawn_at", "withdrawn_reason"}
    for number, row in before.items():
        now = after[number]
        assert {key for key in row if row[key] != now[key]} <= marks
        assert row["withdrawn_at"] is None or now["withdrawn_at"] == row["withdrawn_at"]


def test_the_plain_way_works(people):
    """Else the property above would hold because nothing ever happens."""
    question = law.ask(people[0])
    for name, who in zip(WAY, (0, 0, 0, 0, 1), strict=True):
        ACTIONS[name](question, people[who], "Ja.")

    assert AnswerVersion.objects.count() == 1


def test_every_state_but_the_first_can_be_reached_and_left():
    reached = {to for steps in TABLE.values() for to in steps.values()}
    left = {state for steps in TABLE.values() for state in steps}

    assert reached == set(LegalState) - {LegalState.ASKED}
    assert left == set(LegalState)
    assert [s for s, steps in TABLE.items() if LegalState.PUBLISHED in steps.values()] == [
        Step.PUBLISH
    ]


# Who may do what at all; everybody else is refused for want of the task.
EXPERTS, REVIEWERS = {"expert", "second"}, {"reviewer"}
MAY = {
    "sight": EXPERTS,
    "take_on": EXPERTS,
    "write": EXPERTS,
    "submit": EXPERTS,
    "approve": REVIEWERS,
    "send_back": REVIEWERS,
    "outdate": EXPERTS,
    "withdraw": EXPERTS | REVIEWERS,
    "retract": EXPERTS | {"asker"},
}
EVERYBODY = ("asker", "colleague", "other", "expert", "second", "reviewer", "moderator")


@pytest.mark.parametrize("name", ACTIONS)
def test_every_step_as_every_role(name):
    at = law.network()
    place = at.expert.organisation
    moderator = law.servant(place, NetworkRole.MODERATOR, NetworkRole.ORGANISER)
    states = {
        "sight": law.ask(at.asker),
        "retract": law.ask(at.asker),
        "take_on": law.answered(at),
        "outdate": law.answered(at),
        "withdraw": law.answered(at),
    }
    open_ = law.ask(at.asker)
    law.submitted(at, open_)
    question = states.get(name, open_)
    if name == "submit":
        drafting.save(
            question, values=law.content(short="x"), revision=revision(question), by=at.expert
        )
    allowed = set()
    for person in EVERYBODY:
        by = moderator if person == "moderator" else getattr(at, person)
        mine = LegalQuestion.objects.get(pk=question.pk)
        try:
            with transaction.atomic():
                ACTIONS[name](mine, by, "Ein Grund.")
                allowed.add(person)
                transaction.set_rollback(True)
        except PermissionDenied:
            continue

    assert allowed == MAY[name]
