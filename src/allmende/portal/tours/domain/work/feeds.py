"""Tours for other programs: a calendar feed (RFC 5545) and a route (GPX 1.1)."""

from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree as Xml

from django.utils import timezone
from icalendar import Calendar, Event

from allmende.portal.tours.domain.work import today
from allmende.portal.tours.domain.work.today import Sheet
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Crew, Stop, Tour

PRODID = "-//Allmende//Touren//DE"
BACK, AHEAD = 14, 60  # days
REFRESH = timedelta(hours=4)
GPX = "http://www.topografix.com/GPX/1/1"


def calendar(crew: Crew, *, first: date | None = None) -> bytes:
    """One entry for each tour. Its UID is the crew's day, so a new plan moves it."""
    start = first or timezone.localdate() - timedelta(days=BACK)
    whole = Calendar()
    whole.add("prodid", PRODID)
    whole.add("version", "2.0")
    whole.add("x-wr-calname", f"Touren {crew.name}")
    whole.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    end = start + timedelta(days=BACK + AHEAD)
    for tour in today.tours_between(crew.organisation, start, end):
        if tour.crew_id == crew.pk:
            whole.add_component(_event(tour))
    return bytes(whole.to_ical())


def gpx(sheet: Sheet, *, track: list[tuple[float, float]]) -> bytes:
    """A waypoint for each stop and one track; ``track`` holds lon, lat."""
    root = Xml.Element("gpx", {"version": "1.1", "creator": "Allmende", "xmlns": GPX})
    meta = Xml.SubElement(root, "metadata")
    Xml.SubElement(meta, "name").text = f"{sheet.crew.name}, {sheet.day:%d.%m.%Y}"
    for number, line in enumerate(places(sheet), 1):
        point = _point(root, "wpt", line.lon, line.lat)
        Xml.SubElement(point, "name").text = f"{number}. {line.label}"
        Xml.SubElement(point, "desc").text = f"{line.begins:%H:%M}–{line.ends:%H:%M} Uhr"
    road = Xml.SubElement(root, "trk")
    Xml.SubElement(road, "name").text = f"Tour {sheet.crew.name}"
    segment = Xml.SubElement(road, "trkseg")
    for lon, lat in track:
        _point(segment, "trkpt", lon, lat)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def places(sheet: Sheet) -> list[Stop]:
    """The stops that are driven to."""
    return [line.stop for line in sheet.lines if line.stop.kind != StopKind.BREAK]


def _point(parent: Xml.Element, tag: str, lon: float, lat: float) -> Xml.Element:
    return Xml.SubElement(parent, tag, {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"})


def _event(tour: Tour) -> Event:
    stops = list(tour.stops.all())
    visits = sum(stop.kind == StopKind.VISIT for stop in stops)
    found = Event()
    found.add("uid", f"tour-{tour.crew_id}-{tour.day.isoformat()}@allmende")
    found.add("dtstamp", tour.plan.published_at or timezone.now())
    found.add("sequence", tour.plan.number)
    found.add("dtstart", _at(tour.day, tour.leaves))
    found.add("dtend", _at(tour.day, tour.returns))
    found.add("summary", f"Tour {tour.crew.name}: {visits} Einsätze")
    found.add("location", tour.crew.depot.name)
    found.add("description", "\n".join(f"{stop.begins:%H:%M} {stop.label}" for stop in stops))
    return found


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock)).astimezone(
        timezone.get_fixed_timezone(0)
    )
