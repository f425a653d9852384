"""Writing the record: numbers, conflicts, permissions, goals, owner, comments."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import queries, use_cases
from allmende.portal.register.enums import State
from allmende.portal.register.models import Goal, UseCase
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
IDEA = {"title": "Bäume zählen", "summary": "Drohnen zählen Bäume.", "benefit": "", "office": None}


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def staff(town):
    return factories.member(town)


def test_a_proposal_is_an_idea_of_its_organisation_and_the_officer_hears_of_it(
    town, officer, staff
):
    case = use_cases.propose(town, values=IDEA, by=staff)

    assert (case.state, case.reference, case.created_by) == (State.IDEA, "KI-001", staff)
    assert list(queries.own(officer)) == [case]
    assert [n.recipient for n in Notification.objects.all()] == [officer.user]
    assert AuditEntry.objects.get(action="register.proposed").actor == staff.user


def test_numbers_run_inside_each_organisation(town, staff):
    neighbour = factories.member(factories.organisation("ahornried"))
    cases = [
        use_cases.propose(member.organisation, values=IDEA, by=member)
        for member in (staff, staff, neighbour)
    ]

    assert [case.number for case in cases] == [1, 2, 1]


def test_nobody_proposes_for_another_organisation(town):
    stranger = factories.member(factories.organisation("ahornried"))

    with pytest.raises(PermissionDenied):
        use_cases.propose(town, values=IDEA, by=stranger)

    assert not UseCase.objects.exists()


def test_the_neighbour_sees_no_use_case_of_the_town(officer):
    made.use_case(officer)
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)

    assert list(queries.visible_to(neighbour)) == []
    assert list(queries.find(neighbour, text="Auskunft")) == []


def test_a_change_is_kept_with_what_stood_there_before(officer):
    case = made.use_case(officer, tags=["alt"])

    use_cases.change(case, values={"tags": ["neu"]}, revision=1, by=officer)

    assert (case.tags, case.revision) == (["neu"], 2)
    assert AuditEntry.objects.get(action="register.changed").details == {"tags": ["alt", "neu"]}


def test_a_change_that_changes_nothing_leaves_no_entry(officer):
    case = made.use_case(officer)

    use_cases.change(case, values={"title": case.title}, revision=1, by=officer)

    assert not AuditEntry.objects.filter(action="register.changed").exists()


def test_two_people_at_once_overwrite_nothing(officer):
    case = made.use_case(officer)
    mine = UseCase.objects.get(pk=case.pk)
    use_cases.change(case, values={"title": "Ihre Fassung"}, revision=1, by=officer)

    with pytest.raises(Conflict, match="nichts wurde überschrieben"):
        use_cases.change(mine, values={"title": "Meine Fassung"}, revision=1, by=officer)

    assert mine.title == "Ihre Fassung"
    assert UseCase.objects.get().title == "Ihre Fassung"


@pytest.mark.parametrize("field", ["state", "revision", "organisation_id", "number"])
def test_only_fields_of_the_record_can_be_changed(officer, field):
    case = made.use_case(officer)

    with pytest.raises(ValueError, match=field):
        use_cases.change(case, values={field: 1}, revision=1, by=officer)


def test_who_edits_what(town, officer, staff):
    own_idea = made.use_case(staff, "Meine Idee")
    in_review = made.use_case(staff, "In Prüfung", state=State.REVIEW)
    entrusted = made.use_case(officer, "Mir anvertraut", state=State.PILOT, owner=staff)
    foreign = made.use_case(officer, "Von anderen")

    def changes(case):
        use_cases.change(case, values={"title": "Neu"}, revision=1, by=staff)

    changes(own_idea)
    changes(entrusted)
    for case in (in_review, foreign):
        with pytest.raises(PermissionDenied):
            changes(case)


def test_goals_keep_their_number_and_order(officer):
    case = made.use_case(officer)
    use_cases.change_goals(
        case, goals=[{"text": "Wartezeit"}, {"text": "Anrufe"}], revision=1, by=officer
    )
    first, second = Goal.objects.all()

    use_cases.change_goals(
        case,
        goals=[{"id": second.pk, "text": "Anrufe am Abend"}, {"text": "Zufriedenheit"}],
        revision=2,
        by=officer,
    )

    assert [goal.text for goal in case.goals.all()] == ["Anrufe am Abend", "Zufriedenheit"]
    assert case.goals.first().pk == second.pk
    assert not Goal.objects.filter(pk=first.pk).exists()


def test_goals_of_another_use_case_are_out_of_reach(officer):
    other = made.use_case(officer, "Anderer")
    goal = Goal.objects.create(use_case=other, text="Bleibt")
    case = made.use_case(officer)

    use_cases.change_goals(
        case, goals=[{"id": goal.pk, "text": "Geändert"}], revision=1, by=officer
    )

    goal.refresh_from_db()
    assert goal.text == "Bleibt"


@pytest.mark.parametrize(
    ("baseline", "target", "measured", "reached"),
    [
        (10, 5, 4, True),
        (10, 5, 6, False),
        (5, 10, 11, True),
        (5, 10, 9, False),
        (5, 10, None, None),
    ],
)
def test_a_goal_knows_its_direction(baseline, target, measured, reached):
    assert Goal(baseline=baseline, target=target, measured=measured).is_reached is reached


def test_the_new_owner_hears_of_it_and_comes_from_the_own_organisation(officer, staff):
    case = made.use_case(officer)
    stranger = factories.member(factories.organisation("ahornried"))

    use_cases.change_owner(case, to=staff, revision=1, by=officer)
    with pytest.raises(Refused, match="gehört nicht"):
        use_cases.change_owner(case, to=stranger, revision=2, by=officer)

    assert case.owner == staff
    assert [n.recipient for n in Notification.objects.all()] == [staff.user]


def test_a_removed_comment_keeps_its_place_but_not_its_words(officer, staff):
    case = made.use_case(officer)
    comment = use_cases.comment(case, text="Vertraulich", by=staff)
    other = factories.member(staff.organisation, email="dritte@example.org")

    with pytest.raises(PermissionDenied):
        use_cases.remove_comment(comment, by=other)
    use_cases.remove_comment(comment, by=officer)

    kept = case.comments.get()
    assert (kept.text, kept.removed_at is not None) == ("", True)


def test_a_closed_organisation_shows_nothing(town, officer):
    made.use_case(officer)
    town.is_active = False
    town.save()

    officer.organisation.refresh_from_db()
    assert list(queries.own(officer)) == []
