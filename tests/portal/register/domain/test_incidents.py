"""Incidents: everybody reports, some stop the operation, it goes on when all is mended."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.register.domain import incidents, lifecycle, signoffs
from allmende.portal.register.enums import State
from allmende.portal.register.models import Incident
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


@pytest.fixture
def running(town):
    return stage.case(town, state=State.OPERATION)


def report(use_case, by, *, suspend=False, **values):
    values = {
        "title": "Falsche Auskunft",
        "severity": "high",
        "affected": "Drei Personen",
        "measures": "Quelle gelöscht",
        "occurred_on": timezone.localdate(),
    } | values
    return incidents.report(use_case, values=values, suspend=suspend, by=by)


def resolve(incident, by, resolution="Quelle berichtigt."):
    return incidents.resolve(incident, resolution=resolution, revision=incident.revision, by=by)


@pytest.mark.parametrize("who", ["officer", "owner", "leader", "security"])
def test_those_who_answer_for_it_stop_it_at_once(town, running, who):
    report(running, getattr(town, who), suspend=True)

    assert running.is_suspended is True


@pytest.mark.parametrize("who", ["staff", "council", "privacy"])
def test_everybody_else_proposes_it(town, running, who):
    incident = report(running, getattr(town, who), suspend=True)

    assert (incident.suspends, incident.proposes_suspension) == (False, True)
    assert running.is_suspended is False
    assert "schlägt vor, den Betrieb auszusetzen" in stage.told(town.officer)[-1]


def test_a_proposal_is_followed(town, running):
    incident = report(running, town.staff, suspend=True)
    incidents.suspend(incident, revision=incident.revision, by=town.security)

    running.refresh_from_db()
    assert running.is_suspended is True
    assert Incident.objects.get().proposes_suspension is False


def test_who_may_not_stop_it_cannot_follow_a_proposal(town, running):
    incident = report(running, town.staff, suspend=True)

    with pytest.raises(PermissionDenied):
        incidents.suspend(incident, revision=1, by=town.staff)


def test_without_the_wish_nothing_stops(town, running):
    report(running, town.officer)

    assert running.is_suspended is False


def test_what_does_not_run_cannot_be_stopped(town):
    use_case = stage.case(town, state=State.REVIEW)
    incident = report(use_case, town.officer, suspend=True)

    assert (incident.suspends, use_case.is_suspended) == (False, False)
    with pytest.raises(Refused, match="läuft nicht"):
        incidents.suspend(incident, revision=1, by=town.officer)


def test_an_incident_of_tomorrow_is_refused(town, running):
    with pytest.raises(Refused, match="Zukunft"):
        report(running, town.staff, occurred_on=timezone.localdate() + timedelta(days=1))


def test_a_stranger_reports_nothing(town, running):
    with pytest.raises(PermissionDenied):
        report(running, stage.town("ahornried").officer)


def test_the_operation_goes_on_when_the_last_incident_is_mended(town, running):
    first = report(running, town.officer, suspend=True)
    second = report(running, town.owner, suspend=True)
    resolve(first, town.officer)
    running.refresh_from_db()
    assert running.is_suspended is True

    resolve(second, town.officer)

    running.refresh_from_db()
    assert running.is_suspended is False
    assert stage.recorded(running)[-1] == "register.resumed"


def test_a_mended_incident_does_not_undo_a_withdrawn_approval(town):
    use_case = stage.running(town)
    row = stage.signoff(use_case, "security")
    signoffs.withdraw(row, reason="Lücke.", revision=row.revision, by=town.security)
    resolve(report(use_case, town.officer, suspend=True), town.officer)

    use_case.refresh_from_db()
    assert use_case.is_suspended is True


def test_mending_needs_the_right_and_a_sentence(town, running):
    incident = report(running, town.staff)

    with pytest.raises(PermissionDenied):
        resolve(incident, town.staff)
    with pytest.raises(Refused, match="behoben"):
        resolve(incident, town.officer, resolution=" ")


def test_of_two_who_mend_at_once_the_first_counts(town, running):
    incident = report(running, town.staff)
    seen = Incident.objects.get()
    resolve(incident, town.officer)

    with pytest.raises(Conflict):
        resolve(seen, town.owner, "Anders.")
    assert Incident.objects.get().resolution == "Quelle berichtigt."


def test_the_reporter_hears_that_it_is_mended(town, running):
    resolve(report(running, town.staff), town.officer)

    assert stage.told(town.staff) == ["Behoben: Falsche Auskunft („Auskunft am Telefon“)"]


def test_nothing_goes_live_with_an_open_incident_that_stops_it(town):
    use_case = stage.bring_to(town, stage.ready(stage.case(town)), State.PILOT)
    report(use_case, town.officer, suspend=True)

    found = [need.text for need in lifecycle.unmet(use_case, "operation")]

    assert found == ["Vorfälle behoben, die den Betrieb aussetzen"]


def test_incidents_of_others_are_invisible(town, running):
    report(running, town.staff)

    assert list(incidents.visible_to(stage.town("ahornried").officer)) == []
    assert len(incidents.visible_to(town.council)) == 1
