from django.urls import URLPattern, path

from allmende.portal.tours.views import map as maps
from allmende.portal.tours.views.setup import imports, lists, sites, streets
from allmende.portal.tours.views.setup.areas import AREAS

T = "werkzeuge/touren/"
I = f"{T}orte/einlesen/"  # noqa: E741 -- import

urlpatterns: list[URLPattern] = [
    path(f"{T}karte/strassen.json", maps.roads, name="tours-roads"),
    path(f"{T}orte/karte.json", maps.sites, name="tours-sites-map"),
    path(f"{T}orte/", sites.listing, name="tours-sites"),
    path(f"{T}orte/liste.csv", sites.as_csv, name="tours-sites-csv"),
    path(f"{T}orte/liste.geojson", sites.as_geojson, name="tours-sites-geojson"),
    path(f"{T}orte/aus-der-karte/", sites.from_map, name="tours-from-map"),
    path(f"{T}orte/<int:pk>/", sites.detail, name="tours-site"),
    path(I, imports.upload, name="tours-import-new"),
    path(f"{I}<uuid:pk>/", imports.detail, name="tours-import"),
    path(f"{I}<uuid:pk>/uebernehmen/", imports.take, name="tours-import-take"),
    path(f"{I}<uuid:pk>/fehler.csv", imports.problems, name="tours-import-problems"),
    path(f"{I}<uuid:pk>/zuruecknehmen/", imports.undo, name="tours-import-undo"),
    path(f"{T}regeln/", lists.rules, name="tours-rules"),
    path(f"{T}regeln/vorlagen/", lists.take_templates, name="tours-templates"),
    path(f"{T}kolonnen/", lists.crews, name="tours-crews"),
    path(f"{T}kolonnen/<int:pk>/ausfaelle/", lists.add_absence, name="tours-absence-new"),
    path(
        f"{T}kolonnen/<int:pk>/ausfaelle/<int:absence>/loeschen/",
        lists.remove_absence,
        name="tours-absence-delete",
    ),
    path(f"{T}betriebshof/", lists.depots, name="tours-depots"),
    path(f"{T}strassen/", streets.network, name="tours-network"),
    path(f"{T}strassen/sperrungen/<int:pk>/beenden/", streets.end, name="tours-closure-end"),
    *(address for area in AREAS for address in area.addresses()),
]
