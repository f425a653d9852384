"""The editor of the chain."""

import pytest
from django.urls import reverse

from allmende.portal.register.domain import chain
from allmende.portal.register.models import ChainStep
from tests.portal.register import stage

pytestmark = pytest.mark.django_db
VALUES = {
    "title": "Gestaltung prüfen",
    "help": "",
    "role": "leadership",
    "participation": "approve",
    "before_state": "pilot",
    "days": "7",
    "condition": "",
}


@pytest.fixture
def town():
    return stage.town()


@pytest.fixture
def step(town):
    return chain.whole_chain(town.organisation.pk)[0]


@pytest.fixture
def officer(client, town):
    client.force_login(town.officer.user)
    return client


def test_the_page_shows_the_chain_by_state(officer, step):
    page = officer.get(reverse("chain")).content.decode()

    assert "Vor dem Stand „Prüfung“" in page
    assert page.index("Bedarf bestätigen") < page.index("Technische Vorprüfung")
    assert "nur wenn der Personalrat zu beteiligen ist" in page


def test_a_step_is_added_and_changed(officer, town):
    officer.post(reverse("chain-step-new"), VALUES)
    new = ChainStep.objects.get(title="Gestaltung prüfen")

    officer.post(
        reverse("chain-step", args=[new.pk]), {**VALUES, "days": "9", "revision": new.revision}
    )

    new.refresh_from_db()
    assert (new.days, new.organisation) == (9, town.organisation)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"role": "editor"}, {"days": "0"}, {"before_state": "idea"}]
)
def test_bad_input_stays_in_the_form(officer, town, wrong):
    answer = officer.post(reverse("chain-step-new"), VALUES | wrong)

    assert answer.status_code == 422
    assert not ChainStep.objects.filter(title="Gestaltung prüfen").exists()


def test_two_officers_at_once(officer, town, step):
    chain.change(step, values={**VALUES, "days": 3}, revision=1, by=town.officer)

    answer = officer.post(reverse("chain-step", args=[step.pk]), {**VALUES, "revision": 1})

    assert answer.status_code == 409
    assert "Jemand anderes" in answer.content.decode()
    step.refresh_from_db()
    assert step.days == 3


def test_a_step_is_moved_and_switched_with_buttons(officer, step):
    officer.post(reverse("chain-step-move", args=[step.pk]), {"richtung": "runter"})
    page = officer.get(reverse("chain")).content.decode()
    assert page.index("Technische Vorprüfung") < page.index("Bedarf bestätigen")

    officer.post(reverse("chain-step-switch", args=[step.pk]), {"revision": 1, "an": "nein"})
    step.refresh_from_db()
    assert step.is_active is False
    answer = officer.post(
        reverse("chain-step-switch", args=[step.pk]), {"revision": 1, "an": "ja"}, follow=True
    )
    assert "Jemand anderes" in answer.content.decode()


def test_the_step_of_another_organisation_is_not_found(officer, town):
    foreign = chain.whole_chain(stage.town("ahornried").organisation.pk)[0]

    assert officer.get(reverse("chain-step", args=[foreign.pk])).status_code == 404
    assert officer.post(reverse("chain-step-move", args=[foreign.pk])).status_code == 404
