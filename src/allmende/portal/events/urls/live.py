from django.urls import URLPattern, path

from allmende.portal.events.views.live import feedback, guests, materials, minutes, polls

S = "veranstaltungen/<int:pk>/"
M = f"{S}protokoll/<int:minutes>/"
P = f"{S}abstimmungen/"
ONE = f"{P}<int:poll>/"
GUEST = "o/<slug:slug>/teilnahme/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{S}protokoll/", minutes.begin, name="minutes-begin"),
    path(M, minutes.read, name="minutes"),
    path(f"{M}stand/", minutes.state, name="minutes-state"),
    path(f"{M}schreiben/", minutes.write, name="minutes-write"),
    path(f"{S}ergebnisse/", minutes.publish, name="results-publish"),
    path(f"{S}ergebnisse/zurueckziehen/", minutes.withdraw, name="results-withdraw"),
    path(f"{P}neu/", polls.new, name="poll-new"),
    path(ONE, polls.page, name="poll"),
    path(f"{ONE}stand/", polls.state, name="poll-state"),
    path(f"{ONE}stimme/", polls.vote, name="poll-vote"),
    path(f"{ONE}leinwand/", polls.screen, name="poll-screen"),
    path(f"{ONE}aendern/", polls.edit, name="poll-edit"),
    path(f"{ONE}starten/", polls.start, name="poll-start"),
    path(f"{ONE}beenden/", polls.finish, name="poll-finish"),
    path(f"{ONE}loeschen/", polls.remove, name="poll-remove"),
    path(f"{S}unterlagen/", materials.add, name="material-add"),
    path(f"{S}unterlagen/entfernen/", materials.remove, name="material-remove"),
    path(f"{S}rueckmeldung/", feedback.give, name="feedback"),
    path(f"{S}rueckmeldungen/", feedback.summary, name="feedback-summary"),
    path(f"{GUEST}abstimmung/<int:poll>/", guests.poll, name="guest-poll"),
    path(f"{GUEST}abstimmung/<int:poll>/stand/", guests.state, name="guest-poll-state"),
    path(f"{GUEST}rueckmeldung/", guests.feedback, name="guest-feedback"),
]
