import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import Notification
from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain import publishing, reuse, use_cases
from allmende.portal.register.models import Follow, UseCase
from tests import factories
from tests.portal.register import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    officer = shared.officer("ahornried", name="Ahornried")
    publication = shared.publish(officer, "Vorlage", state="operation", starts_on="2025-01-01")
    publication.officer = officer
    return publication


@pytest.fixture
def ours():
    return shared.officer()


def republish(source, **values):
    case = UseCase.objects.get(pk=source.use_case_id)
    use_cases.change(case, values=values, revision=case.revision, by=source.officer)
    return publishing.publish(case, audience=Audience.PUBLIC, by=source.officer)


def told(member):
    found = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(found.values_list("text", flat=True))


def test_a_copy_begins_as_an_idea_and_inherits_no_approval(source, ours):
    copy = reuse.take_over(source, by=ours)

    assert (copy.state, copy.title, copy.provider) == ("idea", "Vorlage", "Beispiel GmbH")
    assert (copy.cost_yearly, copy.contact_email, copy.starts_on) == (None, "", None)
    assert (copy.organisation, copy.created_by, copy.owner) == (ours.organisation, ours, None)
    related = ("signoffs", "assessments", "scores", "evidence", "publications")
    assert {name: getattr(copy, name).count() for name in related} == dict.fromkeys(related, 0)


def test_the_origin_is_kept_in_words_too(source, ours):
    copy = reuse.take_over(source, by=ours)
    source.delete()
    copy.refresh_from_db()

    note = {key: copy.origin_note[key] for key in ("entry", "title", "organisation", "version")}
    assert note == {
        "entry": str(source.entry),
        "title": "Vorlage",
        "organisation": "Ahornried",
        "version": 1,
    }
    assert copy.origin is None
    assert reuse.newest(copy) is None


def test_goals_come_along_without_results(source, ours):
    case = source.use_case
    goal = {"text": "Schneller", "unit": "Tage", "baseline": 9.0, "target": 3.0, "measured": 4.0}
    use_cases.change_goals(case, goals=[goal], revision=case.revision, by=source.officer)
    second = publishing.publish(case, audience=Audience.PUBLIC, by=source.officer)

    new = reuse.take_over(second, by=ours).goals.get()
    assert (new.text, new.unit) == ("Schneller", "Tage")
    assert (new.baseline, new.target, new.measured) == (None, None, None)


def test_the_source_hears_of_it_but_not_by_whom(source, ours):
    reuse.take_over(source, by=ours)

    assert told(source.officer) == ["Eine weitere Organisation nutzt „Vorlage“ nach"]
    assert told(ours) == []
    assert Follow.objects.get(member=ours).value == str(source.entry)


def test_own_entries_and_second_copies_are_refused(source, ours):
    reuse.take_over(source, by=ours)

    with pytest.raises(Refused, match="nutzt das schon nach: KI-001"):
        reuse.take_over(source, by=factories.member(ours.organisation))
    with pytest.raises(Refused, match="eigenen Organisation"):
        reuse.take_over(source, by=source.officer)


def test_what_is_withdrawn_cannot_be_taken_over(source, ours):
    publishing.withdraw(source, reason="x", by=source.officer)

    with pytest.raises(Refused, match="zurückgezogen"):
        reuse.take_over(source, by=ours)


def test_nothing_is_new_until_the_source_publishes(source, ours):
    copy = reuse.take_over(source, by=ours)
    assert reuse.newest(copy) is None

    newest = republish(source, summary="Besser erklärt.", cost_yearly=1)
    assert reuse.newest(copy) == newest
    [difference] = reuse.differences(copy, newest)  # costs are not compared: they stay there
    assert (difference.name, difference.now) == ("summary", "Besser erklärt.")
    assert difference.is_untouched


def test_chosen_fields_are_pulled_and_the_rest_counts_as_seen(source, ours):
    copy = reuse.take_over(source, by=ours)
    newest = republish(source, summary="Neu A", problem="Neu B")
    reuse.pull_changes(copy, to=newest, fields=["problem"], revision=copy.revision, by=ours)

    copy.refresh_from_db()
    assert (copy.problem, copy.summary) == ("Neu B", source.data["record"]["summary"])
    assert (copy.origin, copy.origin_note["version"]) == (newest, 2)
    assert reuse.newest(copy) is None
    assert audit.history(copy).first().action == "register.changes_pulled"


def test_only_offered_fields_are_written(source, ours):
    copy = reuse.take_over(source, by=ours)
    newest = republish(source, summary="Neu A", cost_yearly=1)
    fields = ["state", "organisation", "cost_yearly", "title", "unsinn"]
    reuse.pull_changes(copy, to=newest, fields=fields, revision=copy.revision, by=ours)

    copy.refresh_from_db()
    assert (copy.state, copy.title, copy.cost_yearly) == ("idea", "Vorlage", None)
    assert copy.organisation == ours.organisation


def test_a_parallel_edit_is_not_overwritten(source, ours):
    copy = reuse.take_over(source, by=ours)
    newest = republish(source, summary="Neu A")
    seen = copy.revision
    use_cases.change(copy, values={"summary": "Unser Text"}, revision=seen, by=ours)

    with pytest.raises(Conflict):
        reuse.pull_changes(copy, to=newest, fields=["summary"], revision=seen, by=ours)
    copy.refresh_from_db()
    assert (copy.summary, copy.origin_note["version"]) == ("Unser Text", 1)


def test_an_older_version_is_not_pulled(source, ours):
    copy = reuse.take_over(source, by=ours)
    second = republish(source, summary="Neu A")
    republish(source, summary="Neu B")

    with pytest.raises(Refused, match="andere Fassung"):
        reuse.pull_changes(copy, to=second, fields=["summary"], revision=copy.revision, by=ours)


def test_who_may_not_edit_pulls_nothing(source, ours):
    copy = reuse.take_over(source, by=ours)
    newest = republish(source, summary="Neu A")

    for stranger in (factories.member(ours.organisation), source.officer):
        with pytest.raises(PermissionDenied):
            reuse.pull_changes(copy, to=newest, fields=[], revision=copy.revision, by=stranger)


def test_a_new_version_is_told_once_to_who_copied_and_follows(source, ours):
    copy = reuse.take_over(source, by=ours)
    use_cases.change_owner(copy, to=ours, revision=copy.revision, by=ours)
    republish(source, summary="Neu A")

    assert told(ours) == ["Neue Fassung der Vorlage von „Vorlage“"]


def test_what_is_left_to_do_is_named_step_by_step_and_once(source, ours):
    steps = reuse.todo(reuse.take_over(source, by=ours))

    assert [name for name, _ in steps] == ["Vorprüfung", "Prüfung", "Freigabe", "Pilot", "Betrieb"]
    needs = [need for _, step in steps for need in step]
    assert len(needs) == len(set(needs)) > 5
