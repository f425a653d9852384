"""One step per page, saved with and without JavaScript, never overwriting anybody."""

import re

import pytest

from allmende.engines.regulation.loading import shipped
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import AnswerSheet
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


@pytest.fixture
def case(officer):
    return made.use_case(officer)


def at(case, gate=""):
    return f"/anwendungsfaelle/{case.pk}/einstufung/" + (f"schritt/{gate}/" if gate else "")


def page(gate, given=(), *, sheet=None, **chosen):
    """What the browser sends: what was seen and what is chosen now."""
    seen = dict(sheet or {})
    questions = [q.id for q in shipped().questions if q.gate == gate]
    data = {f"vorher-{q}": seen.get(q, "") for q in questions if q in given}
    data |= {f"vorher-anmerkung-{q}": "" for q in questions if q in given}
    data |= {f"antwort-{q}": seen[q] for q in questions if q in seen and q in given}
    return data | {f"antwort-{q}": value for q, value in chosen.items()}


def test_it_begins_where_something_is_open(client, case, officer):
    assert client.get(at(case)).url == at(case, "rolle")
    assessing.answer(case, answers=answers(dsfa_neu="nein"), revision=0, by=officer)
    assessing.answer(case, answers={"personenbezug": ""}, revision=1, by=officer)
    assert client.get(at(case)).url == at(case, "dsfa")
    assessing.answer(case, answers={"personenbezug": "nein"}, revision=2, by=officer)
    assert client.get(at(case)).url == at(case) + "ergebnis/"


def test_a_step_shows_question_help_example_norm_and_progress(client, case):
    html = client.get(at(case, "rolle")).content.decode()
    question = shipped().question["ki_system"]
    for text in (question.text, question.help, question.norm):
        assert text in html
    assert "Schritt 1 von 5" in html
    assert "0 von 6 Fragen beantwortet" in html
    assert html.count("<h1") == 1


def test_nothing_is_chosen_beforehand_and_a_suggestion_says_where_it_is_from(client, case):
    html = client.get(at(case, "dsfa")).content.decode()
    assert "checked" not in html
    assert "Vorschlag aus dem Steckbrief" in html
    assert "Personenbezogene Daten: ja" in html
    assert not AnswerSheet.objects.exists()


def test_a_suggestion_counts_once_a_person_takes_it(client, case, officer):
    sent = page("dsfa", ["personenbezug"]) | {"vorschlag": "personenbezug"}
    response = client.post(at(case, "dsfa"), sent)

    assert response.url == at(case, "dsfa") + "#frage-personenbezug"
    sheet = AnswerSheet.objects.get()
    assert (sheet.answers, sheet.updated_by) == ({"personenbezug": "ja"}, officer)
    assert "Vorschlag aus dem Steckbrief" not in client.get(at(case, "dsfa")).content.decode()


def test_saving_goes_on_only_when_nothing_new_is_asked(client, case):
    first = client.post(
        at(case, "rolle"), page("rolle", ["ki_system"], ki_system="ja"), follow=True
    )
    assert first.redirect_chain == [(at(case, "rolle"), 302)]
    assert "sind Fragen dazugekommen" in first.content.decode()

    asked = [q.id for q in shipped().questions if q.gate == "rolle"]
    again = page("rolle", asked, sheet={"ki_system": "ja"}, rolle_betreiber="unklar")
    assert client.post(at(case, "rolle"), again).url == at(case, "verbote")
    assert AnswerSheet.objects.get().answers == {"ki_system": "ja", "rolle_betreiber": "unklar"}


def test_an_autosave_answers_with_the_standing_alone(client, case, officer):
    assessing.answer(case, answers={"personenbezug": "ja"}, revision=0, by=officer)
    asked = [q.id for q in shipped().questions if q.gate == "dsfa"]
    sent = page("dsfa", asked, sheet={"personenbezug": "ja"}, dsfa_neu="ja")
    html = client.post(at(case, "dsfa"), sent, headers=HTMX).content.decode()

    assert html.lstrip().startswith('<div id="standing">')
    assert "gespeichert" in html
    assert 'name="vorher-dsfa_neu" value="ja"' in html
    assert 'id="questions"' not in html


def test_an_autosave_brings_the_questions_that_an_answer_opens(client, case):
    sent = page("dsfa", ["personenbezug"], personenbezug="ja")
    html = client.post(at(case, "dsfa"), sent, headers=HTMX).content.decode()

    assert 'id="questions" class="questions" hx-swap-oob="true"' in html
    assert 'id="frage-dsfa_neu"' in html


def test_a_remark_is_kept(client, case):
    sent = page("dsfa", ["personenbezug"], personenbezug="ja")
    client.post(at(case, "dsfa"), sent | {"anmerkung-personenbezug": "Namen von Anrufenden"})
    assert AnswerSheet.objects.get().notes == {"personenbezug": "Namen von Anrufenden"}
    assert "Namen von Anrufenden" in client.get(at(case, "dsfa")).content.decode()


def conflict(client, case, officer, **headers):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    sent = page("rolle", ["ki_system"], ki_system="nein")
    return client.post(at(case, "rolle"), sent, **headers)


def test_two_different_answers_show_both_and_the_next_saving_knows(client, case, officer):
    response = conflict(client, case, officer)
    html = response.content.decode()

    assert response.status_code == 409
    assert "Jemand anderes hat hier inzwischen anders geantwortet" in html
    assert re.search(r"KI-System</th>\s*<td[^>]*>ja</td>\s*<td[^>]*>nein</td>", html)
    assert 'name="vorher-ki_system" value="ja"' in html
    assert AnswerSheet.objects.get().answers == {"ki_system": "ja"}
    known = page("rolle", ["ki_system"], sheet={"ki_system": "ja"}, ki_system="nein")
    client.post(at(case, "rolle"), known)
    assert AnswerSheet.objects.get().answers == {"ki_system": "nein"}


def test_a_conflict_on_autosave_takes_the_whole_page(client, case, officer):
    response = conflict(client, case, officer, headers=HTMX)
    assert (response.status_code, response["HX-Retarget"], response["HX-Reselect"]) == (
        409,
        "#inhalt",
        "#inhalt",
    )


def test_somebody_elses_answer_is_not_reverted_by_an_autosave(client, case, officer):
    """The page still shows the old answer to a question that it did not touch."""
    assessing.answer(case, answers={"personenbezug": "ja"}, revision=0, by=officer)
    asked = [q.id for q in shipped().questions if q.gate == "dsfa"]
    assessing.answer(case, answers={"dsfa_liste": "ja"}, revision=1, by=officer)
    mine = page("dsfa", asked, sheet={"personenbezug": "ja"}, dsfa_neu="ja")
    html = client.post(at(case, "dsfa"), mine, headers=HTMX).content.decode()
    assert 'name="vorher-dsfa_liste" value=""' in html
    client.post(at(case, "dsfa"), mine | {"vorher-dsfa_neu": "ja"}, headers=HTMX)

    assert AnswerSheet.objects.get().answers["dsfa_liste"] == "ja"


def test_what_was_typed_is_kept_where_somebody_elses_answer_hides_the_step(client, case, officer):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    assessing.answer(case, answers={"ki_system": "nein"}, revision=1, by=officer)
    response = client.post(at(case, "verbote"), page("verbote", ["art5_a"], art5_a="ja"))

    assert response.status_code == 302
    assert AnswerSheet.objects.get().answers == {"ki_system": "nein", "art5_a": "ja"}


def test_bad_input_is_named_and_nothing_is_saved(client, case):
    bad = page("rolle", ["ki_system"], ki_system="vielleicht")
    response = client.post(at(case, "rolle"), bad | {"anmerkung-ki_system": "x" * 2001})
    html = response.content.decode()

    assert response.status_code == 422
    assert "Wählen Sie ja, nein oder unklar." in html
    assert "<title>Fehler: " in html
    assert not AnswerSheet.objects.exists()


def test_an_unknown_step_is_not_there_and_one_without_questions_leads_back(client, case):
    assert client.get(at(case, "gibt-es-nicht")).status_code == 404
    assert client.get(at(case, "ausnahmen")).url == at(case)


def test_staff_without_the_use_case_in_their_hands_may_not(client, case):
    client.force_login(factories.member(case.organisation).user)
    assert client.get(at(case, "rolle")).status_code == 403
    sent = page("rolle", ["ki_system"], ki_system="ja")
    assert client.post(at(case, "rolle"), sent).status_code == 403
    assert not AnswerSheet.objects.exists()


@pytest.mark.parametrize("gate", ["rolle", "verbote"])
def test_a_step_asks_the_database_equally_often(
    client, case, officer, gate, django_assert_num_queries
):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    client.get(at(case, gate))
    with django_assert_num_queries(9):
        client.get(at(case, gate))
