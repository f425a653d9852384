"""The sheet of a tour for the wall and the dashboard: map, list, check boxes, QR code."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from allmende.portal.core.documents.pdf import drawn
from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.planning import lines
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.domain.work import feeds, qr, sheet_map
from allmende.portal.tours.domain.work.sheet_map import Place
from allmende.portal.tours.domain.work.today import Sheet

NO_TOUR = "Für diesen Tag ist keine Tour veröffentlicht. Es gibt nichts zu drucken."


def way_of(sheet: Sheet) -> list[Place]:
    """Lon, lat along the streets; straight where there are none."""
    if sheet.tour is None:
        return []
    line = lines.of(sheet.crew.organisation, [sheet.tour], address=lambda _: "")[0]
    return [(lon, lat) for lon, lat in line["geometry"]["coordinates"]]


def pdf(sheet: Sheet, *, address: str) -> bytes:
    """``address``: of the page on the phone. Refused without a tour or without Pango."""
    if sheet.tour is None:
        raise Refused(NO_TOUR)
    return drawn(render_to_string("tours/work/sheet.html", _context(sheet, address)))


def _context(sheet: Sheet, address: str) -> dict[str, Any]:
    organisation, depot = sheet.crew.organisation, sheet.crew.depot
    network = networks.network_of(organisation)
    places = feeds.places(sheet)
    numbers = {stop.pk: number for number, stop in enumerate(places, 1)}
    return {
        "sheet": sheet,
        "organisation": organisation,
        "rows": [(numbers.get(line.stop.pk, ""), line) for line in sheet.lines],
        "map": sheet_map.draw(
            organisation,
            stops=[(stop.lon, stop.lat) for stop in places],
            depot=(depot.lon, depot.lat),
            way=way_of(sheet),
        ),
        "attribution": network.attribution if network else "",
        "qr": mark_safe(qr.svg(address, title="QR-Code zur Tour auf dem Handy")),  # noqa: S308 -- drawn by us
    }
