"""Planning as a person does it, without JavaScript."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.enums import FollowLevel
from allmende.portal.events.domain.planning import sessions
from allmende.portal.events.domain.planning.times import local
from allmende.portal.events.enums import BlockKind, SessionState, TalkState, VideoProvider
from allmende.portal.events.models import CalendarFeed, Room, Series, Session, Talk
from allmende.portal.organisations.enums import Audience
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, draft, wall
from tests.portal.events.domain.video import server

pytestmark = pytest.mark.django_db
V = "/veranstaltungen/"


@pytest.fixture
def world():
    return stage.build()


@pytest.fixture
def officer(client, world):
    client.force_login(world.officer.user)
    return client


def text(response):
    return response.content.decode()


def url(session, rest=""):
    return f"{V}{session.pk}/{rest}"


NEW = {
    "title": "Online-Treffen",
    "summary": "",
    "pattern": "online",
    "day": "2027-03-10",
    "begins": "10:00",
    "ends": "",
    "last_day": "",
    "series": "",
    "audience": "organisation",
    "group": "",
    "place": "",
    "provider": "link",
}


def test_from_a_pattern_to_an_announced_session(officer, world):
    answer = officer.post(f"{V}neu/", NEW)
    session = Session.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, url(session))
    assert local(session.ends_at).isoformat() == "2027-03-10T12:00:00"
    assert session.blocks.count() == 5
    page = text(officer.get(url(session)))
    assert "Hinweise zum Plan" in page
    assert "Im Raum „Rechtsfragen“ fehlt: Moderation und Protokoll." in page

    assert "ankündigen können Sie trotzdem" in text(officer.get(url(session, "ankuendigen/")))
    officer.post(url(session, "ankuendigen/"), {"revision": session.revision})
    session.refresh_from_db()
    assert session.state == SessionState.PUBLISHED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "2027-03-28", "begins": "02:30"}, "springt in dieser Nacht eine Stunde vor"),
        ({"day": "0001-01-01"}, "Wählen Sie ein Jahr zwischen"),
        ({"begins": "25:99"}, "Schreiben Sie die Uhrzeit so"),
        ({"pattern": "", "ends": ""}, "Wann endet die Veranstaltung?"),
        (
            {"audience": "network"},
            "gültige",
        ),
        ({"title": "x" * 151}, "höchstens 150 Zeichen"),
        ({"provider": "jitsi"}, "gültige"),
        ({"series": "99999"}, "gültige"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(officer, world, fields, sentence):
    answer = officer.post(f"{V}neu/", NEW | fields)
    assert answer.status_code == 422
    assert re.search(sentence, text(answer))
    assert 'value="' + (NEW | fields)["day"] + '"' in text(answer)
    assert Session.objects.count() == 0


def test_the_form_shows_the_clock_of_berlin(officer, world):
    session = draft(world.officer)
    page = text(officer.get(url(session, "bearbeiten/termin/")))
    assert re.search(r'name="day" value="2027-02-10"', page)
    assert re.search(r'name="begins" value="10:00"', page)
    moments = {"registers_until": "2027-02-09T18:00", "revision": session.revision}
    officer.post(url(session, "bearbeiten/anmeldung/"), moments)
    session.refresh_from_db()
    assert session.registers_until == wall("2027-02-09T18:00")
    page = text(officer.get(url(session, "bearbeiten/anmeldung/")))
    assert 'value="2027-02-09T18:00"' in page
    answer = officer.post(
        url(session, "bearbeiten/anmeldung/"),
        {"registers_until": "2026-03-29T02:30", "revision": session.revision},
    )
    assert "springt in dieser Nacht" in text(answer)


def test_two_at_once_see_both_versions_and_may_insist(officer, world):
    session = draft(world.officer)
    fields = {"title": "Meins", "audience": "organisation", "revision": session.revision}
    sessions.change(session, values={"title": "Ihres"}, revision=session.revision, by=world.officer)
    answer = officer.post(url(session, "bearbeiten/inhalt/"), fields)
    assert answer.status_code == 409
    assert "Zwei Fassungen" in text(answer)
    assert "Ihres" in text(answer)
    assert "Meins" in text(answer)
    again = re.search(r'name="revision" value="(\d+)"', text(answer))[1]
    officer.post(url(session, "bearbeiten/inhalt/"), fields | {"revision": again})
    session.refresh_from_db()
    assert session.title == "Meins"


def test_the_plan_is_worked_on_with_buttons(officer, world):
    session = draft(world.officer, pattern="online")
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    room = block.rooms.first()

    def press(path, **data):
        session.refresh_from_db()
        return officer.post(url(session, path), {"revision": session.revision, **data}, follow=True)

    assert "ist verschoben" in text(press(f"raeume/{room.pk}/verschieben/", richtung="spaeter"))
    assert "jetzt zweimal" in text(press(f"programm/{block.pk}/verdoppeln/"))
    assert "ist verschoben" in text(press(f"programm/{block.pk}/verschieben/", richtung="frueher"))
    added = press(
        f"programm/{block.pk}/raum/",
        title="Neu",
        moderator=str(world.staff.user),
        minute_taker="",
        text="",
        topic="koki:law",
        place="",
        link="",
        capacity="12",
    )
    assert "Der Raum ist gespeichert" in text(added)
    new = Room.objects.get(title="Neu")
    assert (new.moderator, new.capacity, new.topic) == (world.staff.user, 12, "koki:law")
    talk = press("vortraege/neu/", title="Impuls", speaker="Anna", where=f"r{new.pk}", minutes="10")
    assert "Der Vortrag ist gespeichert" in text(talk)
    assert Talk.objects.get().room == new
    assert "ist geschlossen" in text(press(f"raeume/{new.pk}/schliessen/", reason="Krank"))
    assert "wieder offen" in text(press(f"raeume/{new.pk}/oeffnen/"))
    assert "ist gelöscht" in text(press(f"raeume/{new.pk}/loeschen/"))
    assert Talk.objects.get().room is None
    officer.get(url(session, "programm/"))
    old = officer.post(url(session, f"raeume/{room.pk}/verdoppeln/"), {"revision": 1}, follow=True)
    assert "inzwischen geändert" in text(old)


def test_an_unknown_person_is_refused_at_the_form(officer, world):
    session = draft(world.officer, pattern="online")
    room = Room.objects.first()
    answer = officer.post(
        url(session, f"raeume/{room.pk}/"),
        {"revision": session.revision, "title": "Neu", "moderator": "<b>Niemand</b>"},
    )
    assert answer.status_code == 422
    assert "&lt;b&gt;Niemand&lt;/b&gt;“ ist niemand" in text(answer)


def test_rooms_and_talks_of_another_session_are_not_there(officer, world):
    session, other = draft(world.officer), draft(world.officer, pattern="online")
    room = Room.objects.filter(block__session=other).first()
    talk = Talk.objects.create(session=other, title="X")
    for path in (f"raeume/{room.pk}/", f"programm/{room.block_id}/", f"vortraege/{talk.pk}/"):
        assert officer.get(url(other, path)).status_code == 200
        assert officer.get(url(session, path)).status_code == 404
    answer = officer.post(
        url(session, "vortraege/neu/"),
        {"revision": session.revision, "title": "T", "speaker": "S", "where": f"r{room.pk}"},
    )
    assert answer.status_code == 422


def test_cancelling_is_confirmed_with_what_happens(officer, world):
    session = announced(world.officer)
    page = text(officer.get(url(session, "absagen/")))
    assert "0 Personen sind angemeldet" in page
    assert officer.post(url(session, "absagen/"), {"revision": session.revision}).status_code == 422
    sent = {"revision": session.revision, "reason": "<script>Sturm</script>"}
    page = text(officer.post(url(session, "absagen/"), sent, follow=True))
    assert "Die Veranstaltung ist abgesagt" in page
    assert "&lt;script&gt;Sturm" in page
    assert "Programm bearbeiten" not in page


def test_a_date_is_repeated_eight_weeks_later_by_default(officer, world):
    session = announced(world.officer, pattern="online")
    page = text(officer.get(url(session, "wiederholen/")))
    assert 'value="2027-04-07"' in page
    officer.post(url(session, "wiederholen/"), {"day": "2027-04-07", "begins": "10:00"})
    new = Session.objects.latest("pk")
    assert (new.state, local(new.starts_at).isoformat()) == (
        SessionState.DRAFT,
        "2027-04-07T10:00:00",
    )


def test_the_list_filters_sorts_and_exports(officer, world):
    first = announced(world.officer, title="Erste", topic="koki:law")
    second = announced(world.organiser, title="Zweite", audience=Audience.NETWORK)
    made.session(
        world.officer,
        "Alte",
        audience=Audience.ORGANISATION,
        starts_at=timezone.now() - timedelta(days=3),
    )
    draft(world.officer, title="Entwurf")
    announced(world.neighbour, title="Fremd")
    Room.objects.create(title="R", topic="koki:care", block=made.parallel(second, 1)[0].block)
    made.registration(second, world.officer)

    def titles(**query):
        return [row["session"].title for row in officer.get(V, query).context["rows"]]

    assert titles() == ["Erste", "Zweite"]
    assert titles(sortierung="-titel") == ["Zweite", "Erste"]
    assert titles(stand="vergangen") == ["Alte"]
    assert titles(stand="entwurf") == ["Entwurf"]
    assert titles(thema="koki:law") == ["Erste"]
    assert titles(thema="koki:care") == ["Zweite"]
    assert titles(von=str(first.organisation_id)) == ["Erste"]
    assert titles(suche="zweite") == ["Zweite"]
    assert titles(suche="Fremd") == []
    assert titles(meine="on") == ["Zweite"]
    assert titles(stand="quatsch", thema="x", von="abc", reihe="-1", seite="99") == [
        "Erste",
        "Zweite",
    ]
    sent = b"".join(officer.get(f"{V}liste.csv", {"thema": "koki:law"}).streaming_content)
    rows = list(csv.reader(io.StringIO(sent.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Titel", "Erste"]
    assert rows[1][1] == "10.02.2027 10:00"


def test_a_month_shows_days(officer, world):
    announced(world.officer, ends_at=wall("2027-02-11T09:00"))
    page = officer.get(V, {"ansicht": "monat", "monat": "2027-02"})
    days = {d.on.day for week in page.context["month"].weeks for d in week if d.sessions}
    assert days == {10, 11}
    for strange in ("2027-13", "abc", "9999-12", "0001-01"):
        assert officer.get(V, {"ansicht": "monat", "monat": strange}).status_code == 200


@pytest.mark.parametrize("path", [V, f"{V}?ansicht=monat&monat=2027-02", f"{V}reihen/"])
def test_lists_cost_the_same_for_many(officer, world, django_assert_num_queries, path):
    counts = []
    for _ in range(2):
        line = Series.objects.create(
            title="R",
            organisation=world.town,
            author=world.officer.user,
            author_label="x",
            audience="organisation",
            scope=f"organisation:{world.town.pk}",
        )
        for number in range(1 if not counts else 2):
            announced(world.officer, title=f"N{number}", series=line)
        officer.get(path)
        with django_assert_num_queries(50, exact=False) as found:
            officer.get(path)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_page_costs_the_same_for_many_rooms(officer, world, django_assert_num_queries):
    counts = []
    for pattern in ("online", "abschluss"):
        session = announced(world.officer, pattern=pattern)
        for room in Room.objects.filter(block__session=session):
            room.moderator = world.staff.user
            room.save()
            Talk.objects.create(session=session, block=room.block, room=room, title="T")
        officer.get(url(session))
        with django_assert_num_queries(80, exact=False) as found:
            officer.get(url(session))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_series_are_made_followed_changed_and_deleted(officer, world):
    fields = {"title": "Treffen", "summary": "**Alle** zwei Monate", "audience": "organisation"}
    officer.post(f"{V}reihen/neu/", fields)
    line = Series.objects.get()
    session = announced(world.officer, series=line)
    page = text(officer.get(f"{V}reihen/{line.pk}/"))
    assert "<strong>Alle</strong>" in page
    assert session.title in page
    officer.post(f"{V}reihen/{line.pk}/folgen/", {"beenden": "1"})
    assert subscriptions.level_of(world.officer.user, "series", str(line.pk)) is None
    officer.post(f"{V}reihen/{line.pk}/folgen/")
    assert subscriptions.level_of(world.officer.user, "series", str(line.pk)) == FollowLevel.ALL
    officer.post(f"{V}reihen/{line.pk}/bearbeiten/", fields | {"title": "Neu", "revision": 1})
    old = officer.post(f"{V}reihen/{line.pk}/bearbeiten/", fields | {"revision": 1})
    assert old.status_code == 409
    officer.post(f"{V}reihen/{line.pk}/loeschen/")
    session.refresh_from_db()
    assert session.series is None


def test_a_series_that_one_may_not_see_is_not_named(client, world):
    line = Series.objects.create(
        title="Geheimreihe",
        organisation=world.town,
        author_label="x",
        audience="organisation",
        scope=f"organisation:{world.town.pk}",
    )
    session = announced(world.officer, audience=Audience.PUBLIC, series=line)
    client.force_login(world.neighbour.user)
    pages = [
        text(client.get(url(session))),
        text(client.get(V)),
        b"".join(client.get(f"{V}liste.csv").streaming_content).decode(),
        text(client.get(f"/api/v1/sessions/{session.pk}")),
        text(client.get("/api/v1/sessions")),
        text(client.get(f"/o/wiesenbrueck/veranstaltungen/{session.pk}/")),
    ]
    assert [page for page in pages if "Geheimreihe" in page] == []
    client.force_login(world.officer.user)
    assert "Geheimreihe" in text(client.get(url(session)))


def test_a_proposal_goes_its_way(client, world):
    session = announced(world.officer, pattern="online", calls_for_talks=True)
    client.force_login(world.staff.user)
    sent = {"title": "Chatbot", "abstract": "Ein Jahr danach", "speaker": "", "speaker_from": ""}
    client.post(url(session, "beitraege/neu/"), sent)
    talk = Talk.objects.get()
    page = text(client.get(url(session)))
    assert "Von Ihnen vorgeschlagen" in page
    assert "Zu entscheiden" not in page
    client.force_login(world.officer.user)
    assert "Zu entscheiden" in text(client.get(url(session)))
    room = Room.objects.first()
    client.post(url(session, f"beitraege/{talk.pk}/annehmen/"), {"where": f"r{room.pk}"})
    talk.refresh_from_db()
    assert (talk.state, talk.room, talk.block) == (TalkState.ACCEPTED, room, room.block)


def test_dropping_out_of_a_room(client, world):
    session = announced(world.officer, pattern="online")
    Room.objects.filter(block__session=session).update(moderator=world.staff.user)
    room = Room.objects.first()
    client.force_login(world.staff.user)
    assert "Moderation abgeben" in text(client.get(url(session)))
    client.post(url(session, f"raeume/{room.pk}/abgeben/"), {"aufgabe": "moderator"})
    room.refresh_from_db()
    assert room.moderator is None
    wrong = client.post(
        url(session, f"raeume/{Room.objects.last().pk}/abgeben/"), {"aufgabe": "title"}
    )
    assert wrong.status_code == 302
    assert Room.objects.last().title


def test_the_join_page_opens_in_time_and_sends_on(client, world):
    session = announced(world.officer, provider=VideoProvider.LINK, link="https://video.example/x")
    made.registration(session, world.staff)
    client.force_login(world.staff.user)
    page = text(client.get(url(session, "beitreten/")))
    assert "Der Zugang öffnet am 10. Februar 2027 um 09:45 Uhr" in page
    assert "video.example" not in page + text(client.get(url(session)))
    assert client.get(url(session, "beitreten/los/")).status_code == 403
    with at(wall("2027-02-10T09:50")):
        client.force_login(world.staff.user)
        answer = client.get(url(session, "beitreten/los/"))
    assert (answer.status_code, answer["Location"]) == (302, "https://video.example/x")
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_video_server_that_is_down_is_said_with_a_way_to_try_again(client, world, settings):
    with server.running() as fake:
        settings.BBB_URL, settings.BBB_SECRET = fake.url, server.SECRET
        session = announced(world.officer, provider=VideoProvider.BIGBLUEBUTTON)
        with at(wall("2027-02-10T09:50")):
            client.force_login(world.officer.user)
            fake.broken = "502"
            answer = client.get(url(session, "beitreten/los/"))
            assert answer.status_code == 503
            assert "antwortet gerade nicht" in text(answer)
            assert f'href="{url(session, "beitreten/los/")}"' in text(answer)
            fake.broken = ""
            assert client.get(url(session, "beitreten/los/")).status_code == 302
            ended = client.post(url(session, "beitreten/beenden/"), follow=True)
            assert "Die Konferenz ist beendet" in text(ended)


def test_the_calendar_address_is_shown_once(officer, world):
    officer.post(f"{V}kalender/erneuern/")
    first, again = text(officer.get(f"{V}kalender/")), text(officer.get(f"{V}kalender/"))
    address = re.search(r"http://testserver(/kalender/[\w-]+\.ics)", first)[1]
    assert address not in again
    officer.logout()
    answer = officer.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert officer.get("/kalender/falsch.ics").status_code == 404
    officer.force_login(world.officer.user)
    officer.post(f"{V}kalender/erneuern/", {"beenden": "1"})
    assert CalendarFeed.objects.count() == 0
    assert officer.get(address).status_code == 404


def test_the_public_page_tells_search_engines(client, world):
    session = announced(
        world.officer,
        title="Offen </script><b>",
        audience=Audience.PUBLIC,
        place="Rathaus",
        provider=VideoProvider.LINK,
        link="https://video.example/geheim",
        allows_guests=True,
        capacity=10,
        pattern="online",
    )
    intern = announced(world.officer, title="Intern")
    page = client.get(f"/o/wiesenbrueck/veranstaltungen/{session.pk}/")
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', text(page))[1]
    )

    assert data["name"] == "Offen </script><b>"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["startDate"] == "2027-02-10T10:00:00+01:00"
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert "geheim" not in text(page)
    assert client.get(f"/o/wiesenbrueck/veranstaltungen/{intern.pk}/").status_code == 404
    assert client.get(f"/o/ahornried/veranstaltungen/{session.pk}/").status_code == 404
    listing = text(client.get("/o/wiesenbrueck/veranstaltungen/"))
    assert "Offen" in listing
    assert "Intern" not in listing + text(client.get("/o/wiesenbrueck/veranstaltungen/atom.xml"))
    sessions.cancel(session, reason="Sturm", revision=session.revision, by=world.officer)
    page = text(client.get(f"/o/wiesenbrueck/veranstaltungen/{session.pk}/"))
    assert "EventCancelled" in page
    assert "Sturm" in page


def test_the_footer_names_events_where_there_are_any(client, world):
    link = "/o/wiesenbrueck/veranstaltungen/"
    announced(world.officer)
    assert link not in text(client.get("/o/wiesenbrueck/"))
    announced(world.officer, audience=Audience.PUBLIC)
    assert link in text(client.get("/o/wiesenbrueck/"))


def test_people_of_a_public_page_are_not_named(client, world):
    session = announced(world.officer, audience=Audience.PUBLIC, pattern="online")
    Room.objects.update(moderator=world.staff.user)
    page = text(client.get(f"/o/wiesenbrueck/veranstaltungen/{session.pk}/"))
    assert "Rechtsfragen" in page
    assert "Moderation" not in page
