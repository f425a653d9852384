from django.urls import URLPattern, path

from allmende.portal.tours.views.work import links, phone
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
    path(f"{TODAY}link/", links.manage, name="tours-crew-link"),
    path(PHONE, phone_door(phone.page), name="tours-phone"),
    path(f"{PHONE}eintragen/", phone_door(phone.record)),
    path(f"{PHONE}sw.js", phone_door(phone.worker)),
    path(f"{PHONE}app.webmanifest", phone_door(phone.manifest)),
]
