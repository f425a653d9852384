"""Organisations from the inside: public pages, the account, administration, the network."""

from django.urls import URLPattern, path

from allmende.portal.organisations.views import (
    account,
    administration,
    audit,
    groups,
    invitations,
    joining,
    members,
    network,
    offices,
    outbox,
    pages,
    public,
)

PUBLIC: list[URLPattern] = [
    path("", public.places, name="places"),
    path("hilfe/", public.handbook, name="help"),
    path("o/<slug:slug>/seite/<slug:kind>/", public.public_page, name="public-page"),
    path("einladung/<str:token>/", joining.invitation, name="invitation"),
]

ACCOUNT: list[URLPattern] = [
    path("konto/uebersicht/", account.overview, name="account"),
    path("konto/organisation/", account.switch, name="switch-organisation"),
    path("konto/ohne-organisation/", account.no_organisation, name="no-organisation"),
    path("konto/verlassen/<int:pk>/", account.leave, name="leave-organisation"),
    path("konto/loeschen/", account.erase, name="account-erase"),
]

ADMINISTRATION: list[URLPattern] = [
    path("verwaltung/", administration.overview, name="administration"),
    path("verwaltung/einstellungen/", administration.settings, name="settings"),
    path("verwaltung/mitglieder/", members.listing, name="members"),
    path("verwaltung/mitglieder/export.csv", members.export, name="members-export"),
    path("verwaltung/mitglieder/<int:pk>/", members.edit, name="member"),
    path("verwaltung/mitglieder/<int:pk>/entfernen/", members.remove, name="member-remove"),
    path(
        "verwaltung/mitglieder/<int:pk>/zweiter-schritt/",
        members.reset_second_factor,
        name="member-reset",
    ),
    path("verwaltung/entfernt/<int:pk>/zurueck/", members.restore, name="member-restore"),
    path("verwaltung/einladungen/", invitations.listing, name="invitations"),
    path("verwaltung/einladungen/neu/", invitations.create, name="invitation-create"),
    path("verwaltung/einladungen/<int:pk>/erneut/", invitations.resend, name="invitation-resend"),
    path(
        "verwaltung/einladungen/<int:pk>/zurueckziehen/",
        invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("verwaltung/stellen/", offices.listing, name="offices"),
    path("verwaltung/stellen/neu/", offices.create, name="office-create"),
    path("verwaltung/stellen/<int:pk>/", offices.edit, name="office"),
    path("verwaltung/stellen/<int:pk>/loeschen/", offices.delete, name="office-delete"),
    path("verwaltung/seiten/", pages.listing, name="pages"),
    path("verwaltung/seiten/<slug:kind>/<slug:language>/", pages.edit, name="page"),
    path(
        "verwaltung/seiten/<slug:kind>/<slug:language>/loeschen/", pages.delete, name="page-delete"
    ),
    path("verwaltung/gruppen/", groups.listing, name="groups"),
    path("verwaltung/gruppen/neu/", groups.create, name="group-create"),
    path("verwaltung/gruppen/<int:pk>/", groups.edit, name="group"),
    path("verwaltung/gruppen/<int:pk>/gast/", groups.add_guest, name="group-guest"),
    path(
        "verwaltung/gruppen/<int:pk>/gast/<int:member>/entfernen/",
        groups.remove_guest,
        name="group-guest-remove",
    ),
    path("verwaltung/gruppen/<int:pk>/loeschen/", groups.delete, name="group-delete"),
    path("verwaltung/protokoll/", audit.listing, name="audit"),
    path("verwaltung/protokoll/export.csv", audit.export, name="audit-export"),
]

NETWORK: list[URLPattern] = [
    path("verwaltung/netzwerk/", network.listing, name="network"),
    path("verwaltung/netzwerk/neu/", network.create, name="organisation-create"),
    path("verwaltung/netzwerk/<int:pk>/", network.edit, name="organisation"),
    path("verwaltung/netzwerk/<int:pk>/zustand/", network.change_state, name="organisation-state"),
    path("verwaltung/netzwerk/<int:pk>/einladen/", network.invite, name="organisation-invite"),
    path("verwaltung/netzwerk/post/", outbox.listing, name="outbox"),
    path("verwaltung/netzwerk/post/export.csv", outbox.export, name="outbox-export"),
    path("verwaltung/netzwerk/post/erneut/", outbox.retry_failed, name="outbox-retry-failed"),
    path("verwaltung/netzwerk/post/<int:pk>/erneut/", outbox.retry, name="outbox-retry"),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *ACCOUNT, *ADMINISTRATION, *NETWORK]
