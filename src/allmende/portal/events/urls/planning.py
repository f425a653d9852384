from django.urls import URLPattern, path

from allmende.portal.events.views.planning import (
    blocks,
    calendars,
    joining,
    listing,
    machine,
    public,
    rooms,
    series,
    sessions,
    steps,
    talks,
)

V = "veranstaltungen/"
O = f"o/<slug:slug>/{V}"  # noqa: E741 -- as the address says
R = f"{V}reihen/"
ONE = f"{V}<int:pk>/"
B = f"{ONE}programm/<int:block>/"
ROOM = f"{ONE}raeume/<int:room>/"
T = f"{ONE}vortraege/<int:talk>/"
P = f"{ONE}beitraege/<int:talk>/"
J = f"{ONE}beitreten/"

urlpatterns: list[URLPattern] = [
    path(O, public.listing, name="public-events"),
    path(f"{O}kalender.ics", calendars.public_feed, name="public-events-ics"),
    path(f"{O}atom.xml", machine.feed, name="public-events-atom"),
    path(f"{O}<int:pk>/", public.detail, name="public-event"),
    path(f"{O}<int:pk>/termin.ics", calendars.public_session, name="public-event-ics"),
    path("kalender/<str:token>.ics", calendars.feed, name="calendar-feed"),
    path(V, listing.listing, name="events"),
    path(f"{V}liste.csv", listing.export, name="events-export"),
    path(f"{V}kalender/", calendars.subscribe, name="calendar"),
    path(f"{V}kalender/erneuern/", calendars.renew, name="calendar-renew"),
    path(f"{V}neu/", sessions.new, name="session-new"),
    path(R, series.listing, name="series-list"),
    path(f"{R}neu/", series.new, name="series-new"),
    path(f"{R}<int:pk>/", series.detail, name="series"),
    path(f"{R}<int:pk>/bearbeiten/", series.edit, name="series-edit"),
    path(f"{R}<int:pk>/loeschen/", series.delete, name="series-delete"),
    path(f"{R}<int:pk>/folgen/", series.follow, name="series-follow"),
    path(f"{R}<int:pk>/reihe.ics", calendars.series_file, name="series-ics"),
    path(ONE, sessions.detail, name="session"),
    path(f"{ONE}termin.ics", calendars.session_file, name="session-ics"),
    path(f"{ONE}bearbeiten/<slug:section>/", sessions.edit, name="session-edit"),
    path(f"{ONE}folgen/", sessions.follow, name="session-follow"),
    path(f"{ONE}ankuendigen/", steps.publish, name="session-publish"),
    path(f"{ONE}absagen/", steps.cancel, name="session-cancel"),
    path(f"{ONE}abschliessen/", steps.finish, name="session-finish"),
    path(f"{ONE}wiederholen/", steps.repeat, name="session-repeat"),
    path(f"{ONE}loeschen/", steps.delete, name="session-delete"),
    path(f"{ONE}programm/", blocks.plan, name="session-plan"),
    path(f"{ONE}programm/neu/", blocks.add, name="block-add"),
    path(B, blocks.edit, name="block-edit"),
    path(f"{B}verschieben/", blocks.move, name="block-move"),
    path(f"{B}verdoppeln/", blocks.duplicate, name="block-duplicate"),
    path(f"{B}loeschen/", blocks.remove, name="block-remove"),
    path(f"{B}raum/", rooms.add, name="room-add"),
    path(ROOM, rooms.edit, name="room-edit"),
    path(f"{ROOM}verschieben/", rooms.move, name="room-move"),
    path(f"{ROOM}verdoppeln/", rooms.duplicate, name="room-duplicate"),
    path(f"{ROOM}loeschen/", rooms.remove, name="room-remove"),
    path(f"{ROOM}schliessen/", rooms.close, name="room-close"),
    path(f"{ROOM}oeffnen/", rooms.reopen, name="room-reopen"),
    path(f"{ROOM}abgeben/", rooms.step_down, name="room-step-down"),
    path(f"{ONE}vortraege/neu/", talks.add, name="talk-add"),
    path(T, talks.edit, name="talk-edit"),
    path(f"{T}verschieben/", talks.move, name="talk-move"),
    path(f"{T}verdoppeln/", talks.duplicate, name="talk-duplicate"),
    path(f"{T}loeschen/", talks.remove, name="talk-remove"),
    path(f"{ONE}beitraege/neu/", talks.propose, name="talk-propose"),
    path(f"{P}annehmen/", talks.accept, name="talk-accept"),
    path(f"{P}ablehnen/", talks.decline, name="talk-decline"),
    path(f"{P}zurueckziehen/", talks.withdraw, name="talk-withdraw"),
    path(J, joining.overview, name="session-join"),
    path(f"{J}los/", joining.enter, name="session-enter"),
    path(f"{J}beenden/", joining.end, name="session-end"),
    path(f"{J}<int:room>/", joining.enter, name="room-enter"),
    path(f"{J}<int:room>/beenden/", joining.end, name="room-end"),
]
