"""Writing an answer together, without losing a word."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.legal import drafting, reviewing, sighting
from allmende.portal.exchange.models import AnswerDraft
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def question(at):
    return law.ask(at.asker, land="BW")


def save(question, draft, by, **fields):
    values = law.content(**fields)
    return drafting.save(question, values=values, revision=draft.revision, by=by)


def test_a_draft_begins_with_the_land_today_and_a_year(at, question):
    draft = law.taken(at, question)
    today = timezone.localdate()

    assert (draft.lands, draft.valid_on) == (["BW"], today)
    assert 364 < (draft.review_on - today).days < 367
    assert (question.state, question.drafter) == ("drafting", at.expert.user)
    assert draft.writers == []


def test_leap_years_do_not_break_the_next_review():
    assert drafting.in_a_year(date(2028, 2, 29)) == date(2029, 2, 28)


def test_only_one_takes_a_question_on(at, question):
    law.taken(at, question)

    with pytest.raises(Conflict):
        drafting.take_on(question, by=at.second)


def test_every_writer_is_remembered(at, question):
    draft = law.written(at, question)
    draft = save(question, draft, at.second, short="Nein.")

    assert draft.writers == sorted([at.expert.user_id, at.second.user_id])
    assert draft.revision == 3


def test_saving_the_same_again_changes_nothing(at, question):
    draft = law.written(at, question)
    same = save(question, draft, at.second)

    assert (same.revision, same.writers) == (draft.revision, [at.expert.user_id])


def test_two_who_write_at_once_lose_nothing(at, question):
    draft = law.taken(at, question)
    save(question, draft, at.expert, short="Erste.")

    with pytest.raises(Conflict):
        save(question, draft, at.second, short="Zweite.")
    assert AnswerDraft.objects.get().short == "Erste."


def test_what_is_missing_is_said_before_it_is_submitted(at, question):
    draft = law.taken(at, question)
    yesterday = timezone.localdate() - timedelta(days=1)
    draft = save(question, draft, at.expert, short="", text="", sources=[], review_on=yesterday)

    with pytest.raises(Refused) as refused:
        drafting.submit(question, revision=draft.revision, by=at.expert)
    assert str(refused.value) == (
        "Es fehlt noch: eine kurze Antwort, eine Begründung, mindestens eine Quelle, "
        "ein Tag in der Zukunft für die nächste Überprüfung."
    )


def test_a_second_version_says_what_is_new(at, question):
    law.published(at, question)
    draft = drafting.take_on(question, by=at.expert)
    draft = save(question, draft, at.expert, short="Jetzt anders.")

    with pytest.raises(Refused, match="was an dieser Fassung neu ist"):
        drafting.submit(question, revision=draft.revision, by=at.expert)


@pytest.mark.parametrize(
    "fields",
    [
        {"short": "x" * 1501},
        {"text": "x" * 50_001},
        {"audience": "organisation"},
        {"sources": [{"place": "Art. 5"}]},
        {"sources": [{"title": "DSGVO", "url": "javascript:alert(1)"}]},
        {"sources": [{"title": "x" * 201}]},
        {"sources": [{"title": str(n)} for n in range(21)]},
    ],
)
def test_what_cannot_be_saved_is_refused(at, question, fields):
    draft = law.taken(at, question)

    with pytest.raises(Refused):
        save(question, draft, at.expert, **fields)
    assert AnswerDraft.objects.get().revision == 1


def test_lands_and_sources_are_put_in_order(at, question):
    draft = law.taken(at, question)
    rows = [{}, {"title": " DSGVO ", "place": ""}, {"title": "", "url": " "}]
    draft = save(question, draft, at.expert, lands=["TH", "XX", "BW", "BW"], sources=rows)

    assert draft.lands == ["BW", "TH"]
    assert draft.sources == [{"title": "DSGVO", "place": "", "url": ""}]


def test_what_is_changed_after_it_was_submitted_must_be_submitted_again(at, question):
    draft = law.submitted(at, question)
    changed = save(question, draft, at.second, short="Doch nicht.")

    assert (question.state, changed.submitted_at) == ("drafting", None)
    with pytest.raises(Conflict):
        reviewing.approve(question, revision=changed.revision, by=at.reviewer)


def test_reviewers_hear_of_a_submitted_draft_at_once(at, question):
    law.submitted(at, question)

    assert law.told(at.reviewer) == [f"Zur juristischen Prüfung: {law.TITLE}"]


def test_a_question_is_assigned_to_an_expert(at, question):
    law.taken(at, question)
    law.forget_told()
    drafting.assign(question, to=at.second.user, by=at.expert)

    assert question.drafter == at.second.user
    assert law.told(at.second) == [f"Ihnen zugewiesen: {law.TITLE}"]
    with pytest.raises(Refused, match="keine Rechtsfragen"):
        drafting.assign(question, to=at.other.user, by=at.expert)


def test_nothing_is_written_before_it_is_taken_on(at, question):
    sighting.sight(question, by=at.expert)

    with pytest.raises(Refused, match="gerade nicht gearbeitet"):
        drafting.save(question, values=law.content(), revision=1, by=at.expert)
