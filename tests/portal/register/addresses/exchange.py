"""Imports, exports, packages, keys, files for machines and the API of the register."""

from typing import Any

from allmende.portal.core.domain import stored_files
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain.exchange import imports
from allmende.portal.register.models import RegisterImport, TrustedKey
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_NO_METHOD,
    NO_METHOD,
    OFFICERS,
    OFFICERS_INCOMPLETE,
    OFFICERS_NO_METHOD,
    PUBLIC,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

X = "anwendungsfaelle/austausch/"
I = f"{X}einlesen/"  # noqa: E741 -- I as in import
ONE = f"{I}{{register_import}}/"
R = "o/{slug}/ki-register/"
N = "verwaltung/netzwerk/schluessel/"
A = "api/v1/"

# An import of the town: who has the role elsewhere does not find it
OWN = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 403 | 404")
OWN_DONE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 302 403 403 403 | 404")
OWN_INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 403 | 404")
OWN_NO_METHOD = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 405 403 403 403 | 404")
OPERATOR = codes("302 403 200 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403")
OPERATOR_INCOMPLETE = codes(
    "302 403 422 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403"
)
OPERATOR_NO_METHOD = codes(
    "302 403 405 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403"
)
OPERATOR_DONE = codes("302 403 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403")
API_MEMBER = codes("401 403 403 | 200 200 200 200 | 200 200 200 200 | 200 200 200 200 | 200")
API_CREATED = codes("401 403 403 | 201 201 201 201 | 201 201 201 201 | 201 201 201 201 | 201")
API_TOWN = codes("401 403 403 | 200 200 200 200 | 404 404 404 404 | 200 200 200 200 | 404")


def a_record() -> dict[str, Any]:
    body = {"record": {"title": "Bäume zählen", "summary": "Drohnen zählen Bäume."}}
    return {"data": body, "content_type": "application/json"}


ROWS = [
    Row(X, MEMBER, MEMBER_NO_METHOD),
    Row(f"{X}datei/?format=csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{X}leer.csv", MEMBER, MEMBER_NO_METHOD),
    Row(f"{X}leer.xlsx", MEMBER, MEMBER_NO_METHOD),
    Row(I, OFFICERS, OFFICERS_INCOMPLETE, tells=("get", "post")),
    Row(ONE, OWN, OWN_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}nachbessern/", OWN, OWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}verwerfen/", OWN_NO_METHOD, OWN_DONE),
    Row(f"{ONE}zuruecknehmen/", OWN_NO_METHOD, OWN_DONE),
    Row(f"{ONE}vertrauen/", OWN_NO_METHOD, OWN_DONE),
    Row(f"{I}{{package_import}}/paket.zip", OWN, OWN_NO_METHOD, tells=("get",)),
    Row(f"{X}pakete/", OFFICERS, OFFICERS_INCOMPLETE),
    Row(f"{X}schluessel/", OFFICERS, OFFICERS_INCOMPLETE, tells=("get", "post")),
    Row(f"{X}schluessel/{{trusted_key}}/entfernen/", OFFICERS_NO_METHOD, OWN_DONE),
    Row(N, OPERATOR, OPERATOR_INCOMPLETE),
    Row(f"{N}{{network_key}}/entfernen/", OPERATOR_NO_METHOD, OPERATOR_DONE),
    Row(f"{R}register.json", PUBLIC, NO_METHOD),
    Row(f"{R}register.csv", PUBLIC, NO_METHOD),
    Row(f"{R}dcat.jsonld", PUBLIC, NO_METHOD),
    Row(f"{R}atom.xml", PUBLIC, NO_METHOD),
    Row(f"{A}organisations/{{slug}}/register", PUBLIC, NO_METHOD),
    Row(f"{A}register/{{public_entry}}", PUBLIC, NO_METHOD),
    Row(f"{A}catalogue", API_MEMBER, NO_METHOD),
    Row(f"{A}use-cases", API_MEMBER, API_CREATED, sends=a_record, tells=("get",)),
    Row(f"{A}use-cases/{{use_case}}", API_TOWN, NO_METHOD, tells=("get",)),
    Row(f"{A}use-cases/{{use_case}}/assessment", API_TOWN, NO_METHOD, tells=("get",)),
    Row(f"{A}use-cases/{{use_case}}/duties", API_TOWN, NO_METHOD),
    Row(f"{A}use-cases/{{use_case}}/maturity", API_TOWN, NO_METHOD),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    table = f"Titel;Kurzbeschreibung;Beginn\n{SECRET};Zählt.;\nKaputt {SECRET};;übermorgen\n"
    batch = imports.start(table.encode(), filename=f"{SECRET}.csv", by=officer)
    package = RegisterImport.objects.create(
        organisation=town,
        started_by=officer,
        format="package",
        filename="paket.zip",
        file=stored_files.store(SECRET.encode(), folder="exchange").name,
    )
    key = {"public_key": "A" * 43 + "=", "added_by_label": "Anna"}
    own = TrustedKey.objects.create(
        organisation=town, name=f"Kreis {SECRET}", fingerprint="a" * 64, **key
    )
    shared = TrustedKey.objects.create(name="Landesverband", fingerprint="b" * 64, **key)
    return {
        "register_import": batch.pk,
        "package_import": package.pk,
        "trusted_key": own.pk,
        "network_key": shared.pk,
    }
