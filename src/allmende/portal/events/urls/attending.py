"""Registrations: the own ones, those of guests, and all of them for organisers."""

from collections.abc import Callable

from django.urls import URLPattern, path

from allmende.portal.events.views.attending import (
    guests,
    organising,
    own,
    registering,
    seating,
    steps,
)
from allmende.portal.events.views.attending.door import guest_door, member_door
from allmende.portal.organisations.access import Plain

V = "veranstaltungen/<int:pk>/"
P = f"{V}teilnahme/"
ONE = f"{P}<uuid:registration>/"
G = "o/<slug:slug>/veranstaltungen/<int:pk>/anmelden/"
T = "o/<slug:slug>/teilnahme/<slug:token>/"

# The same pages for members and guests: address, view, name.
OWN = [
    ("abmelden/", own.cancel, "cancel"),
    ("platz-annehmen/", own.accept, "accept"),
    ("angaben/", own.details, "details"),
    ("meine-raeume/", own.choose_rooms, "rooms"),
    ("meine-raeume/<int:room>/", own.take_room, "room"),
    ("dabei/", own.check_in, "check-in"),
    ("bescheinigung/", own.certificate_file, "certificate"),
]


def _doors(prefix: str, base: str, door: Callable[..., Plain]) -> list[URLPattern]:
    return [
        path(f"{base}{address}", door(view), name=f"{prefix}-registration-{name}")
        for address, view, name in OWN
    ]


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/meine/", registering.mine, name="my-registrations"),
    path(f"{V}anmelden/", registering.register, name="session-register"),
    path(f"{V}teilnehmende/", registering.participants, name="session-participants"),
    *_doors("own", V, member_door),
    path(P, organising.listing, name="session-people"),
    path(f"{P}liste.csv", organising.export, name="session-people-export"),
    path(f"{P}mitglied/", steps.add, name="session-people-add"),
    path(f"{P}gast/", steps.add_guest, name="session-people-add-guest"),
    path(f"{P}nachricht/", steps.write, name="session-people-mail"),
    path(f"{P}erinnerungen/", steps.choose_reminders, name="session-reminders"),
    path(f"{P}raeume/", seating.listing, name="session-seating"),
    path(f"{P}raeume/liste.csv", seating.export, name="session-seating-export"),
    path(f"{ONE}abmelden/", steps.cancel, name="session-person-cancel"),
    path(f"{ONE}raeume/", steps.seat, name="session-person-seat"),
    path(G, guests.register, name="guest-register"),
    path(f"{G}gesendet/", guests.sent, name="guest-register-sent"),
    path(T, guest_door(guests.home), name="guest-registration"),
    path(f"{T}bestaetigen/", guest_door(guests.confirm), name="guest-registration-confirm"),
    path(f"{T}teilnehmen/", guest_door(guests.join), name="guest-registration-join"),
    path(
        f"{T}teilnehmen/<int:room>/",
        guest_door(guests.join),
        name="guest-registration-join-room",
    ),
    path(f"{T}loeschen/", guest_door(guests.erase), name="guest-registration-erase"),
    *_doors("guest", T, guest_door),
    path("bescheinigung/", guests.verify, name="certificate-check"),
    path("bescheinigung/<slug:code>/", guests.verify, name="certificate"),
]
