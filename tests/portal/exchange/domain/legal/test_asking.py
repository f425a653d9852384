"""Asking, changing, "betrifft uns auch", following."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.legal import asking, queries, sighting
from allmende.portal.exchange.models import LegalQuestion, MeToo
from allmende.portal.organisations.enums import OrganisationKind
from tests import factories
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


def changed(**fields):
    return {"title": law.TITLE, "text": law.TEXT, "topic": "koki:law", "land": "", **fields}


def test_a_question_is_for_the_network_and_names_nobody(at):
    question = law.ask(at.asker)

    assert (question.state, question.scope, question.shows_organisation) == (
        "asked",
        "network",
        False,
    )
    assert law.told(at.expert) == law.told(at.second) == [f"Neue Rechtsfrage: {law.TITLE}"]
    assert law.told(at.reviewer) == law.told(at.other) == law.told(at.asker) == []
    assert law.recorded(question) == ["asked"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " \u200b "},
        {"text": "\u200d"},
        {"title": "x" * 201},
        {"text": "x" * 10_001},
        {"topic": "koki:nothing"},
        {"land": "XX"},
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(at, fields):
    with pytest.raises(Refused):
        law.ask(at.asker, **fields)

    assert LegalQuestion.objects.count() == 0


def test_html_and_hidden_signs_are_kept_as_text_and_dropped(at):
    question = law.ask(at.asker, title="Was\x00 gilt\u202e für <script>?")

    assert question.title == "Was gilt für <script>?"


def test_nobody_floods_the_experts(at, monkeypatch):
    monkeypatch.setattr(asking, "PER_DAY", 2)
    law.ask(at.asker)
    law.ask(at.asker)

    with pytest.raises(Refused, match="am Tag"):
        law.ask(at.asker)
    assert LegalQuestion.objects.count() == 2
    law.ask(at.colleague)


def test_who_is_no_longer_active_cannot_ask(at):
    at.asker.user.is_active = False

    with pytest.raises(PermissionDenied):
        law.ask(at.asker)


def test_who_has_asked_changes_it_until_it_is_sighted(at):
    question = law.ask(at.asker)
    asking.change(question, values=changed(title="Neu?"), revision=1, by=at.asker)
    assert (question.title, question.revision) == ("Neu?", 2)

    sighting.sight(question, by=at.expert)
    with pytest.raises(PermissionDenied):
        asking.change(question, values=changed(), revision=question.revision, by=at.asker)
    with pytest.raises(PermissionDenied):
        asking.change(question, values=changed(), revision=question.revision, by=at.other)
    asking.change(question, values=changed(), revision=question.revision, by=at.expert)
    assert question.title == law.TITLE


def test_two_who_change_at_once_lose_nothing(at):
    question = law.ask(at.asker)
    asking.change(question, values=changed(title="Erste?"), revision=1, by=at.asker)

    with pytest.raises(Conflict):
        asking.change(question, values=changed(title="Zweite?"), revision=1, by=at.expert)
    assert LegalQuestion.objects.get().title == "Erste?"


def test_only_who_has_asked_decides_about_the_name(at):
    question = law.ask(at.asker)
    values = changed(shows_organisation=True)
    asking.change(question, values=values, revision=1, by=at.expert)
    assert not question.shows_organisation

    asking.change(question, values=values, revision=2, by=at.asker)
    assert question.shows_organisation
    assert asking.asker_of(question, at.other) == "Stadt Schilfhausen"


def test_what_is_under_review_stands_still(at):
    question = law.ask(at.asker)
    law.submitted(at, question)

    with pytest.raises(Refused, match="steht deshalb fest"):
        asking.change(question, values=changed(), revision=question.revision, by=at.expert)


def test_me_too_counts_organisations_and_says_so_once(at):
    question = law.ask(at.asker)
    neighbour = factories.member(at.other.organisation, email="kim@ahornried.example")
    for member in (at.other, neighbour, at.other, at.asker, at.colleague):
        assert asking.me_too(question, by=member) == question

    assert MeToo.objects.count() == 3
    assert queries.concerned([question]) == {question.pk: 2}

    asking.not_me_too(question, by=at.other)
    asking.not_me_too(question, by=neighbour)
    assert queries.concerned([question]) == {question.pk: 1}


def test_notifications_can_be_stopped_even_by_who_has_asked(at):
    question = law.ask(at.asker)
    asking.follow(question, hears=False, by=at.asker)
    asking.follow(question, hears=True, by=at.other)
    law.published(at, question)

    assert law.told(at.asker) == []
    assert law.told(at.other) == [f"Beantwortet: {law.TITLE}"]


def test_an_open_question_can_be_retracted_with_a_reason(at):
    question = law.ask(at.asker)
    with pytest.raises(Refused, match="warum"):
        asking.retract(question, reason=" ", by=at.asker)
    with pytest.raises(PermissionDenied):
        asking.retract(question, reason="Egal", by=at.other)

    asking.retract(question, reason="Hat sich erledigt", by=at.asker)
    assert question.state == "withdrawn"


def test_a_question_that_concerns_others_stays(at):
    question = law.ask(at.asker)
    asking.me_too(question, by=at.other)
    with pytest.raises(Refused, match="auch andere"):
        asking.retract(question, reason="Erledigt", by=at.asker)

    asking.retract(question, reason="Keine Rechtsfrage", by=at.expert)
    assert law.told(at.other) == [f"Frage zurückgezogen: {law.TITLE}"]


def test_the_own_list_knows_what_the_organisation_has_asked(at):
    question, foreign = law.ask(at.asker), law.ask(at.other, "Etwas anderes?")
    asking.me_too(foreign, by=at.colleague)

    def mine(member):
        return set(queries.questions(member).filter(queries.of_ours(member)))

    assert mine(at.asker) == mine(at.colleague) == {question, foreign}
    assert mine(at.other) == {foreign}
    assert asking.asker_of(question, at.colleague) == "Ihre Organisation"
    assert asking.asker_of(question, at.other) == asking.asker_of(question, None) == ""


def test_experts_without_organisation_do_not_know_each_other(at):
    pool = factories.organisation("fachleute", kind=OrganisationKind.EXPERTS)
    one = factories.member(pool, email="eins@example.org")
    two = factories.member(pool, email="zwei@example.org")
    question = law.ask(one)

    assert set(queries.questions(one).filter(queries.of_ours(one))) == {question}
    assert set(queries.questions(two).filter(queries.of_ours(two))) == set()
    assert asking.asker_of(question, two) == ""
