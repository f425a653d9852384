from django.urls import URLPattern, path

from allmende.portal.tours.views.planning import (
    changing,
    comparing,
    files,
    making,
    moving,
    orders,
    plan,
    publishing,
    start,
    tour,
)

T = "werkzeuge/touren/"
P = f"{T}plaene/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(T, start.start, name="tours"),
    path(f"{T}plaene/", start.plans, name="tours-plans"),
    path(f"{T}plaene/neu/", making.new, name="tours-plan-new"),
    path(f"{T}plaene/aufraeumen/", publishing.tidy, name="tours-plans-tidy"),
    path(P, plan.show, name="tours-plan"),
    path(f"{P}karte.json", files.map_data, name="tours-plan-map"),
    path(f"{P}einsaetze.csv", files.csv_file, name="tours-plan-csv"),
    path(f"{P}einsaetze.xlsx", files.xlsx_file, name="tours-plan-xlsx"),
    path(f"{P}touren/<int:tour>/", tour.show, name="tours-tour"),
    path(f"{P}touren/<int:tour>/karte.json", files.tour_map, name="tours-tour-map"),
    path(f"{P}einsaetze/<int:stop>/verschieben/", moving.move, name="tours-stop-move"),
    path(f"{P}einsaetze/<int:stop>/festlegen/", moving.lock, name="tours-stop-lock"),
    path(f"{P}eilauftrag/", changing.order, name="tours-plan-order"),
    path(f"{P}ausfall/", changing.absence, name="tours-plan-absence"),
    path(f"{P}sperrung/", changing.closure, name="tours-plan-closure"),
    path(f"{P}zurueck/", changing.undo, name="tours-plan-undo"),
    path(f"{P}wiederherstellen/", changing.redo, name="tours-plan-redo"),
    path(f"{P}vergleich/", comparing.compare, name="tours-plan-compare"),
    path(f"{P}veroeffentlichen/", publishing.publish, name="tours-plan-publish"),
    path(f"{P}festhalten/", publishing.freeze, name="tours-plan-freeze"),
    path(f"{P}loeschen/", publishing.delete, name="tours-plan-delete"),
    path(f"{T}auftraege/", orders.listing, name="tours-orders"),
    path(f"{T}auftraege/<int:pk>/zurueckziehen/", orders.withdraw, name="tours-order-withdraw"),
]
