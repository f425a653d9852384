"""The second person, versions, and telling everybody concerned once."""

import threading

import pytest
from django.db import connection, connections

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.enums import FollowLevel
from allmende.portal.exchange.domain.legal import asking, drafting, reviewing
from allmende.portal.exchange.models import AnswerDraft, AnswerReview, AnswerVersion
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member, NetworkRoleAssignment
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def question(at):
    return law.ask(at.asker)


def also_reviews(member):
    NetworkRoleAssignment.objects.create(user=member.user, role=NetworkRole.REVIEWER)
    return Member.objects.get(pk=member.pk)  # without what it remembers of its tasks


def test_a_second_person_publishes_version_one(at, question):
    draft = law.submitted(at, question)
    version = reviewing.approve(question, revision=draft.revision, by=at.reviewer, note="Gut.")

    assert (version.number, version.is_current, version.scope) == (1, True, "public:network")
    assert (version.drafted_by, version.reviewed_by) == (at.expert.user, at.reviewer.user)
    assert (version.title, version.short) == (law.TITLE, draft.short)
    assert (question.state, AnswerDraft.objects.count()) == ("published", 0)
    review = AnswerReview.objects.get()
    assert (review.approves, review.draft_revision, review.note) == (True, draft.revision, "Gut.")


@pytest.mark.parametrize("writer", ["expert", "second"])
def test_nobody_reviews_what_they_wrote(at, question, writer):
    draft = law.written(at, question)
    values = law.content(short="Anders.")
    draft = drafting.save(question, values=values, revision=draft.revision, by=at.second)
    drafting.submit(question, revision=draft.revision, by=at.expert)
    person = also_reviews(getattr(at, writer))

    with pytest.raises(Refused, match="vier Augen"):
        reviewing.approve(question, revision=draft.revision, by=person)
    with pytest.raises(Refused, match="vier Augen"):
        reviewing.send_back(question, note="Hm", revision=draft.revision, by=person)
    assert AnswerVersion.objects.count() == 0


def test_who_only_submits_cannot_review_either(at, question):
    draft = law.written(at, question)
    person = also_reviews(at.second)
    drafting.submit(question, revision=draft.revision, by=person)

    with pytest.raises(Refused, match="vier Augen"):
        reviewing.approve(question, revision=draft.revision, by=person)


def test_only_what_was_read_is_published(at, question):
    draft = law.submitted(at, question)

    with pytest.raises(Conflict):
        reviewing.approve(question, revision=draft.revision - 1, by=at.reviewer)
    question.refresh_from_db()
    assert (question.state, AnswerVersion.objects.count()) == ("reviewing", 0)


def test_sending_back_needs_a_note_and_tells_the_drafter(at, question):
    draft = law.submitted(at, question)
    with pytest.raises(Refused, match="was zu ändern ist"):
        reviewing.send_back(question, note=" ", revision=draft.revision, by=at.reviewer)
    law.forget_told()
    reviewing.send_back(question, note="Quelle fehlt", revision=draft.revision, by=at.reviewer)

    assert question.state == "drafting"
    assert law.told(at.expert) == [f"Entwurf zurückgegeben: {law.TITLE}"]
    drafting.submit(question, revision=draft.revision, by=at.expert)
    reviewing.approve(question, revision=draft.revision, by=at.reviewer)
    assert question.state == "published"


def test_everybody_concerned_hears_of_each_version_once(at, question):
    key = str(question.pk)
    asking.me_too(question, by=at.other)
    subscriptions.follow(at.other.user, "legal_question", key)
    subscriptions.follow(at.colleague.user, "topic", "koki:law", level=FollowLevel.NEW)
    law.forget_told()
    law.published(at, question)

    first = [f"Beantwortet: {law.TITLE}"]
    assert law.told(at.asker) == law.told(at.other) == law.told(at.expert) == first
    assert law.told(at.colleague) == [f"Neue Antwort in Ihrem Themenfeld: {law.TITLE}"]

    law.forget_told()
    law.published(at, question, short="Neu.", change_note="Das Gesetz ist neu.")
    second = [f"Neue Fassung 2: {law.TITLE}"]
    assert law.told(at.asker) == law.told(at.other) == second
    assert law.told(at.colleague) == []


def test_who_has_left_the_network_hears_nothing(at, question):
    asking.me_too(question, by=at.other)
    at.other.delete()
    law.published(at, question)

    assert law.told(at.other) == []


def test_versions_stay_as_they_were(at, question):
    first = law.published(at, question)
    before = AnswerVersion.objects.values().get()
    second = law.published(
        at, question, short="Neu.", change_note="Neues Gesetz.", audience="network"
    )

    after = AnswerVersion.objects.values().get(pk=first.pk)
    assert after == before | {"is_current": False}
    assert (second.number, second.scope, second.short) == (2, "network", "Neu.")
    assert list(question.versions.filter(is_current=True)) == [second]


def test_a_review_that_comes_after_the_day_of_the_next_one_is_refused(at, question):
    draft = law.submitted(at, question)
    AnswerDraft.objects.update(review_on="2020-01-01")

    with pytest.raises(Refused, match="Geben Sie den Entwurf zurück"):
        reviewing.approve(question, revision=draft.revision, by=at.reviewer)


def test_the_second_to_approve_is_too_late(at, question):
    draft = law.submitted(at, question)
    colleague = law.servant(
        at.other.organisation, NetworkRole.REVIEWER, email="pruef@ahornried.example"
    )
    reviewing.approve(question, revision=draft.revision, by=at.reviewer)

    with pytest.raises(Conflict, match="inzwischen „veröffentlicht“"):
        reviewing.approve(question, revision=draft.revision, by=colleague)
    assert AnswerVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_in_the_same_moment_make_one_version(at):
    if connection.vendor == "sqlite":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")
    question = law.ask(at.asker)
    draft = law.submitted(at, question)
    place = at.other.organisation
    people = [at.reviewer] + [
        law.servant(place, NetworkRole.REVIEWER, email=f"{n}@example.org") for n in range(5)
    ]
    refused, others = [], []
    ready = threading.Barrier(len(people))

    def approve(person):
        try:
            ready.wait()
            mine = type(question).objects.get(pk=question.pk)
            reviewing.approve(mine, revision=draft.revision, by=person)
        except Conflict as conflict:
            refused.append(conflict)
        except Exception as error:
            others.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (others, len(refused)) == ([], 5)
    assert AnswerVersion.objects.count() == AnswerReview.objects.count() == 1
    assert law.told(at.asker) == [f"Beantwortet: {law.TITLE}"]
