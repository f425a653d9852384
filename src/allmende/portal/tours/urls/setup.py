from django.urls import URLPattern, path

from allmende.portal.tours.views import map as maps

urlpatterns: list[URLPattern] = [
    path("werkzeuge/touren/karte/strassen.json", maps.roads, name="tours-roads"),
    path("werkzeuge/touren/orte/karte.json", maps.sites, name="tours-sites-map"),
]
