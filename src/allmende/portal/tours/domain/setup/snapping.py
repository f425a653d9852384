"""Sites and streets: where a crew stops, and which sites it cannot reach."""

from collections.abc import Sequence

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.profiles import FAR
from allmende.engines.tours.network.snapping import Snap
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.models import Site

WALK = 100.0  # metres; a longer walk is worth a look
FIELDS = ("street", "snapped_metres", "is_reachable")
BATCH = 500


def snap_site(site: Site) -> None:
    """Fill in street, metres and whether a crew gets there; without streets all is reachable."""
    snap_sites(site.organisation, [site])


def snap_sites(organisation: Organisation, sites: Sequence[Site]) -> None:
    """The same for many, without saving."""
    try:
        found = networks.snaps(organisation, [Point(site.lon, site.lat) for site in sites])
    except BadNetwork:  # the page of the streets tells it
        found = None
    snaps: Sequence[Snap | None] = found if found is not None else [None] * len(sites)
    for site, snap in zip(sites, snaps, strict=True):
        _note(site, snap)


def snap_all(organisation: Organisation) -> int:
    """After the streets have changed; returns how many sites cannot be reached."""
    sites = list(Site.objects.filter(organisation=organisation))
    snap_sites(organisation, sites)
    Site.objects.bulk_update(sites, FIELDS, batch_size=BATCH)
    return sum(not site.is_reachable for site in sites)


def sentence(site: Site) -> str:
    """What is wrong with the access, and how to mend it; empty where nothing is."""
    if site.snapped_metres is None:
        return ""
    metres = _distance(site.snapped_metres)
    if site.is_reachable and site.snapped_metres <= WALK:
        return ""
    if site.is_reachable:
        return (
            f"Von der Straße sind es {metres} zu Fuß. Ziehen Sie den Punkt dorthin, wo die Kolonne "
            "parkt, wenn es näher geht."
        )
    if site.snapped_metres > FAR:
        return (
            f"Die nächste Straße ist {metres} entfernt. Der Punkt liegt falsch oder außerhalb der "
            "hochgeladenen Straßen; so kommt der Ort in keine Tour."
        )
    return (
        "Die Straße dort hat keine Verbindung zum übrigen Netz. Ziehen Sie den Punkt an eine "
        "andere Straße; so kommt der Ort in keine Tour."
    )


def _distance(metres: float) -> str:
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.0f} km"


def _note(site: Site, snap: Snap | None) -> None:
    site.street = snap.street[:150] if snap and snap.metres <= FAR else ""
    site.snapped_metres = round(snap.metres, 1) if snap else None
    site.is_reachable = snap is None or snap.is_reachable
