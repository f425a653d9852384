from unittest.mock import ANY

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import Notification
from allmende.portal.organisations.enums import Audience, Role
from allmende.portal.register.domain import catalogue, publishing, use_cases
from allmende.portal.register.models import Publication, UseCase
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return shared.officer()


def titles(member):
    return [publication.title for publication in catalogue.visible(member)]


def test_publishing_keeps_the_record_as_it_was(officer):
    case = made.use_case(officer)
    first = publishing.publish(case, audience=Audience.PUBLIC, by=officer)
    use_cases.change(case, values={"title": "Neuer Titel"}, revision=case.revision, by=officer)

    first.refresh_from_db()
    assert first.title == first.data["record"]["title"] == "Auskunft am Telefon"
    assert (first.version, first.is_current, first.scope) == (
        1,
        True,
        f"public:{officer.organisation_id}",
    )


def test_the_snapshot_names_no_person(officer):
    case = made.use_case(officer, owner=officer)
    officer.user.name = "Kunigunde Sommerfeld"
    officer.user.save()

    data = str(publishing.publish(case, audience=Audience.NETWORK, by=officer).data)
    assert "Kunigunde" not in data
    assert officer.user.email not in data


def test_a_new_version_says_what_changed(officer):
    case = made.use_case(officer)
    publishing.publish(case, audience=Audience.PUBLIC, by=officer)
    values = {"title": "Hilfe am Telefon", "cost_yearly": None, "summary": "S" * 100}
    use_cases.change(case, values=values, revision=case.revision, by=officer)
    second = publishing.publish(case, audience=Audience.PUBLIC, by=officer)

    assert second.version == 2
    assert second.changes == [
        "Titel: Auskunft am Telefon → Hilfe am Telefon",
        "Kurzbeschreibung geändert",
        "Kosten im Jahr (Euro) entfernt",
    ]
    assert titles(officer) == ["Hilfe am Telefon"]
    assert list(Publication.objects.values_list("version", "is_current")) == [
        (2, True),
        (1, False),
    ]


def test_nothing_new_is_not_published_twice(officer):
    case = made.use_case(officer)
    publishing.publish(case, audience=Audience.NETWORK, by=officer)

    with pytest.raises(Refused, match="nichts geändert"):
        publishing.publish(case, audience=Audience.NETWORK, by=officer)
    assert publishing.publish(case, audience=Audience.PUBLIC, by=officer).version == 2


@pytest.mark.parametrize(
    ("fields", "audience", "sentence"),
    [
        ({"state": "rejected"}, "public", "abgelehnt"),
        ({"summary": " "}, "public", "Kurzbeschreibung"),
        ({}, "organisation", "wer den Eintrag sehen soll"),
        ({}, "nonsense", "wer den Eintrag sehen soll"),
    ],
)
def test_what_cannot_be_published_is_refused(officer, fields, audience, sentence):
    with pytest.raises(Refused, match=sentence):
        publishing.publish(made.use_case(officer, **fields), audience=audience, by=officer)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("role", [None, Role.LEADERSHIP, Role.DATA_PROTECTION, Role.ADMINISTRATOR])
def test_only_the_ai_officer_publishes(officer, role):
    case = made.use_case(officer)
    other = factories.member(officer.organisation, *([role] if role else []))

    with pytest.raises(PermissionDenied):
        publishing.publish(case, audience=Audience.PUBLIC, by=other)


def test_the_officer_of_another_town_does_not_publish(officer):
    case = made.use_case(officer)
    with pytest.raises(PermissionDenied):
        publishing.publish(case, audience=Audience.PUBLIC, by=shared.officer("ahornried"))


def test_a_preview_that_is_out_of_date_is_not_published(officer):
    case = made.use_case(officer)
    UseCase.objects.filter(pk=case.pk).update(revision=2)

    with pytest.raises(Conflict):
        publishing.publish(case, audience=Audience.PUBLIC, by=officer, revision=1)
    assert not Publication.objects.exists()


def test_withdrawn_is_gone_everywhere_at_once(officer):
    publication = shared.publish(officer)
    publishing.withdraw(publication, reason="Fehlerhaft", by=officer)

    assert titles(officer) == titles(None) == []
    assert not catalogue.has_public_register("wiesenbrueck")
    assert list(catalogue.ranked("Telefon", catalogue.visible(officer))) == []
    assert publication.withdrawn_reason == "Fehlerhaft"
    with pytest.raises(Refused, match="schon zurückgezogen"):
        publishing.withdraw(publication, reason="Noch einmal", by=officer)


def test_withdrawing_needs_a_reason(officer):
    with pytest.raises(Refused, match="Grund"):
        publishing.withdraw(shared.publish(officer), reason="  ", by=officer)


def test_after_withdrawal_the_entry_comes_back_as_its_next_version(officer):
    first = shared.publish(officer)
    publishing.withdraw(first, reason="Fehlerhaft", by=officer)
    again = publishing.publish(first.use_case, audience=Audience.PUBLIC, by=officer)

    assert (again.entry, again.version) == (first.entry, 2)
    assert list(catalogue.versions(again, public=True)) == [again]


def test_columns_repeat_the_snapshot(officer):
    new = shared.publish(officer, building_block="assistant", state="pilot")

    assert {name: getattr(new, name) for name in publishing.columns(new.data)} == {
        "title": "Auskunft am Telefon",
        "state": "pilot",
        "land": "BW",
        "population": None,
        "maturity": ANY,
        "cost_yearly": 4800,
        "cost_once": 12000,
        "building_block": "assistant",
        "risk": "",
    }
    assert sorted(field.key for field in new.fields.all()) == [
        "koki:politics",
        "tag:bürgerbüro",
        "tag:telefon",
        "urban:processes",
    ]


def test_publishing_and_withdrawing_leave_a_trail(officer):
    publication = shared.publish(officer)
    publishing.withdraw(publication, reason="Fehlerhaft", by=officer)

    actions = [entry.action for entry in audit.history(publication.use_case)]
    assert actions == ["register.withdrawn", "register.published"]


def test_who_publishes_is_not_told(officer):
    shared.publish(officer)
    assert not Notification.objects.exists()


def test_empty_recommended_fields_are_named(officer):
    case = made.use_case(officer, objection="", contact_email="")
    assert publishing.recommended(case) == ["contact_email", "objection"]
