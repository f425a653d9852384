"""The inbox, one sign-off and its decisions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allmende.portal.register.domain import lifecycle, signoffs
from allmende.portal.register.enums import Decision, State
from allmende.portal.register.models import Signoff
from tests.portal.register import stage

pytestmark = pytest.mark.django_db
INBOX_QUERIES = 17


@pytest.fixture
def town():
    return stage.town()


@pytest.fixture
def row(town):
    """The leadership is asked whether there is a need."""
    use_case = stage.case(town)
    lifecycle.advance(use_case, to="precheck", revision=1, by=town.owner)
    return stage.signoff(use_case, "need")


def address(row, name="signoff"):
    return reverse(name, args=[row.use_case_id, row.pk])


def decision(row, **data):
    return {"revision": row.revision, "decision": "approved", "reason": "Passt."} | data


def titles(client, query=""):
    page = client.get(f"/anwendungsfaelle/aufgaben/{query}")
    return [row.step_title for row, *_ in page.context["rows"]]


def test_each_role_sees_what_waits_for_it(client, town, row):
    client.force_login(town.leader.user)
    assert titles(client) == ["Bedarf bestätigen"]
    client.force_login(town.security.user)
    assert titles(client) == ["Technische Vorprüfung"]
    client.force_login(town.staff.user)
    assert titles(client) == []


def test_the_filters_narrow_the_inbox(client, town, row):
    signoffs.delegate(row, to=town.staff, revision=1, by=town.leader)
    Signoff.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(town.staff.user)
    assert titles(client, "?wessen=delegated") == ["Bedarf bestätigen"]
    assert titles(client, "?wessen=all") == ["Bedarf bestätigen", "Technische Vorprüfung"]
    assert titles(client, "?wessen=all&stand=overdue") == ["Bedarf bestätigen"]
    assert titles(client, "?wessen=all&suche=technisch") == ["Technische Vorprüfung"]
    assert titles(client, "?wessen=all&stand=decided") == []
    assert titles(client, "?wessen=requested") == []
    client.force_login(town.owner.user)
    assert titles(client, "?wessen=requested") == ["Bedarf bestätigen", "Technische Vorprüfung"]


def test_the_inbox_ends_at_the_own_organisation(client, town, row):
    client.force_login(stage.town("ahornried").leader.user)

    assert titles(client, "?wessen=all&stand=") == []


def test_the_export_holds_the_same_rows(client, town, row):
    client.force_login(town.leader.user)

    lines = client.get("/anwendungsfaelle/aufgaben/export.csv").getvalue().decode().splitlines()

    due = f"{row.due_on:%d.%m.%Y}"
    assert lines[1:] == [f"Bedarf bestätigen;Auskunft am Telefon;Leitung;Zustimmung;{due};offen;;"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_one_and_for_three(
    client, town, django_assert_num_queries, count
):
    for number in range(count):
        use_case = stage.case(town, f"Fall {number}")
        lifecycle.advance(use_case, to="precheck", revision=1, by=town.owner)
    client.force_login(town.leader.user)

    with django_assert_num_queries(INBOX_QUERIES):
        assert len(titles(client)) == count


def test_the_navigation_counts_what_waits(client, town, row):
    client.force_login(town.leader.user)

    assert "Aufgaben (1)</a>" in client.get("/anwendungsfaelle/").content.decode()


def test_a_decision_leads_back_to_the_inbox(client, town, row):
    client.force_login(town.leader.user)

    answer = client.post(address(row), decision(row, decision="conditions", reason="Mit Auflage."))

    assert answer.url == reverse("signoffs")
    row.refresh_from_db()
    assert (row.decision, row.reason) == ("conditions", "Mit Auflage.")


def test_a_decision_without_a_reason_stays_in_the_form(client, town, row):
    client.force_login(town.leader.user)

    answer = client.post(address(row), decision(row, reason=""))

    assert answer.status_code == 422
    assert stage.signoff(row.use_case, "need").decision == Decision.OPEN


def test_who_has_lost_the_role_reads_why_and_keeps_the_text(client, town, row):
    client.force_login(town.leader.user)
    town.leader.roles.all().delete()

    answer = client.post(address(row), decision(row, reason="Lange überlegt."))
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "Sie haben diese Rolle nicht oder nicht mehr" in page
    assert "Lange überlegt.</textarea>" in page
    assert stage.signoff(row.use_case, "need").decision == Decision.OPEN
    assert stage.recorded(row.use_case)[-1] == "register.signoff_refused"


def test_of_two_who_decide_at_once_the_second_sees_both(client, town, row):
    seen = row.revision
    signoffs.decide(row, decision="rejected", reason="Zu teuer.", revision=seen, by=town.leader)
    client.force_login(town.leader.user)

    answer = client.post(address(row), decision(row, revision=seen, reason="Gute Idee."))
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Zu teuer." in page
    assert "Gute Idee.</textarea>" in page


def test_a_colleague_reads_but_finds_no_form(client, town, row):
    client.force_login(town.staff.user)

    page = client.get(address(row)).content.decode()

    assert "Entscheidung speichern" not in page
    assert "Übertragen</span>" not in page


def test_a_task_is_handed_on_and_taken_back(client, town, row):
    client.force_login(town.leader.user)

    client.post(address(row, "signoff-delegate"), {"revision": 1, "to": town.staff.pk})
    row.refresh_from_db()
    assert row.assigned_to == town.staff
    client.post(address(row, "signoff-delegate"), {"revision": 2, "to": ""})
    row.refresh_from_db()
    assert row.assigned_to is None


def test_a_task_is_not_handed_to_another_organisation(client, town, row):
    stranger = stage.town("ahornried").staff
    client.force_login(town.leader.user)

    answer = client.post(address(row, "signoff-delegate"), {"revision": 1, "to": stranger.pk})

    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.assigned_to is None


def test_an_approval_is_withdrawn_on_its_page(client, town, row):
    signoffs.decide(row, decision="approved", reason="Ja.", revision=1, by=town.leader)
    client.force_login(town.leader.user)

    answer = client.post(
        address(row, "signoff-withdraw"), {"revision": row.revision, "reason": "Doch nicht."}
    )

    assert answer.url == address(row)
    row.refresh_from_db()
    assert row.withdrawn_reason == "Doch nicht."


def test_a_rejected_step_is_submitted_again(client, town, row):
    signoffs.decide(row, decision="rejected", reason="Nein.", revision=1, by=town.leader)
    client.force_login(town.owner.user)

    assert "Erneut vorlegen" in client.get(address(row)).content.decode()
    client.post(address(row, "signoff-resubmit"), {"revision": row.revision})

    assert stage.signoff(row.use_case, "need").decision == Decision.OPEN


def test_a_comment_stands_in_the_thread(client, town, row):
    client.force_login(town.staff.user)
    client.post(address(row, "signoff-comment"), {"text": "Bitte bald."})

    assert "Bitte bald." in client.get(address(row)).content.decode()


def test_a_sign_off_is_not_found_below_another_use_case(client, town, row):
    other = stage.case(town, "Anderer Fall")
    client.force_login(town.leader.user)

    assert client.get(reverse("signoff", args=[other.pk, row.pk])).status_code == 404


def test_missing_sign_offs_are_asked_for_with_a_button(client, town):
    use_case = stage.case(town, state=State.PRECHECK)
    client.force_login(town.owner.user)
    page = client.get(reverse("use-case-signoffs", args=[use_case.pk])).content.decode()

    client.post(reverse("use-case-signoffs-ask", args=[use_case.pk]))

    assert "Fehlende Freigaben anfragen" in page
    assert Signoff.objects.filter(use_case=use_case).count() == 2


def test_earlier_rounds_stay_readable(client, town, row):
    signoffs.decide(row, decision="approved", reason="Alte Runde.", revision=1, by=town.leader)
    use_case = row.use_case
    use_case.round = 2
    use_case.save()
    client.force_login(town.staff.user)

    page = client.get(reverse("use-case-signoffs", args=[use_case.pk])).content.decode()

    assert "gilt nicht mehr (1. Runde)" in page
    assert "gilt nicht mehr: frühere Runde" in client.get(address(row)).content.decode()


def test_the_page_says_where_nobody_could_decide(client, town, row):
    town.leader.roles.all().delete()
    client.force_login(town.staff.user)

    page = client.get(reverse("use-case-signoffs", args=[row.use_case_id])).content.decode()

    assert page.count("niemand hat diese Rolle") == page.count(
        '<td class="kern-table__cell">Leitung'
    )


@pytest.mark.parametrize(
    ("participation", "is_told"), [("pruefung_noetig", True), ("mitbestimmung", False)]
)
def test_the_staff_council_reads_where_the_law_is_open(client, town, participation, is_told):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL), participation=participation)
    signoffs.request_for(use_case, to="pilot", by=town.owner)
    client.force_login(town.council.user)

    page = client.get(address(stage.signoff(use_case, "staff_council"))).content.decode()

    assert ("Vorsorglich gilt die strengste Art" in page) is is_told


def test_an_open_sign_off_whose_day_has_passed_is_marked_everywhere(client, town, row):
    Signoff.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(town.leader.user)
    urls = [
        reverse("use-case", args=[row.use_case_id]),
        reverse("use-case-signoffs", args=[row.use_case_id]),
        address(row),
        reverse("signoffs"),
    ]

    assert [client.get(url).content.decode().count("überfällig</span>") for url in urls] == [1] * 4
    signoffs.decide(row, decision="approved", reason="Ja.", revision=1, by=town.leader)
    assert [client.get(url).content.decode().count("überfällig</span>") for url in urls] == [0] * 4
