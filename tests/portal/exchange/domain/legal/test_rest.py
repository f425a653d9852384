"""Differences, documents, the work desk, personal data, topics, search."""

import time

import pytest
from django.db import connection
from django.template.defaultfilters import striptags
from django.test.utils import CaptureQueriesContext

from allmende.portal.core.documents.word import as_word
from allmende.portal.core.domain import personal, search, things, topic_sections
from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.legal import (
    differences,
    drafting,
    finding,
    printing,
    queries,
    reviewing,
    sighting,
    waiting,
)
from allmende.portal.exchange.domain.moderation import deciding
from allmende.portal.organisations.domain import accounts
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import NetworkRole
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


def test_differences_are_told_by_sentences(at):
    question = law.ask(at.asker)
    old = law.published(at, question, text="Eins bleibt. Zwei geht. Drei bleibt.")
    new = law.published(
        at, question, text="Eins bleibt. Zwei kommt. Drei bleibt.", lands=["BW"], change_note="Neu."
    )
    fields = {field.label: field.parts for field in differences.between(old, new)}

    assert list(fields) == ["Begründung", "Länder"]
    assert [(part.kind, part.sentences) for part in fields["Begründung"]] == [
        ("same", ["Eins bleibt."]),
        ("gone", ["Zwei geht."]),
        ("new", ["Zwei kommt."]),
        ("same", ["Drei bleibt."]),
    ]
    assert differences.between(old, old) == []


def test_hostile_texts_are_compared_in_time():
    begun = time.perf_counter()
    differences.parts(["a."] * 15_000, ["a."] * 14_000 + ["b."] * 1_000)
    differences.parts(["a.", "b."] * 7_000, ["b.", "a."] * 7_000)

    assert time.perf_counter() - begun < 5


def test_a_document_says_what_it_is_not(at):
    version = law.published(at, law.ask(at.asker), text="## Grundlage\n\n- Erstens\n\n<b>roh</b>")
    document = printing.as_document(version)

    assert document.subtitle == "Geprüfte Antwort, Fassung 1"
    assert document.blocks[0].title == "Keine Rechtsberatung im Einzelfall"
    assert as_word(document).startswith(b"PK")


def test_the_desk_shows_each_what_waits_for_them(at):
    asked, sighted = law.ask(at.asker, "Neu?"), law.ask(at.asker, "Gesichtet?")
    sighting.sight(sighted, by=at.expert)
    drafted, submitted = law.ask(at.asker, "In Arbeit?"), law.ask(at.asker, "Geprüft?")
    law.taken(at, drafted)
    law.submitted(at, submitted)
    due = law.answered(at, "Fällig?")
    due.versions.update(review_on="2020-01-01")
    desk = waiting.desk(at.expert)

    assert (desk.asked, desk.sighted, desk.drafting, desk.due) == (
        [asked],
        [sighted],
        [drafted],
        [due],
    )
    assert (desk.reviewing, [d.question for d in desk.submitted]) == ([], [submitted])
    place = "/austausch/rechtsfragen/werkbank/#"
    assert waiting.tasks(at.expert) == [
        (1, "Rechtsfrage zu sichten", f"{place}sichten"),
        (1, "Rechtsfrage zu übernehmen", f"{place}offen"),
        (1, "Antwort zu schreiben", f"{place}arbeit"),
        (1, "Antwort zu überprüfen", f"{place}faellig"),
    ]
    assert waiting.tasks(at.reviewer) == [(1, "Antwort zu prüfen", f"{place}pruefung")]
    assert waiting.tasks(at.other) == []


def test_the_tasks_of_the_start_page_take_a_fixed_number_of_queries(at):
    def count():
        with CaptureQueriesContext(connection) as caught:
            waiting.tasks(at.expert)
        return len(caught)

    law.ask(at.asker)
    count()  # the person's tasks are remembered
    first = count()
    for number in range(3):
        law.ask(at.asker, f"Frage {number}?")
        law.submitted(at, law.ask(at.asker, f"Geprüft {number}?"))
    assert count() == first


def test_deleted_accounts_leave_questions_and_answers_under_a_label(at):
    question = law.answered(at)
    open_ = law.ask(at.asker, "Offen?")
    draft = law.written(at, open_)
    for member in (at.asker, at.expert, at.reviewer):
        user = member.user
        personal.forget(user, label="Ehemaliges Mitglied")
        user.delete()
    version = queries.current(question)
    draft.refresh_from_db()
    question.refresh_from_db()

    assert (question.author, question.author_label) == (None, "Ehemaliges Mitglied")
    assert (version.drafted_by_label, version.reviewed_by_label) == ("Ehemaliges Mitglied",) * 2
    assert (draft.writers, draft.drafted_by_label) == ([0], "Ehemaliges Mitglied")
    assert queries.concerned([question]) == {question.pk: 1}


def test_an_orphaned_draft_is_finished_by_others(at):
    question = law.ask(at.asker)
    draft = law.written(at, question)
    personal.forget(at.expert.user, label="Ehemaliges Mitglied")
    at.expert.user.delete()
    question.refresh_from_db()
    drafting.assign(question, to=at.second.user, by=at.second)
    drafting.submit(question, revision=draft.revision, by=at.second)
    version = reviewing.approve(question, revision=draft.revision, by=at.reviewer)

    assert version.drafted_by == at.second.user


def test_an_account_that_is_erased_takes_its_name_along(at):
    question = law.answered(at)
    accounts.erase(at.expert.user, by=at.expert.user)

    assert queries.current(question).drafted_by is None


def test_a_person_gets_a_copy_of_what_they_wrote(at):
    law.answered(at)

    asked = personal.copy_of(at.asker.user)["legal_questions"]
    assert [one["title"] for one in asked["asked"]] == [law.TITLE]
    wrote = personal.copy_of(at.expert.user)["legal_questions"]
    assert [one["number"] for one in wrote["answers"]] == [1]
    reviewed = personal.copy_of(at.reviewer.user)["legal_questions"]
    assert [one["approves"] for one in reviewed["reviews"]] == [True]


def test_topics_show_answers_to_who_may_see_them(at):
    law.answered(at, "Öffentlich?")
    law.answered(at, "Intern?", audience="network")

    def titles(reader):
        found = dict(topic_sections.sections(reader, "koki:law")).get("Geprüfte Antworten", [])
        return [(thing.title, thing.url[:10]) for thing in found]

    assert titles(None) == [("Öffentlich?", "/antworten")]
    assert {title for title, _ in titles(at.other)} == {"Öffentlich?", "Intern?"}


def test_everything_is_found_again_after_a_restored_backup(at):
    question = law.answered(at)
    hidden = law.answered(at, "Nur intern?", audience="network")
    search.clear("legal_question")
    search.clear("legal_answer")

    assert finding.catch_up() == 4
    assert finding.catch_up() == 0
    keys = find_keys(None)
    assert list(search.matching("Einwilligung", kinds=["legal_answer"], keys=keys)) == [question.pk]
    assert finding.rebuild() == 4
    assert things.one(None, "legal_answer", str(hidden.pk)) is None
    assert things.one(None, "legal_question", str(question.pk)) is None
    scopes = things.kind("legal_answer").scopes([str(question.pk), str(hidden.pk), "x"])
    assert scopes == {str(question.pk): "public:network", str(hidden.pk): "network"}


def test_a_hidden_question_is_gone_until_it_is_shown_again(at, client):
    moderator = law.servant(at.expert.organisation, NetworkRole.MODERATOR)
    question = law.ask(at.asker)
    law.forget_told()
    key = str(question.pk)
    report = deciding.act("legal_question", key, decision="hidden", reason="Namen", by=moderator)

    assert queries.question(at.other, question.pk) is None
    assert things.one(at.other, "legal_question", key) is None
    assert search.known("legal_question") == set()
    assert law.told(at.asker) == [f"Ausgeblendet: Rechtsfrage „{law.TITLE}“. Grund: Namen"]
    deciding.show_again(report, reason="Doch gut", by=moderator)
    assert queries.question(at.other, question.pk) == question


def test_what_is_answered_is_not_hidden_over_the_heads_of_the_experts(at):
    moderator = law.servant(at.expert.organisation, NetworkRole.MODERATOR)
    question = law.answered(at)
    args = ("legal_question", str(question.pk))

    with pytest.raises(Refused, match="geprüfte Antwort"):
        deciding.act(*args, decision="hidden", reason="Namen", by=moderator)
    wiped = law.ask(at.asker, "Mit Namen?")
    deciding.act("legal_question", str(wiped.pk), decision="wiped", reason="Namen", by=moderator)
    wiped.refresh_from_db()
    assert striptags(wiped.text) == "Gelöschte Frage"
