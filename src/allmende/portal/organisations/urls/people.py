"""How organisations present themselves, and how people come in."""

from django.urls import URLPattern, path

from allmende.portal.organisations.views import (
    ask_to_join,
    directory,
    join_decisions,
    list_import,
    network_people,
    profile,
    public,
    working_groups,
)

PUBLIC: list[URLPattern] = [
    path("o/<slug:slug>/ueber-uns/", public.profile, name="public-profile"),
    path("beitreten/", ask_to_join.search, name="join"),
    path("beitreten/fachperson/", ask_to_join.as_expert, name="join-expert"),
    path("beitreten/gesendet/", ask_to_join.sent, name="join-sent"),
    path(
        "beitreten/organisation/<slug:slug>/",
        ask_to_join.at_organisation,
        name="join-organisation",
    ),
    path("beitreten/bestaetigen/<str:token>/", ask_to_join.confirm, name="join-confirm"),
    path("beitreten/zurueckziehen/<str:token>/", ask_to_join.withdraw, name="join-withdraw"),
    path("konto/anfrage/<int:pk>/", ask_to_join.withdraw_own, name="join-withdraw-own"),
]

MEMBERS: list[URLPattern] = [
    path("netzwerk/organisationen/", directory.listing, name="directory"),
    path("netzwerk/organisationen/liste.csv", directory.export, name="directory-export"),
    path("netzwerk/organisationen/<slug:slug>/", directory.detail, name="directory-entry"),
    path("netzwerk/arbeitsgruppen/", working_groups.listing, name="working-groups"),
    path("netzwerk/arbeitsgruppen/<int:pk>/", working_groups.detail, name="working-group"),
    path(
        "netzwerk/arbeitsgruppen/<int:pk>/beitreten/",
        working_groups.ask,
        name="working-group-ask",
    ),
    path(
        "netzwerk/arbeitsgruppen/<int:pk>/zurueckziehen/",
        working_groups.withdraw,
        name="working-group-withdraw",
    ),
    path(
        "netzwerk/arbeitsgruppen/<int:pk>/verlassen/",
        working_groups.leave,
        name="working-group-leave",
    ),
]

ADMINISTRATION: list[URLPattern] = [
    path("verwaltung/profil/", profile.edit, name="profile"),
    path("verwaltung/profil/angebote/neu/", profile.create_offering, name="offering-create"),
    path("verwaltung/profil/angebote/<int:pk>/", profile.edit_offering, name="offering"),
    path(
        "verwaltung/profil/angebote/<int:pk>/loeschen/",
        profile.delete_offering,
        name="offering-delete",
    ),
    path("verwaltung/beitritte/", join_decisions.listing, name="join-requests"),
    path("verwaltung/beitritte/<int:pk>/", join_decisions.decide, name="join-request"),
    path(
        "verwaltung/gruppen/<int:pk>/anfragen/<int:number>/",
        working_groups.decide,
        name="group-request",
    ),
]

NETWORK: list[URLPattern] = [
    path(
        "verwaltung/netzwerk/beitritte/",
        join_decisions.network_listing,
        name="network-join-requests",
    ),
    path(
        "verwaltung/netzwerk/beitritte/<int:pk>/",
        join_decisions.network_decide,
        name="network-join-request",
    ),
    path("verwaltung/netzwerk/aufgaben/", network_people.roles, name="network-roles"),
    path(
        "verwaltung/netzwerk/aufgaben/liste.csv",
        network_people.export,
        name="network-roles-export",
    ),
    path(
        "verwaltung/netzwerk/aufgaben/<int:pk>/nehmen/",
        network_people.take,
        name="network-role-take",
    ),
    path("verwaltung/netzwerk/fachleute/", network_people.expert_list, name="experts"),
    path(
        "verwaltung/netzwerk/fachleute/<int:pk>/entfernen/",
        network_people.remove_expert,
        name="expert-remove",
    ),
    path("verwaltung/netzwerk/einlesen/", list_import.upload, name="organisations-import"),
    path(
        "verwaltung/netzwerk/einlesen/uebernehmen/",
        list_import.take,
        name="organisations-import-take",
    ),
    path(
        "verwaltung/netzwerk/einlesen/<int:pk>/zuruecknehmen/",
        list_import.undo,
        name="organisations-import-undo",
    ),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *MEMBERS, *ADMINISTRATION, *NETWORK]
