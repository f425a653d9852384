"""The yearly review and the substantial change."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.register.domain import lifecycle, reviews
from allmende.portal.register.enums import Decision, State
from allmende.portal.register.models import Signoff, UseCase
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


def due_in(town, days, **fields):
    day = timezone.localdate() + timedelta(days=days)
    return stage.case(town, state=State.OPERATION, review_due=day, **fields)


def confirm(use_case, by, note="Alles wie beschrieben."):
    return reviews.confirm(use_case, note=note, revision=use_case.revision, by=by)


def test_a_confirmed_review_is_due_again_in_a_year(town):
    use_case = due_in(town, 5, review_reminded=timezone.localdate())
    confirm(use_case, town.owner)

    assert use_case.review_due == lifecycle.a_year_from(timezone.localdate())
    assert use_case.review_reminded is None
    assert stage.recorded(use_case) == ["register.reviewed"]


def test_a_review_needs_a_note_the_right_and_something_that_runs(town):
    use_case = due_in(town, 5)

    with pytest.raises(Refused, match="was Sie geprüft haben"):
        confirm(use_case, town.owner, note="")
    with pytest.raises(PermissionDenied):
        confirm(use_case, town.staff)
    with pytest.raises(Refused, match="in Betrieb"):
        confirm(stage.case(town, state=State.PILOT), town.owner)


def test_two_reviews_at_once(town):
    use_case = due_in(town, 5)
    seen = UseCase.objects.get()
    confirm(use_case, town.owner)

    with pytest.raises(Conflict):
        confirm(seen, town.officer)


def test_thirty_days_ahead_and_on_the_day(town):
    use_case = due_in(town, 31)
    assert reviews.remind() == 0
    UseCase.objects.update(review_due=timezone.localdate() + timedelta(days=30))
    assert reviews.remind() == 1
    assert reviews.remind() == 0
    UseCase.objects.update(
        review_due=timezone.localdate(), review_reminded=timezone.localdate() - timedelta(days=30)
    )
    assert reviews.remind() == 1
    assert reviews.remind() == 0
    assert len(stage.told(town.owner)) == len(stage.told(town.officer)) == 2
    assert UseCase.objects.get().revision == use_case.revision


def test_a_closed_organisation_is_left_in_peace(town):
    due_in(town, 0)
    town.organisation.is_active = False
    town.organisation.save()

    assert reviews.remind() == 0


def test_officers_see_all_reviews_and_owners_their_own(town):
    mine, other = due_in(town, 5), due_in(town, 3, owner=town.staff)
    due_in(town, 40)

    assert list(reviews.due_for(town.officer)) == [other, mine]
    assert list(reviews.due_for(town.owner)) == [mine]
    assert list(reviews.due_for(stage.town("ahornried").officer)) == []


def test_a_substantial_change_starts_anew_and_keeps_what_was_decided(town):
    use_case = stage.running(town)
    before = Signoff.objects.filter(use_case=use_case).count()
    reviews.change_substantially(
        use_case, reason="Neues Modell.", revision=use_case.revision, by=town.owner
    )

    assert (use_case.state, use_case.round) == (State.PRECHECK, 2)
    assert use_case.review_due is None
    old = Signoff.objects.filter(use_case=use_case, round=1)
    assert set(old.values_list("decision", flat=True)) == {Decision.APPROVED}
    assert old.count() == before
    new = Signoff.objects.filter(use_case=use_case, round=2)
    assert {row.before_state for row in new} == {"review"}
    assert "register.changed_substantially" in stage.recorded(use_case)


def test_a_substantial_change_makes_open_requests_obsolete(town):
    use_case = stage.bring_to(town, stage.ready(stage.case(town)), State.REVIEW)
    lifecycle.advance(use_case, to="approval", revision=use_case.revision, by=town.officer)
    reviews.change_substantially(
        use_case, reason="Anderer Anbieter.", revision=use_case.revision, by=town.officer
    )

    old = Signoff.objects.filter(use_case=use_case, round=1, before_state="pilot")
    assert set(old.values_list("decision", flat=True)) == {Decision.OBSOLETE}


@pytest.mark.parametrize("state", ["idea", "precheck", "review", "retired", "rejected"])
def test_before_the_approval_there_is_nothing_to_start_anew(town, state):
    use_case = stage.case(town, state=state)

    with pytest.raises(Refused, match="erst ab der Freigabe"):
        reviews.change_substantially(use_case, reason="X", revision=1, by=town.owner)


def test_a_substantial_change_needs_a_reason_and_the_right(town):
    use_case = stage.case(town, state=State.PILOT)

    with pytest.raises(Refused, match="was sich wesentlich ändert"):
        reviews.change_substantially(use_case, reason=" ", revision=1, by=town.owner)
    with pytest.raises(PermissionDenied):
        reviews.change_substantially(use_case, reason="X", revision=1, by=town.staff)
