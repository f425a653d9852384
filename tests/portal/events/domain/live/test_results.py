"""Results reach those who took part and the topic fields of the rooms, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import search, subscriptions, things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification
from allmende.portal.events.domain.live import minutes, results
from allmende.portal.events.domain.planning import changes
from allmende.portal.events.domain.planning.changes import Change, What
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.enums import Audience, Role
from tests import factories
from tests.portal.events import made

pytestmark = pytest.mark.django_db
TOPIC = "koki:law"


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), email="nachbar@example.org")


def written(officer, audience=Audience.NETWORK):
    session = made.session(officer, audience=audience)
    (room,) = made.parallel(session, 20)
    room.topic = TOPIC
    room.save()
    begun = minutes.open_for(room, by=officer)
    minutes.write(begun, text="", results="- Vertragsmuster teilen", revision=1, by=officer)
    return session


def test_published_results_stand_at_the_topic_of_the_room(officer, neighbour):
    session = written(officer)

    assert results.on_topic(neighbour, TOPIC) == []
    assert results.publish(session, by=officer) == 1

    (thing,) = results.on_topic(neighbour, TOPIC)
    assert str(session) in thing.title
    assert things.one(neighbour, results.KIND, thing.key) == thing


def test_they_are_found_by_a_part_of_a_compound(officer, neighbour):
    results.publish(written(officer), by=officer)
    keys = audience.find_keys(neighbour)

    assert len(search.matching("Muster", kinds=[results.KIND], keys=keys)) == 1


def test_the_neighbour_sees_nothing_internal(officer, neighbour):
    session = written(officer, Audience.ORGANISATION)
    results.publish(session, by=officer)
    keys = audience.find_keys(neighbour)

    assert results.on_topic(neighbour, TOPIC) == []
    assert list(search.matching("Vertragsmuster", kinds=[results.KIND], keys=keys)) == []
    assert results.on_topic(officer, TOPIC)


def test_everybody_is_told_once_with_the_nearest_reason(officer, neighbour):
    session = written(officer)
    made.registration(session, neighbour)
    follower = factories.member(officer.organisation, email="folgt@example.org")
    for member in (neighbour, follower, officer):
        subscriptions.follow(member.user, "topic", TOPIC)

    results.publish(session, by=officer)
    results.publish(session, by=officer)

    told = Notification.objects.filter(text__startswith="Ergebnisse veröffentlicht")
    assert dict(told.values_list("recipient__email", "reason")) == {
        neighbour.user.email: Reason.ATTENDING,
        follower.user.email: Reason.FOLLOWING,
    }
    assert told.count() == 2


def test_empty_minutes_are_not_published(officer):
    session = made.session(officer)
    (room,) = made.parallel(session, 20)
    minutes.open_for(room, by=officer)

    with pytest.raises(Refused, match="Noch hat niemand"):
        results.publish(session, by=officer)


def test_only_organisers_publish(officer, neighbour):
    with pytest.raises(PermissionDenied):
        results.publish(written(officer), by=neighbour)


def test_withdrawn_results_leave_search_and_topic(officer, neighbour):
    session = written(officer)
    results.publish(session, by=officer)

    results.withdraw(session, by=officer)

    assert results.on_topic(neighbour, TOPIC) == []
    assert search.known(results.KIND) == set()


def test_after_a_restored_backup_they_are_found_again(officer):
    results.publish(written(officer), by=officer)
    search.clear(results.KIND)

    assert results.catch_up() == 1
    assert results.rebuild() == 1
    assert len(search.known(results.KIND)) == 1


def test_results_follow_the_audience_of_their_session(officer, neighbour):
    session = written(officer)
    results.publish(session, by=officer)
    session.audience = Audience.ORGANISATION
    session.scope = audience.key_for(session.audience, organisation_id=session.organisation_id)
    session.save()

    changes.on_change(session, Change(What.CHANGED, frozenset({"audience"})))

    assert results.on_topic(neighbour, TOPIC) == []
    keys = audience.find_keys(neighbour)
    assert list(search.matching("Vertragsmuster", kinds=[results.KIND], keys=keys)) == []
