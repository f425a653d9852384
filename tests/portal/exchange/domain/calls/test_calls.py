"""A call from its draft to the result: dates, blinding, scores, decision."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.utils import timezone

from allmende.portal.core.domain import links, personal, search
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.calls import (
    asking,
    deciding,
    finding,
    judging,
    organising,
    queries,
    states,
    submitting,
    waiting,
)
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import NetworkRole, OrganisationKind, Role
from allmende.portal.register.models import UseCase
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def organiser():
    found = factories.member(factories.organisation("erlentann"), email="plan@erlentann.example")
    return made.serve(found, NetworkRole.ORGANISER)


@pytest.fixture
def juror():
    return factories.member(factories.organisation("hafenburg"), email="jury@hafenburg.example")


@pytest.fixture
def town():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


def test_only_organisers_call(town):
    with pytest.raises(PermissionDenied):
        made.call(town)


def test_a_draft_is_seen_by_organisers_and_opens_complete(organiser, juror, town):
    draft = made.call(organiser)
    assert queries.one(town, draft.pk) is None
    assert queries.one(organiser, draft.pk) == draft
    with pytest.raises(Refused, match="Es fehlt eine Jury"):
        organising.open_call(draft, by=organiser)
    organising.add_juror(draft, user=juror.user, by=organiser)
    organising.open_call(draft, by=organiser)

    assert queries.one(town, draft.pk) == draft
    assert made.told(town) == ["Neuer Aufruf: „Aufruf zur Probe“"]
    assert list(search.matching("Probe", kinds=["call"], keys=find_keys(town))) == [draft.pk]


def test_what_is_asked_stands_once_it_runs(organiser, juror):
    call = made.opened(organiser, juror)
    with pytest.raises(Refused, match="stehen seit der Eröffnung fest"):
        organising.set_form(call, questions=[], criteria=[], revision=call.revision, by=organiser)
    with pytest.raises(Conflict):
        organising.change_call(call, values={"text": "Neu"}, revision=1, by=organiser)
    organising.change_call(
        call,
        values={"closes_at": timezone.now() + DAY},
        revision=call.revision,
        by=organiser,
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"label": " "}, "braucht einen Text"),
        ({"label": "x", "longest": 5}, "zwischen 50 und 10.000"),
        ({"label": "x", "maps_to": "state"}, "kennt das Register nicht"),
    ],
)
def test_questions_that_cannot_be(row, sentence):
    with pytest.raises(Refused, match=sentence):
        asking.questions([row])


def test_two_questions_may_not_fill_one_field():
    with pytest.raises(Refused, match="dieselbe Angabe"):
        asking.questions([{"label": "a", "maps_to": "risks"}, {"label": "b", "maps_to": "risks"}])


def test_the_deadline_is_exact_and_drafts_are_kept(organiser, juror, town):
    call = made.opened(organiser, juror)
    draft = submitting.begin(call, title="Spät", answers=made.ANSWERS, by=town)
    made.close(call)
    draft = Submission.objects.get(pk=draft.pk)

    assert (call.state, states.state_of(call)) == (CallState.OPEN, CallState.JURY)
    for step in (
        lambda: submitting.submit(draft, by=town),
        lambda: submitting.change(draft, title="x", answers={}, revision=1, by=town),
        lambda: submitting.begin(call, title="Neu", answers={}, by=town),
    ):
        with pytest.raises(Refused, match=r"Einsendeschluss war am .* Uhr"):
            step()
    assert Submission.objects.get().title == "Spät"


def test_it_does_not_begin_early(organiser, juror, town):
    call = made.opened(organiser, juror, opens_at=timezone.now() + DAY)
    with pytest.raises(Refused, match="beginnt am"):
        submitting.begin(call, title="Früh", answers={}, by=town)


def test_what_is_missing_is_named(organiser, juror, town):
    call = made.opened(organiser, juror)
    draft = submitting.begin(call, title="Leer", answers={"problem": " "}, by=town)
    with pytest.raises(Refused, match="ist noch nicht beantwortet"):
        submitting.submit(draft, by=town)
    assert asking.missing(call.questions, {"problem": "x" * 203}) == [
        "„Problem?“ ist um 3 Zeichen zu lang."
    ]


def test_colleagues_write_together_and_strangers_see_nothing(organiser, juror, town, neighbour):
    call = made.opened(organiser, juror)
    handed_in = made.submission(call, town)
    colleague = factories.member(town.organisation, email="amt@wiesenbrueck.example")

    assert queries.own_one(colleague, call, handed_in.pk) == handed_in
    assert queries.own_one(neighbour, call, handed_in.pk) is None
    with pytest.raises(PermissionDenied):
        submitting.withdraw(handed_in, by=neighbour)
    with pytest.raises(Conflict):
        submitting.change(handed_in, title="x", answers=made.ANSWERS, revision=1, by=colleague)


def test_experts_do_not_see_each_others_profiles(organiser, juror):
    call = made.opened(organiser, juror)
    experts = factories.organisation("fachleute", kind=OrganisationKind.EXPERTS)
    one, other = (factories.member(experts, email=f"{n}@example.org") for n in ("a", "b"))
    handed_in = made.submission(call, one)

    assert list(queries.own(other, call)) == []
    assert list(queries.own(one, call)) == [handed_in]


def test_numbers_are_drawn_and_unique(organiser, juror, town, neighbour):
    call = made.opened(organiser, juror)
    both = [made.submission(call, town), made.submission(call, neighbour)]

    numbers = {one.number for one in both}
    assert len(numbers) == 2
    assert submitting.submit(both[0], by=town).number == both[0].number


def test_withdrawn_and_back_again(organiser, juror, town):
    call = made.opened(organiser, juror)
    handed_in = made.submission(call, town)
    submitting.withdraw(handed_in, by=town)
    assert list(queries.judged(call)) == []
    submitting.submit(handed_in, by=town)
    assert list(queries.judged(call)) == [handed_in]


def test_the_jury_hears_of_its_work_and_scores_alone(organiser, juror, town, neighbour):
    call = made.opened(organiser, juror, neighbour)
    own, other = made.submission(call, neighbour), made.submission(call, town)
    with pytest.raises(Refused, match="nach dem Einsendeschluss"):
        made.scored(other, juror, 4, 4)
    made.close(call)
    assert (organising.hand_to_jury(), organising.hand_to_jury()) == (1, 0)
    assert made.told(juror)[-1].startswith("Sie gehören zur Jury: „Aufruf zur Probe“")
    assert waiting.tasks(juror) == [
        (2, "Einreichungen zu bewerten", f"/austausch/aufrufe/{call.pk}/jury/")
    ]
    with pytest.raises(Refused, match="eigene Organisation"):
        made.scored(own, neighbour, 4, 4)
    with pytest.raises(PermissionDenied):
        made.scored(other, town, 4, 4)
    with pytest.raises(Refused, match="Es fehlt noch eine Einreichung"):
        judging.finish(Call.objects.get(pk=call.pk), by=neighbour)
    made.scored(other, neighbour, 2, 1)
    judging.finish(Call.objects.get(pk=call.pk), by=neighbour)
    with pytest.raises(Refused, match="nicht mehr ändern"):
        made.scored(other, neighbour, 4, 4)


@pytest.mark.parametrize(
    ("points", "note"),
    [({"nutzen": 4}, "x"), ({"nutzen": 5, "machbar": 1}, "x"), ({"nutzen": 1, "machbar": 1}, " ")],
)
def test_scores_are_whole_and_have_a_reason(organiser, juror, town, points, note):
    handed_in = made.submission(call := made.opened(organiser, juror), town)
    made.close(call)
    handed_in.refresh_from_db()
    handed_in.call.refresh_from_db()
    with pytest.raises(Refused):
        judging.score(handed_in, points=points, note=note, by=juror)


def judged(organiser, juror, town, neighbour, **values):
    """Two profiles, scored and finished by one juror; the town's is better."""
    call = made.opened(organiser, juror, **values)
    good, fair = made.submission(call, town), made.submission(call, neighbour, "Wärme")
    made.close(call)
    organising.hand_to_jury()
    call.refresh_from_db()
    for one in (good, fair):
        one.call = call
    judging.score(good, points={"nutzen": 4, "machbar": 4}, note="Ja", by=juror)
    judging.score(fair, points={"nutzen": 1, "machbar": 2}, note="Na", by=juror)
    judging.finish(call, by=juror)
    return call, good, fair


def test_ranked_decided_and_told(organiser, juror, town, neighbour):
    call, good, fair = judged(organiser, juror, town, neighbour)
    assert waiting.tasks(organiser)[0][:2] == (1, "Aufruf zu entscheiden")
    assert [(row.submission, row.place) for row in deciding.ranked(call)] == [
        (good.pk, 1),
        (fair.pk, 2),
    ]
    both = {good.pk: "selected", fair.pk: "selected"}
    with pytest.raises(Refused, match="Es gibt 1 Platz, ausgewählt sind 2"):
        deciding.decide(call, outcomes=both, result="Alle", by=organiser)
    with pytest.raises(Refused, match="jede Einreichung"):
        deciding.decide(call, outcomes={good.pk: "selected"}, result="Eine", by=organiser)
    outcomes = {good.pk: "selected", fair.pk: "reserve"}
    with pytest.raises(PermissionDenied):
        deciding.decide(call, outcomes=outcomes, result="Gut", by=town)
    deciding.decide(call, outcomes=outcomes, result="Gut", by=organiser)

    assert made.told(neighbour)[-1] == (
        "Entschieden: „Wärme“ ist Nachrücker. Aufruf „Aufruf zur Probe“"
    )
    assert list(queries.selected(call)) == [good]
    with pytest.raises(Refused, match="nur einmal"):
        deciding.decide(call, outcomes=outcomes, result="Noch einmal", by=organiser)


def test_a_profile_becomes_a_use_case_once_and_both_are_linked(organiser, juror, town, neighbour):
    call, good, fair = judged(organiser, juror, town, neighbour)
    with pytest.raises(Refused, match="noch nicht entschieden"):
        deciding.make_use_case(good, by=town)
    outcomes = {good.pk: "selected", fair.pk: "declined"}
    deciding.decide(call, outcomes=outcomes, result="Gut", by=organiser)
    good.refresh_from_db()
    with pytest.raises(PermissionDenied):
        deciding.make_use_case(good, by=neighbour)
    thing = deciding.make_use_case(good, by=town)

    case = UseCase.objects.get()
    assert (case.title, case.problem, case.fields_urban, case.summary) == (
        "Bäume gießen",
        "Die Bäume vertrocknen.",
        ["environment"],
        "Bäume gießen",
    )
    assert case.comments.get().text == (
        "Aus dem Aufruf „Aufruf zur Probe“ (Ergebnis: ausgewählt).\n\nIdee?\nSensoren"
    )
    assert links.of(town, "call", str(call.pk)) == [thing]
    assert [one.key for one in links.of(town, "use_case", str(case.pk))] == [str(call.pk)]
    assert links.of(neighbour, "call", str(call.pk)) == []
    with pytest.raises(Refused, match="schon ein Anwendungsfall"):
        deciding.make_use_case(good, by=town)


def test_called_off_with_a_reason_that_participants_hear(organiser, juror, town):
    call = made.opened(organiser, juror)
    submitting.begin(call, title="Begonnen", answers={}, by=town)
    organising.cancel(call, reason="Kein Geld", by=organiser)

    assert made.told(town)[-1] == "Abgesagt: „Aufruf zur Probe“"
    assert call.result == "Kein Geld"
    with pytest.raises(Refused, match="abgesagt"):
        submitting.begin(call, title="Neu", answers={}, by=town)
    with pytest.raises(Refused, match="schon im Stand „abgesagt“"):
        organising.open_call(call, by=organiser)


def test_a_call_inside_one_organisation_stays_there(organiser, juror, town):
    call = made.opened(organiser, juror, audience="organisation")
    other = made.serve(town, NetworkRole.ORGANISER)

    assert queries.one(other, call.pk) is None
    assert queries.one(juror, call.pk) == call  # was asked to judge
    with pytest.raises(PermissionDenied):
        submitting.begin(call, title="Fremd", answers={}, by=town)


def test_who_leaves_keeps_no_name_and_the_ranking_stays(organiser, juror, town, neighbour):
    call, *_ = judged(organiser, juror, town, neighbour)
    before = deciding.ranked(call)
    assert len(personal.copy_of(juror.user)["Aufrufe"]["Bewertungen"]) == 2
    for person in (juror, town):
        personal.forget(person.user, label="Ehemaliges Mitglied")
        person.user.delete()

    assert deciding.ranked(call) == before
    assert call.jurors.get().label == "Ehemaliges Mitglied"
    assert set(Submission.objects.values_list("author_label", flat=True)) == {
        "Ehemaliges Mitglied",
        str(neighbour.user),
    }


def test_the_search_forgets_what_was_called_off(organiser, juror, town):
    kept, gone = made.opened(organiser, juror), made.opened(organiser, juror)
    organising.cancel(gone, reason="Doppelt", by=organiser)

    assert finding.rebuild() == 1
    assert list(search.matching("Probe", kinds=["call"], keys=find_keys(town))) == [kept.pk]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers(organiser, juror):
    if connection.vendor == "sqlite":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")
    call = made.opened(organiser, juror)
    drafts = [
        submitting.begin(
            call,
            title=f"Profil {n}",
            answers=made.ANSWERS,
            by=factories.member(factories.organisation(f"ort-{n}"), email=f"{n}@example.org"),
        )
        for n in range(20)
    ]
    trouble = []

    def hand_in(draft):
        try:
            member = draft.organisation.members.get()
            submitting.submit(Submission.objects.get(pk=draft.pk), by=member)
        except Exception as error:
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=hand_in, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert trouble == []
    done = Submission.objects.filter(state=SubmissionState.SUBMITTED)
    assert len(set(done.values_list("number", flat=True))) == 20
