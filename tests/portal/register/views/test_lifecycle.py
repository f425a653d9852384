"""The pages of steps and reviews."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allmende.portal.register.domain import chain, use_cases
from allmende.portal.register.enums import State
from allmende.portal.register.models import UseCase
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


def take(client, use_case, to, **data):
    data = {"revision": use_case.revision} | data
    return client.post(reverse("use-case-step", args=[use_case.pk, to]), data)


def test_the_page_of_a_use_case_says_what_is_missing(client, town):
    use_case = stage.case(town, problem="", benefit="")
    client.force_login(town.officer.user)

    page = client.get(reverse("use-case", args=[use_case.pk])).content.decode()

    assert "Noch 2 Punkte bis zum Stand „Vorprüfung“" in page
    assert f'href="/anwendungsfaelle/{use_case.pk}/bearbeiten/steckbrief/">Angabe „Problem“' in page


def test_the_next_step_is_a_button_when_all_is_there(client, town):
    use_case = stage.case(town)
    client.force_login(town.owner.user)

    page = client.get(reverse("use-case-state", args=[use_case.pk])).content.decode()
    answer = take(client, use_case, "precheck")

    assert "In die Vorprüfung geben</span></button>" in page
    assert answer.url == reverse("use-case-state", args=[use_case.pk])
    assert UseCase.objects.get().state == State.PRECHECK


def test_a_colleague_reads_the_state_without_a_button(client, town):
    use_case = stage.case(town)
    client.force_login(town.staff.user)

    page = client.get(reverse("use-case-state", args=[use_case.pk])).content.decode()

    assert "In die Vorprüfung geben</span></button>" not in page
    assert take(client, use_case, "precheck").status_code == 403


def test_a_refused_step_lists_what_is_missing_and_where(client, town):
    use_case = stage.case(town, problem="")
    client.force_login(town.owner.user)

    answer = take(client, use_case, "precheck")

    assert answer.status_code == 422
    assert "Es fehlt: Angabe „Problem“." in answer.content.decode()
    assert UseCase.objects.get().state == State.IDEA


def test_a_step_that_somebody_else_took_meanwhile(client, town):
    use_case = stage.case(town, state=State.PRECHECK)
    client.force_login(town.owner.user)

    answer = client.post(
        reverse("use-case-step", args=[use_case.pk, "precheck"]), {"revision": 1}, follow=True
    )

    assert "ist vom Stand „Vorprüfung“ aus nicht möglich" in answer.content.decode()


@pytest.mark.parametrize("to", ["operation", "unfug"])
def test_a_step_that_does_not_exist_is_not_found(client, town, to):
    use_case = stage.case(town)
    client.force_login(town.officer.user)

    assert client.get(f"/anwendungsfaelle/{use_case.pk}/stand/{to}/").status_code == 404


def test_a_conflict_keeps_the_reason_and_can_be_sent_again(client, town):
    use_case = stage.case(town)
    use_cases.change(use_case, values={"provider": "Neu"}, revision=1, by=town.officer)
    client.force_login(town.officer.user)

    answer = take(client, use_case, "rejected", revision=1, reason="Zu teuer für uns.")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Zu teuer für uns.</textarea>" in page
    assert 'name="revision" value="2"' in page
    assert take(client, use_case, "rejected", revision=2, reason="Zu teuer.").status_code == 302


def test_a_rejection_without_a_reason_stays_in_the_form(client, town):
    use_case = stage.case(town)
    client.force_login(town.officer.user)

    answer = take(client, use_case, "rejected", reason="")

    assert answer.status_code == 422
    assert "Bitte begründen Sie diesen Schritt." in answer.content.decode()


@pytest.mark.parametrize("state", ["rejected", "deferred", "retired"])
def test_a_state_beside_the_row_is_said_in_words(client, town, state):
    use_case = stage.case(town, state=state)
    client.force_login(town.officer.user)

    page = client.get(reverse("use-case-state", args=[use_case.pk])).content.decode()

    assert "und damit nicht im Ablauf" in page
    assert "Wieder aufnehmen" in page


def test_a_review_is_confirmed_on_its_page(client, town):
    use_case = stage.case(town, state=State.OPERATION, review_due=timezone.localdate())
    client.force_login(town.owner.user)

    answer = client.post(
        reverse("use-case-review", args=[use_case.pk]),
        {"revision": 1, "reason": "Ziele gemessen."},
    )

    assert answer.url == reverse("use-case", args=[use_case.pk])
    assert UseCase.objects.get().review_due > timezone.localdate()


def test_a_substantial_change_begins_on_its_page(client, town):
    use_case = stage.case(town, state=State.OPERATION)
    client.force_login(town.owner.user)
    url = reverse("use-case-substantial-change", args=[use_case.pk])

    assert client.post(url, {"revision": 1, "reason": ""}).status_code == 422
    assert client.post(url, {"revision": 9, "reason": "Neu."}).status_code == 422
    assert client.post(url, {"revision": 1, "reason": "Neues Modell."}).status_code == 302
    assert UseCase.objects.get().state == State.PRECHECK


def queries_of(client, url):
    with CaptureQueriesContext(connection) as context:
        client.get(url)
    return len(context)


@pytest.mark.parametrize("name", ["use-case", "use-case-state", "use-case-signoffs"])
def test_the_pages_cost_the_same_whatever_hangs_on_a_use_case(client, town, name):
    use_case = stage.running(town)
    client.force_login(town.officer.user)
    url = reverse(name, args=[use_case.pk])
    client.get(url)
    before = queries_of(client, url)

    for number in range(3):
        stage.prove(use_case, "other")
        use_case.goals.create(text=f"Ziel {number}")
        use_case.incidents.create(
            title=f"Vorfall {number}", severity="low", occurred_on=timezone.localdate()
        )
        row = stage.signoff(use_case, "need")
        row.pk, row.round = None, 2 + number
        row.save()
        chain.add(town.organisation, values=chain_step(number), by=town.officer)

    assert queries_of(client, url) == before


def chain_step(number):
    values = dict.fromkeys(chain.FIELDS, "")
    return values | {
        "title": f"Schritt {number}",
        "role": "leadership",
        "participation": "approve",
        "before_state": "operation",
        "days": 3,
    }
