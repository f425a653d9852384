from django.urls import URLPattern, path

from allmende.portal.tours.views.work import files, links, overview, phone, proofs, removing
from allmende.portal.tours.views.work.door import member_door, phone_door

T = "werkzeuge/touren/"
TODAY = f"{T}heute/<int:crew>/"
PHONE = "tour/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{T}heute/", phone.choose, name="tours-today"),
    path(TODAY, member_door(phone.page), name="tours-crew-today"),
    path(f"{TODAY}eintragen/", member_door(phone.record)),
    path(f"{TODAY}sw.js", member_door(phone.worker)),
    path(f"{TODAY}app.webmanifest", member_door(phone.manifest)),
    path(f"{TODAY}blatt.pdf", member_door(files.sheet), name="tours-crew-sheet"),
    path(f"{TODAY}tour.gpx", member_door(files.route), name="tours-crew-route"),
    path(f"{TODAY}link/", links.manage, name="tours-crew-link"),
    path(PHONE, phone_door(phone.page), name="tours-phone"),
    path(f"{PHONE}eintragen/", phone_door(phone.record)),
    path(f"{PHONE}sw.js", phone_door(phone.worker)),
    path(f"{PHONE}app.webmanifest", phone_door(phone.manifest)),
    path(f"{PHONE}blatt.pdf", phone_door(files.sheet)),
    path(f"{PHONE}tour.gpx", phone_door(files.route)),
    path(f"{PHONE}kalender.ics", files.calendar, name="tours-calendar"),
    path(f"{T}nachweise/", proofs.listing, name="tours-proofs"),
    path(f"{T}nachweise/pruefen/", proofs.verify, name="tours-proofs-verify"),
    path(f"{T}nachweise/export.csv", proofs.export, {"ending": "csv"}, name="tours-proofs-csv"),
    path(f"{T}nachweise/export.xlsx", proofs.export, {"ending": "xlsx"}, name="tours-proofs-xlsx"),
    path(f"{T}nachweise/<uuid:pk>/", proofs.detail, name="tours-proof"),
    path(f"{T}nachweise/<uuid:pk>/korrigieren/", proofs.correct, name="tours-proof-correct"),
    path(f"{T}nachweise/<uuid:pk>/name-entfernen/", removing.name, name="tours-name-remove"),
    path(f"{T}nachweise/foto/<uuid:pk>/entfernen/", removing.photo, name="tours-photo-remove"),
    path(f"{T}nachweise/foto/<uuid:pk>/", proofs.photo, name="tours-photo"),
    path(f"{T}nachweise/ort/<int:pk>/", proofs.site, name="tours-site-proof"),
    path(f"{T}uebersicht/", overview.page, name="tours-overview"),
    path(f"{T}uebersicht/wetter/", overview.weather, name="tours-weather"),
    path(f"{T}uebersicht/export/<str:table>.csv", overview.export, name="tours-overview-csv"),
]
