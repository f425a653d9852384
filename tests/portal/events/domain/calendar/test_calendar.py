"""Read back with the library: what a calendar program would see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from allmende.portal.core.models import AuditEntry
from allmende.portal.events.domain import calendar
from allmende.portal.events.domain.planning import sessions
from allmende.portal.events.enums import RegistrationState, SessionState, VideoProvider
from allmende.portal.events.models import CalendarFeed, RoomPlace
from allmende.portal.organisations.enums import Audience
from tests.portal.events import made
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return stage.build()


def address(session):
    return f"https://allmende.example/veranstaltungen/{session.pk}/"


def read(content):
    found = Calendar.from_ical(content)
    return found, found.walk("VEVENT")


def one(session):
    _, [event] = read(calendar.session_file(session, address=address))
    return event


def test_an_entry_says_everything_and_never_the_meeting_itself(world):
    session = announced(
        world.officer,
        title="Käse; Brot, „Wurst“\\",
        summary="Ein Satz",
        place="Rathaus",
        provider=VideoProvider.LINK,
        link="https://video.example/geheim",
    )
    content = calendar.session_file(session, address=address)
    whole, [event] = read(content)

    assert (str(whole["VERSION"]), str(whole["METHOD"])) == ("2.0", "PUBLISH")
    assert str(event["UID"]) == f"{session.uid}@allmende"
    assert str(event["SUMMARY"]) == "Käse; Brot, „Wurst“\\"
    assert str(event["LOCATION"]) == "Rathaus, Online"
    assert f"{address(session)}beitreten/" in str(event["DESCRIPTION"])
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert (
        event["DTSTAMP"].dt
        == event["LAST-MODIFIED"].dt
        == session.changed_at.replace(microsecond=0)
    )
    assert b"geheim" not in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_time_zone_stands_in_the_file_with_both_rules(world):
    whole, [event] = read(calendar.session_file(announced(world.officer), address=address))
    [zone] = whole.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Berlin"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    rules = {part.name: part["RRULE"].to_ical() for part in zone.subcomponents}
    assert rules == {
        "DAYLIGHT": b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "STANDARD": b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    }


@pytest.mark.parametrize("day", ["2026-11-25", "2027-03-29", "2027-07-01", "2027-11-01"])
def test_our_rules_say_what_the_system_knows(world, day):
    """Read by the rules of the file alone, each day is where the system puts it."""
    session = announced(world.officer, starts_at=wall(f"{day}T10:00"), ends_at=wall(f"{day}T11:00"))
    whole, [event] = read(calendar.session_file(session, address=address))
    [zone] = whole.walk("VTIMEZONE")
    start = event["DTSTART"].dt.replace(tzinfo=None)
    known = timezone.localtime(session.starts_at).utcoffset()
    assert zone.to_tz(lookup_tzid=False).utcoffset(start) == known


def test_a_session_over_the_night_of_spring_is_an_hour_shorter(world):
    start, end = wall("2027-03-27T22:00"), wall("2027-03-28T06:00")
    event = one(announced(world.officer, starts_at=start, ends_at=end))
    assert event.to_ical().count(b"TZID=Europe/Berlin") == 2
    assert b"DTSTART;TZID=Europe/Berlin:20270327T220000" in event.to_ical()
    assert b"DTEND;TZID=Europe/Berlin:20270328T060000" in event.to_ical()
    assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(
        hours=7
    )


def test_the_second_half_past_two_of_autumn_is_named_in_utc(world):
    """The clock shows 02:30 twice; a local time would mean the first one (RFC 5545, 3.3.5)."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    event = one(announced(world.officer, starts_at=first, ends_at=second))

    assert b"DTSTART;TZID=Europe/Berlin:20261025T023000" in event.to_ical()
    assert b"DTEND:20261025T013000Z" in event.to_ical()
    assert event["DTSTART"].dt.astimezone(UTC) == first
    assert event["DTEND"].dt.astimezone(UTC) == second


def test_a_changed_date_keeps_the_uid_and_raises_the_sequence(world):
    session = announced(world.officer)
    before = one(session)
    new = {"starts_at": wall("2027-02-11T10:00"), "ends_at": wall("2027-02-11T12:00")}
    sessions.change(session, values=new, revision=session.revision, by=world.officer)
    after = one(session)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["DTSTART"].dt.day == 11


def test_a_cancelled_session_stays_and_says_so(world):
    session = announced(world.officer)
    sessions.cancel(session, reason="Sturm", revision=session.revision, by=world.officer)
    event = one(session)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(event["SUMMARY"]) == "Abgesagt: Runder Tisch"
    assert "Sturm" in str(event["DESCRIPTION"])


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_an_invitation_by_mail(world, method, status):
    session = announced(world.officer)
    [room] = made.parallel(session, 10)
    room.place = "Saal 2"
    content = calendar.invitation(
        session, "gast@example.org", "Gerda; Gast", method=method, room=room
    )
    whole, [event] = read(content)

    assert str(whole["METHOD"]) == method
    assert event["STATUS"] == status
    assert str(event["ATTENDEE"]) == "mailto:gast@example.org"
    assert event["ATTENDEE"].params["CN"] == "Gerda; Gast"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ORGANIZER"].params["CN"] == "Wiesenbrueck"
    assert "Ihr Raum: Raum 1" in str(event["DESCRIPTION"])
    assert str(event["LOCATION"]) == "Saal 2"
    name, mime, _ = calendar.attachment(session, content, method=method)
    assert (name, mime) == (
        "absage.ics" if method == "CANCEL" else "termin.ics",
        f"text/calendar; charset=utf-8; method={method}",
    )


@pytest.mark.parametrize("name", ["Böse\r\nATTENDEE:mailto:x@y.example", "A" * 5000, '"quoted"'])
def test_a_hostile_name_makes_no_second_line(world, name):
    content = calendar.invitation(
        announced(world.officer), "gast@example.org", name, method="REQUEST"
    )
    _, [event] = read(content)
    assert str(event["ATTENDEE"]) == "mailto:gast@example.org"


def test_a_personal_feed_holds_what_one_takes_part_in_and_may_see(world):
    mine = announced(world.officer, title="Angemeldet")
    [room] = made.parallel(mine, 10)
    place = made.registration(mine, world.staff)
    RoomPlace.objects.create(registration=place, block=room.block, room=room)
    waiting = announced(world.officer, title="Warteliste")
    made.registration(waiting, world.staff, state=RegistrationState.WAITING)
    gone = announced(world.officer, title="Abgemeldet")
    made.registration(gone, world.staff, state=RegistrationState.CANCELLED)
    leads = announced(world.officer, title="Geleitet")
    [led] = made.parallel(leads, 10)
    led.moderator = world.staff.user
    led.save()
    foreign = announced(world.neighbour, title="Fremd")  # of before the person moved
    made.registration(foreign, world.staff)
    planned = made.session(world.officer, "Entwurf", state=SessionState.DRAFT)
    made.registration(planned, world.staff)
    announced(world.officer, title="Andere")
    feed = calendar.find(calendar.renew(world.staff.user, by=world.staff))

    _, events = read(calendar.personal(feed, address=address))
    assert {(str(e["SUMMARY"]), str(e["STATUS"])) for e in events} == {
        ("Angemeldet", "CONFIRMED"),
        ("Warteliste", "TENTATIVE"),
        ("Geleitet", "CONFIRMED"),
    }
    texts = {str(e["SUMMARY"]): str(e["DESCRIPTION"]) for e in events}
    assert "Ihr Raum: Raum 1" in texts["Angemeldet"]
    assert "Sie moderieren: Raum 1" in texts["Geleitet"]
    assert CalendarFeed.objects.get().read_at


def test_a_feed_costs_the_same_for_many_sessions(world, django_assert_num_queries):
    feed = calendar.find(calendar.renew(world.staff.user, by=world.staff))
    counts = []
    for number in (1, 3):
        for _ in range(number):
            session = announced(world.officer)
            [room] = made.parallel(session, 10)
            made.registration(session, world.staff)
            room.moderator = world.staff.user
            room.save()
        calendar.personal(feed, address=address)
        with django_assert_num_queries(8, exact=False) as found:
            calendar.personal(feed, address=address)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_only_the_hash_of_the_address_is_kept_and_a_new_one_ends_the_old(world):
    first = calendar.renew(world.staff.user, by=world.staff)
    second = calendar.renew(world.staff.user, by=world.staff)
    kept = CalendarFeed.objects.get()
    assert second not in kept.token_hash
    assert (calendar.find(first), calendar.find(second)) == (None, kept)
    details = [
        entry.details for entry in AuditEntry.objects.filter(action="events.calendar_renewed")
    ]
    assert details == [{}, {}]
    world.staff.user.is_active = False
    world.staff.user.save()
    assert calendar.find(second) is None


def test_the_feed_of_an_organisation_holds_its_public_sessions(world):
    announced(world.officer, title="Offen", audience=Audience.PUBLIC)
    announced(world.officer, title="Intern")
    announced(world.organiser, title="Vom Kreis", audience=Audience.PUBLIC)
    called_off = announced(world.officer, title="Weg", audience=Audience.PUBLIC)
    sessions.cancel(called_off, reason="X", revision=called_off.revision, by=world.officer)

    _, events = read(calendar.organisation_feed(world.town, address=address))
    assert {str(event["SUMMARY"]) for event in events} == {"Offen", "Abgesagt: Weg"}
