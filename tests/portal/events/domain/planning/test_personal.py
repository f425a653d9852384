import pytest

from allmende.portal.core.domain import personal, things, topic_sections
from allmende.portal.core.models import SearchEntry
from allmende.portal.events.domain import calendar
from allmende.portal.events.domain.planning import contributing, finding, series
from allmende.portal.events.models import CalendarFeed, Room, Talk
from allmende.portal.organisations.enums import Audience
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return stage.build()


def test_the_copy_and_the_end(world):
    session = announced(world.officer, pattern="online", calls_for_talks=True)
    Room.objects.update(moderator=world.staff.user)
    given = {"title": "A", "abstract": "B", "speaker": "", "speaker_from": "", "minutes": None}
    kept, gone = (contributing.propose(session, values=given, by=world.staff) for _ in range(2))
    contributing.accept(kept, block=None, room=None, reason="", by=world.officer)
    calendar.renew(world.staff.user, by=world.staff)

    copy = personal.copy_of(world.staff.user)["Geplante Veranstaltungen"]
    assert (len(copy["Räume"]), len(copy["Beiträge"]), len(copy["Kalenderadresse seit"])) == (
        4,
        2,
        1,
    )
    personal.forget(world.staff.user)
    personal.forget(world.officer.user)
    session.refresh_from_db()
    kept.refresh_from_db()
    assert (session.author, session.author_label) == (None, personal.FORMER)
    assert (kept.speaker, kept.proposed_by) == (personal.FORMER, None)
    assert not Talk.objects.filter(pk=gone.pk).exists()
    assert not Room.objects.exclude(moderator=None).exists()
    assert not CalendarFeed.objects.exists()


def test_things_are_given_to_those_who_may_see_them(world):
    session, hidden = announced(world.officer), draft(world.officer)
    keys = [str(session.pk), str(hidden.pk), "x", "9" * 40]
    kind = things.kind("session")
    assert set(kind.find(world.staff, keys)) == {str(session.pk)}
    assert set(kind.find(world.officer, keys)) == {str(session.pk), str(hidden.pk)}
    assert kind.find(world.neighbour, keys) == kind.find(None, keys) == {}
    assert kind.scopes(keys) == {str(session.pk): f"organisation:{world.town.pk}"}


def test_a_topic_shows_sessions_and_those_with_a_room_on_it(world):
    first = announced(world.officer, title="Ganz", topic="koki:law")
    second = announced(world.officer, title="Ein Raum", pattern="online")
    announced(world.officer, title="Anderes", topic="koki:care")
    shown = dict(topic_sections.sections(world.staff, "koki:law"))["Veranstaltungen"]
    assert {thing.key for thing in shown} == {str(first.pk), str(second.pk)}
    assert "Veranstaltungen" not in dict(topic_sections.sections(world.neighbour, "koki:law"))


def test_the_search_is_built_anew_and_catches_up(world):
    line = series.create(
        values={
            "title": "R",
            "summary": "",
            "topic": "",
            "audience": Audience.NETWORK,
            "group": None,
        },
        by=world.organiser,
    )
    session = announced(world.officer)
    draft(world.officer)
    SearchEntry.objects.all().delete()
    assert finding.catch_up() == 2
    assert finding.catch_up() == 0
    assert finding.rebuild() == 2
    assert set(SearchEntry.objects.values_list("kind", "object_id")) == {
        ("series", line.pk),
        ("session", session.pk),
    }
