"""Entries in and out, for people and for programs."""

from django.urls import URLPattern, path

from allmende.portal.register.views import exchange, machine, packages

X = "anwendungsfaelle/austausch/"
I = f"{X}einlesen/"  # noqa: E741 -- I as in import
R = "o/<slug:slug>/ki-register/"
N = "verwaltung/netzwerk/schluessel/"

urlpatterns: list[URLPattern] = [
    path(X, exchange.overview, name="register-exchange"),
    path(f"{X}datei/", exchange.export, name="register-export"),
    path(f"{X}leer.csv", exchange.blank_table, {"ending": "csv"}, name="register-blank-csv"),
    path(f"{X}leer.xlsx", exchange.blank_table, {"ending": "xlsx"}, name="register-blank-xlsx"),
    path(I, exchange.upload, name="register-upload"),
    path(f"{I}<uuid:pk>/", exchange.detail, name="register-import"),
    path(f"{I}<uuid:pk>/nachbessern/", exchange.mending, name="register-import-mending"),
    path(f"{I}<uuid:pk>/verwerfen/", exchange.discard, name="register-import-discard"),
    path(f"{I}<uuid:pk>/zuruecknehmen/", exchange.undo, name="register-import-undo"),
    path(f"{I}<uuid:pk>/vertrauen/", packages.trust, name="register-import-trust"),
    path(f"{I}<uuid:pk>/paket.zip", packages.package_file, name="register-import-package"),
    path(f"{X}pakete/", packages.packages, name="register-packages"),
    path(f"{X}schluessel/", packages.key_list, name="register-keys"),
    path(f"{X}schluessel/<int:key>/entfernen/", packages.remove_key, name="register-key-remove"),
    path(N, packages.network_keys, name="network-keys"),
    path(f"{N}<int:key>/entfernen/", packages.remove_network_key, name="network-key-remove"),
    path(f"{R}register.json", machine.register_json, name="register-json"),
    path(f"{R}register.csv", machine.register_csv, name="register-csv"),
    path(f"{R}dcat.jsonld", machine.register_dcat, name="register-dcat"),
    path(f"{R}atom.xml", machine.register_atom, name="register-atom"),
]
