import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification
from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain import following, publishing, use_cases
from allmende.portal.register.models import Incident
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return shared.officer("ahornried", name="Ahornried")


@pytest.fixture
def reader():
    return factories.member(factories.organisation())


def told(member):
    found = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(found.values_list("text", flat=True))


def test_one_message_however_many_follows_fit(officer, reader):
    first = shared.publish(officer, "Prognose")
    following.follow(reader, kind="entry", value=str(first.entry))
    following.follow(reader, kind="organisation", value=str(officer.organisation_id))
    following.follow(reader, kind="field", value="koki:politics")
    following.follow(reader, kind="field", value="urban:processes")
    case = first.use_case
    use_cases.change(case, values={"summary": "Neu"}, revision=case.revision, by=officer)
    publishing.publish(case, audience=Audience.PUBLIC, by=officer)

    assert told(reader) == ["Neue Fassung: „Prognose“ (Ahornried)"]
    assert Notification.objects.get(recipient=reader.user).reason == Reason.FOLLOWING


def test_followers_of_a_field_hear_of_what_is_new_there(officer, reader):
    following.follow(reader, kind="field", value="koki:law")
    shared.publish(officer, "Anderes Feld", fields_koki=["data"])
    shared.publish(officer, "Recht", fields_koki=["law", "data"])

    assert told(reader) == ["Neu im Katalog: „Recht“ (Ahornried)"]


def test_a_published_incident_and_a_withdrawal_are_told(officer, reader):
    first = shared.publish(officer, "Prognose")
    following.follow(reader, kind="entry", value=str(first.entry))
    Incident.objects.create(
        use_case=first.use_case, title="Ausfall", severity="high", occurred_on="2026-11-01"
    )
    assert told(reader) == []  # nothing of it is published yet
    second = publishing.publish(first.use_case, audience=Audience.PUBLIC, by=officer)
    publishing.withdraw(second, reason="Vorfall", by=officer)

    assert told(reader) == [
        "Vorfall gemeldet: „Prognose“ (Ahornried)",
        "Zurückgezogen: „Prognose“ (Ahornried)",
    ]


def test_who_has_left_hears_nothing(officer, reader):
    first = shared.publish(officer, "Prognose")
    following.follow(reader, kind="entry", value=str(first.entry))
    reader.user.is_active = False
    reader.user.save()
    publishing.withdraw(first, reason="x", by=officer)

    assert told(reader) == []


def test_following_twice_changes_nothing(officer, reader):
    entry = str(shared.publish(officer, "Prognose").entry)
    one = following.follow(reader, kind="entry", value=entry)

    assert following.follow(reader, kind="entry", value=entry) == one
    assert following.values_of(reader) == {("entry", entry)}


def test_what_one_may_not_see_cannot_be_followed(officer, reader):
    draft = made.use_case(officer, "Entwurf")
    gone = shared.publish(officer, "Weg")
    publishing.withdraw(gone, reason="x", by=officer)

    for kind, value in [
        ("entry", str(draft.pk)),
        ("entry", str(gone.entry)),
        ("entry", "keine Kennung"),
        ("organisation", "0"),
        ("organisation", "abc"),
        ("field", "koki:unsinn"),
        ("unsinn", "1"),
    ]:
        with pytest.raises(Refused):
            following.follow(reader, kind=kind, value=value)
    assert following.values_of(reader) == set()


def test_only_ones_own_follow_can_be_ended(officer, reader):
    follow = following.follow(reader, kind="field", value="koki:law")

    with pytest.raises(PermissionDenied):
        following.unfollow(follow, by=officer)
    following.unfollow(follow, by=reader)
    assert following.values_of(reader) == set()


def test_a_follow_leads_to_where_the_news_is(officer, reader):
    addresses = {
        following.address_of(following.follow(reader, kind=kind, value=value))
        for kind, value in [("field", "koki:law"), ("organisation", str(officer.organisation_id))]
    }
    assert addresses == {
        "/anwendungsfaelle/katalog/?feld=koki%3Alaw",
        f"/anwendungsfaelle/katalog/?organisation={officer.organisation_id}",
    }
