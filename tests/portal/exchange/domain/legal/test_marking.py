"""Outdated and withdrawn: marks that say why, and whom it concerns hears of it once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain import search, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.legal import asking, drafting, finding, marking, queries
from allmende.portal.exchange.models import AnswerVersion
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def question(at):
    found = law.answered(at)
    asking.me_too(found, by=at.other)
    law.forget_told()
    return found


def overdue(question):
    yesterday = timezone.localdate() - timedelta(days=1)
    AnswerVersion.objects.filter(question=question).update(review_on=yesterday)


def test_an_outdated_answer_stays_with_a_warning(at, question):
    marking.mark_outdated(question, reason="Das Gesetz hat sich geändert.", by=at.expert)

    version = queries.current(question)
    assert (question.state, version.outdated_reason) == (
        "outdated",
        "Das Gesetz hat sich geändert.",
    )
    text = [f"Überholungsbedürftig: {law.TITLE}"]
    assert law.told(at.asker) == law.told(at.other) == law.told(at.reviewer) == text
    assert list(queries.public_answers()) == [version]
    with pytest.raises(Conflict):
        marking.mark_outdated(question, reason="Noch einmal", by=at.expert)


@pytest.mark.parametrize("action", [marking.mark_outdated, marking.withdraw])
def test_both_need_a_reason(at, question, action):
    with pytest.raises(Refused, match="Grund"):
        action(question, reason="  ", by=at.expert)


def test_a_withdrawn_answer_is_found_nowhere(at, question):
    marking.withdraw(question, reason="Falsch.", by=at.reviewer)

    assert question.state == "withdrawn"
    assert law.told(at.asker) == law.told(at.expert) == [f"Antwort zurückgezogen: {law.TITLE}"]
    assert list(queries.public_answers()) == list(queries.valid_answers(at.other)) == []
    assert things.one(None, "legal_answer", str(question.pk)) is None
    assert search.known("legal_answer") == set()
    finding.rebuild()
    assert search.known("legal_answer") == set()


def test_it_becomes_valid_again_only_as_a_new_reviewed_version(at, question):
    marking.withdraw(question, reason="Falsch.", by=at.expert)
    version = law.published(at, question, short="Richtig.", change_note="Fehler behoben.")

    assert (version.number, version.withdrawn_at) == (2, None)
    assert list(queries.public_answers()) == [version]


def test_marks_do_not_stop_the_work_on_the_next_version(at, question):
    draft = drafting.take_on(question, by=at.expert)
    marking.mark_outdated(question, reason="Neues Gesetz.", by=at.second)
    assert question.state == "drafting"
    marking.withdraw(question, reason="Falsch.", by=at.second)
    assert question.state == "drafting"
    with pytest.raises(Refused, match="keine gültige Antwort"):
        marking.withdraw(question, reason="Noch einmal.", by=at.second)
    values = law.content(short="Neu.", change_note="Neues Gesetz.")
    drafting.save(question, values=values, revision=draft.revision, by=at.expert)
    assert queries.current(question).withdrawn_reason == "Falsch."


def test_an_unanswered_question_has_nothing_to_mark(at):
    question = law.ask(at.asker)
    law.taken(at, question)

    with pytest.raises(Refused, match="keine gültige Antwort"):
        marking.mark_outdated(question, reason="Alt.", by=at.expert)


def test_the_day_of_review_passes_and_everybody_hears_once(at, question):
    assert marking.mark_due() == 0
    overdue(question)

    assert (marking.mark_due(), marking.mark_due()) == (1, 0)
    question.refresh_from_db()
    assert question.state == "outdated"
    assert "steht noch aus" in queries.current(question).outdated_reason
    text = [f"Überholungsbedürftig: {law.TITLE}"]
    people = (at.asker, at.other, at.expert, at.reviewer)
    assert [law.told(member) for member in people] == [text] * 4


def test_an_overdue_answer_is_marked_while_the_next_one_is_written(at, question):
    drafting.take_on(question, by=at.expert)
    overdue(question)

    assert (marking.mark_due(), marking.mark_due()) == (1, 0)
    question.refresh_from_db()
    assert question.state == "drafting"


def test_a_new_version_has_no_mark(at, question):
    marking.mark_outdated(question, reason="Neues Gesetz.", by=at.expert)
    version = law.published(at, question, short="Neu.", change_note="Neues Gesetz.")

    assert (question.state, version.outdated_at) == ("published", None)
