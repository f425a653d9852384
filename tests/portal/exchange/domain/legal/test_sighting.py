"""Sighting and merging: everybody moves along, and nothing goes in circles."""

import pytest

from allmende.portal.core.domain import search, subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.enums import FollowLevel
from allmende.portal.exchange.domain.legal import asking, queries, sighting, telling
from allmende.portal.exchange.models import MeToo
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


def test_sighting_happens_once(at):
    question = law.ask(at.asker)
    sighting.sight(question, by=at.expert)

    with pytest.raises(Conflict, match="inzwischen „gesichtet“"):
        sighting.sight(question, by=at.second)
    assert law.recorded(question) == ["asked", "sighted"]


def test_everybody_moves_along_and_is_told_once(at):
    root, question = law.ask(at.colleague), law.ask(at.asker, "Dürfen Chats gespeichert werden?")
    asking.me_too(question, by=at.other)
    subscriptions.follow(at.reviewer.user, "legal_question", str(question.pk))
    subscriptions.follow(at.second.user, "legal_question", str(question.pk), level=FollowLevel.MUTE)
    law.forget_told()
    sighting.merge(question, into=root, by=at.expert)

    assert (question.state, question.merged_into) == ("merged", root)
    text = f"Zusammengeführt mit „{law.TITLE}“: Dürfen Chats gespeichert werden?"
    assert [law.told(m) for m in (at.asker, at.other, at.reviewer)] == [[text]] * 3
    assert law.told(at.colleague) == law.told(at.second) == []
    people = (at.asker, at.other, at.reviewer, at.colleague)
    assert telling.concerned(root) == {member.user_id for member in people}
    assert MeToo.objects.filter(key=str(question.pk)).count() == 0
    assert queries.concerned([root]) == {root.pk: 2}


def test_the_answer_reaches_who_was_merged(at):
    root, question = law.ask(at.other), law.ask(at.asker, "Das Gleiche?")
    sighting.merge(question, into=root, by=at.expert)
    law.forget_told()
    law.published(at, root)

    assert law.told(at.asker) == [f"Beantwortet: {law.TITLE}"]


def test_who_was_merged_is_concerned_even_after_the_account_is_gone(at):
    root, question = law.ask(at.other), law.ask(at.asker, "Das Gleiche?")
    sighting.merge(question, into=root, by=at.expert)
    at.asker.user.delete()

    assert queries.concerned([root]) == {root.pk: 2}


def test_no_question_is_merged_with_itself_or_in_a_circle(at):
    first, second = law.ask(at.asker, "Eins?"), law.ask(at.other, "Zwei?")
    with pytest.raises(Refused, match="dieselbe"):
        sighting.merge(first, into=first, by=at.expert)
    stale = type(first).objects.get(pk=first.pk)  # read before somebody merged it
    sighting.merge(first, into=second, by=at.expert)

    with pytest.raises(Refused, match="dieselbe"):
        sighting.merge(second, into=first, by=at.expert)
    with pytest.raises(Refused, match="gerade selbst"):
        sighting.merge(second, into=stale, by=at.expert)
    second.refresh_from_db()
    assert second.state == "asked"


def test_chains_are_one_step_deep(at):
    a, b, c = (law.ask(at.asker, title) for title in ("A?", "B?", "C?"))
    sighting.merge(a, into=b, by=at.expert)
    sighting.merge(b, into=c, by=at.expert)
    a.refresh_from_db()

    assert (a.merged_into, b.merged_into) == (c, c)
    d = law.ask(at.other, "D?")
    sighting.merge(d, into=a, by=at.expert)
    assert d.merged_into == c


def test_me_too_for_a_merged_question_counts_where_it_went(at):
    root, question = law.ask(at.colleague), law.ask(at.asker, "Das Gleiche?")
    sighting.merge(question, into=root, by=at.expert)

    assert asking.me_too(question, by=at.other) == root
    assert queries.concerned([root]) == {root.pk: 2}


def test_nothing_is_merged_with_what_is_withdrawn_or_while_it_is_written(at):
    gone, question = law.ask(at.asker, "Weg?"), law.ask(at.other, "Da?")
    asking.retract(gone, reason="Erledigt", by=at.asker)
    with pytest.raises(Refused, match="zurückgezogen"):
        sighting.merge(question, into=gone, by=at.expert)
    other = law.ask(at.other, "Andere?")
    law.taken(at, question)
    with pytest.raises(Conflict):
        sighting.merge(question, into=other, by=at.expert)


def test_what_was_merged_can_be_taken_apart(at):
    root, question = law.ask(at.other), law.ask(at.asker, "Doch anders?")
    sighting.merge(question, into=root, by=at.expert)
    sighting.separate(question, by=at.expert)

    assert (question.state, question.merged_into) == ("sighted", None)
    assert at.asker.user_id in telling.concerned(root) & telling.concerned(question)


def test_the_words_of_a_merged_question_find_the_other_one(at):
    root, question = law.ask(at.other), law.ask(at.asker, "Protokolle der Telefonate?")
    sighting.merge(question, into=root, by=at.expert)

    found = search.matching("Telefonate", kinds=["legal_question"], keys={"network"})
    assert list(found) == [root.pk]
