"""Who gets which status where. A new address needs a row here.

The codes stand in the order of ``role_world.PEOPLE``: anonymous, without membership, operator |
own staff, editor, inquiries, administrator | the same four of the neighbour municipality.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from tests.portal.events import addresses as events
from tests.portal.exchange import addresses as exchange
from tests.portal.register import addresses as register
from tests.portal.tours import addresses as tours

type Codes = tuple[int, ...]


def codes(text: str) -> Codes:
    return tuple(int(code) for code in text.replace("|", " ").split())


QUESTION = "Wie lautet das Losungswort für den Tresor?"

PUBLIC = codes("200 200 200 | 200 200 200 200 | 200 200 200 200")
REDIRECT = codes("302 302 302 | 302 302 302 302 | 302 302 302 302")
MOVED = codes("301 301 301 | 301 301 301 301 | 301 301 301 301")
NOT_THERE = codes("404 404 404 | 404 404 404 404 | 404 404 404 404")
NO_METHOD = codes("405 405 405 | 405 405 405 405 | 405 405 405 405")
INCOMPLETE = codes("422 422 422 | 422 422 422 422 | 422 422 422 422")
REFUSED_LOG_IN = codes("401 401 401 | 401 401 401 401 | 401 401 401 401")
STRANGERS_ONLY = codes("200 302 302 | 302 302 302 302 | 302 302 302 302")
PERSON = codes("302 200 200 | 200 200 200 200 | 200 200 200 200")
PERSON_NO_METHOD = codes("302 405 405 | 405 405 405 405 | 405 405 405 405")
PERSON_NOTHING = codes("302 404 404 | 404 404 404 404 | 404 404 404 404")
PERSON_HOMELESS = codes("302 403 403 | 302 302 302 302 | 302 302 302 302")
STARTER = codes("302 404 404 | 404 200 404 404 | 404 404 404 404")
STARTER_DONE = codes("302 404 404 | 404 302 404 404 | 404 404 404 404")
LEAVER = codes("302 404 404 | 200 404 404 404 | 404 404 404 404")
LEAVER_DONE = codes("302 404 404 | 302 404 404 404 | 404 404 404 404")
MEMBER = codes("302 302 302 | 200 200 200 200 | 200 200 200 200")
MEMBER_DONE = codes("302 302 302 | 302 302 302 302 | 302 302 302 302")
MEMBER_NO_METHOD = codes("302 302 302 | 405 405 405 405 | 405 405 405 405")
TOWN = codes("302 302 302 | 200 200 200 200 | 404 404 404 404")
ASKER = codes("302 302 302 | 200 404 404 404 | 404 404 404 404")
ASKER_DONE = codes("302 302 302 | 302 404 404 404 | 404 404 404 404")
ASKER_INCOMPLETE = codes("302 302 302 | 422 404 404 404 | 404 404 404 404")
EDITOR = codes("302 302 302 | 403 200 403 403 | 403 200 403 403")
EDITOR_NO_METHOD = codes("302 302 302 | 403 405 403 403 | 403 405 403 403")
TOWN_EDITOR = codes("302 302 302 | 403 200 403 403 | 403 404 403 403")
TOWN_EDITOR_DONE = codes("302 302 302 | 403 302 403 403 | 403 404 403 403")
INQUIRIES = codes("302 302 302 | 403 403 200 403 | 403 403 200 403")
INQUIRIES_NO_METHOD = codes("302 302 302 | 403 403 405 403 | 403 403 405 403")
TOWN_INQUIRIES = codes("302 302 302 | 403 403 200 403 | 403 403 404 403")
TOWN_INQUIRIES_DONE = codes("302 302 302 | 403 403 302 403 | 403 403 404 403")
TOWN_INQUIRIES_INCOMPLETE = codes("302 302 302 | 403 403 422 403 | 403 403 404 403")
ADMINISTRATOR = codes("302 302 302 | 403 403 403 200 | 403 403 403 200")
ADMINISTRATOR_NO_METHOD = codes("302 302 302 | 403 403 403 405 | 403 403 403 405")
TOWN_ADMINISTRATOR = codes("302 302 302 | 403 403 403 200 | 403 403 403 404")
TOWN_ADMINISTRATOR_DONE = codes("302 302 302 | 403 403 403 302 | 403 403 403 404")
ADMINISTRATOR_INCOMPLETE = codes("302 302 302 | 403 403 403 422 | 403 403 403 422")
TOWN_ADMINISTRATOR_INCOMPLETE = codes("302 302 302 | 403 403 403 422 | 403 403 403 404")
OPERATOR_INCOMPLETE = codes("302 403 422 | 403 403 403 403 | 403 403 403 403")
OPERATOR_NO_METHOD = codes("302 403 405 | 403 403 403 403 | 403 403 403 403")
OPERATOR = codes("302 403 200 | 403 403 403 403 | 403 403 403 403")
OPERATOR_DONE = codes("302 403 302 | 403 403 403 403 | 403 403 403 403")
OPERATOR_NO_METHOD = codes("302 403 405 | 403 403 403 403 | 403 403 403 403")
OF_A_GROUP = codes("404 404 404 | 200 404 404 404 | 404 404 404 404")
API_MEMBER = codes("401 403 403 | 200 200 200 200 | 200 200 200 200")
API_TOWN = codes("401 403 403 | 200 200 200 200 | 404 404 404 404")
API_ASKER = codes("401 403 403 | 200 404 404 404 | 404 404 404 404")
API_IMPORT = codes("401 403 403 | 403 200 403 403 | 404 404 404 404")
API_UPLOAD = codes("401 403 403 | 403 202 403 403 | 404 404 404 404")


def form_question() -> dict[str, Any]:
    return {"data": {"question": QUESTION}}


def json_question() -> dict[str, Any]:
    return {"data": {"question": QUESTION}, "content_type": "application/json"}


def json_search() -> dict[str, Any]:
    return {"data": {"q": QUESTION}, "content_type": "application/json"}


def a_file() -> dict[str, Any]:
    return {"data": {"files": [ContentFile("# Neu\n\nHier steht etwas.\n", name="neu.md")]}}


# Path -> what GET and POST answer. Names in braces are objects of the town, see ``role_world``.
ADDRESSES: dict[str, tuple[Codes, Codes]] = {
    "": (PUBLIC, PUBLIC),
    "hilfe/": (PUBLIC, PUBLIC),
    "o/{slug}/": (PUBLIC, NO_METHOD),
    "o/{slug}/anfrage/": (PUBLIC, INCOMPLETE),
    "o/{slug}/anfrage/{inquiry}/": (PUBLIC, NO_METHOD),
    "o/{slug}/antwort/{public_question}/": (PUBLIC, NO_METHOD),
    "o/{slug}/antwort/{public_question}/urteil/": (NO_METHOD, INCOMPLETE),
    "o/{slug}/fragen/": (REDIRECT, REDIRECT),
    "o/{slug}/quelle/{public_document}/": (PUBLIC, PUBLIC),
    "o/{slug}/quelle/{public_document}/datei/": (PUBLIC, PUBLIC),
    "o/{slug}/seite/{kind}/": (PUBLIC, PUBLIC),
    "o/{slug}/ueber-uns/": (PUBLIC, NO_METHOD),
    "beitreten/": (PUBLIC, NO_METHOD),
    "beitreten/fachperson/": (PUBLIC, INCOMPLETE),
    "beitreten/gesendet/": (PUBLIC, NO_METHOD),
    "beitreten/organisation/{slug}/": (PUBLIC, INCOMPLETE),
    "beitreten/bestaetigen/{join_token}/": (PUBLIC, PUBLIC),
    "beitreten/zurueckziehen/{join_token}/": (NO_METHOD, REDIRECT),
    "konto/anfrage/{own_join}/": (PERSON_NO_METHOD, LEAVER_DONE),
    "netzwerk/organisationen/": (MEMBER, MEMBER_NO_METHOD),
    "netzwerk/organisationen/liste.csv": (MEMBER, MEMBER_NO_METHOD),
    "netzwerk/organisationen/{slug}/": (MEMBER, MEMBER_NO_METHOD),
    "netzwerk/arbeitsgruppen/": (MEMBER, MEMBER_NO_METHOD),
    "netzwerk/arbeitsgruppen/{group}/": (ASKER, MEMBER_NO_METHOD),
    "netzwerk/arbeitsgruppen/{open_group}/": (MEMBER, MEMBER_NO_METHOD),
    "netzwerk/arbeitsgruppen/{open_group}/beitreten/": (MEMBER_NO_METHOD, MEMBER_DONE),
    "netzwerk/arbeitsgruppen/{group}/verlassen/": (ASKER, ASKER_DONE),
    "netzwerk/arbeitsgruppen/{open_group}/zurueckziehen/": (MEMBER_NO_METHOD, MEMBER_DONE),
    "einladung/{token}/": (PUBLIC, PUBLIC),
    "sprache/setlang/": (REDIRECT, REDIRECT),
    "metrics": (PUBLIC, PUBLIC),
    "start/": (MEMBER, MEMBER),
    "suche/": (MEMBER, MEMBER_NO_METHOD),
    "fragen/": (MEMBER, REDIRECT),
    "fragen/{question}/": (ASKER, MEMBER_NO_METHOD),
    "fragen/{question}/loeschen/": (MEMBER_NO_METHOD, ASKER_DONE),
    "fragen/{question}/urteil/": (MEMBER_NO_METHOD, ASKER_INCOMPLETE),
    "anfragen/": (INQUIRIES, INQUIRIES_NO_METHOD),
    "anfragen/{inquiry}/": (TOWN_INQUIRIES, INQUIRIES_NO_METHOD),
    "anfragen/{inquiry}/antworten/": (INQUIRIES_NO_METHOD, TOWN_INQUIRIES_INCOMPLETE),
    "anfragen/{inquiry}/schliessen/": (INQUIRIES_NO_METHOD, TOWN_INQUIRIES_INCOMPLETE),
    "anfragen/{inquiry}/uebernehmen/": (INQUIRIES_NO_METHOD, TOWN_INQUIRIES_DONE),
    "anfragen/{inquiry}/weitergeben/": (INQUIRIES_NO_METHOD, TOWN_INQUIRIES_INCOMPLETE),
    "anfragen/{inquiry}/zuweisen/": (INQUIRIES_NO_METHOD, TOWN_INQUIRIES_INCOMPLETE),
    "anfragen/export.csv": (INQUIRIES, INQUIRIES_NO_METHOD),
    "wissen/": (MEMBER, MEMBER),
    "wissen/{collection}/": (TOWN, TOWN),
    "wissen/{collection}/bearbeiten/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/{collection}/bedeutung/": (TOWN, TOWN),
    "wissen/{collection}/bedeutung/schalten/": (EDITOR_NO_METHOD, TOWN_EDITOR_DONE),
    "wissen/{collection}/geloescht/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/{collection}/hochladen/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/{collection}/liste.csv": (TOWN, TOWN),
    "wissen/{collection}/loeschen/": (TOWN_EDITOR, TOWN_EDITOR_DONE),
    "wissen/aufnahme/{import}/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/aufnahme/{import}/erneut/": (EDITOR_NO_METHOD, TOWN_EDITOR_DONE),
    "wissen/dokument/{document}/bearbeiten/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/dokument/{document}/ersetzen/": (TOWN_EDITOR, TOWN_EDITOR),
    "wissen/dokument/{document}/loeschen/": (TOWN_EDITOR, TOWN_EDITOR_DONE),
    "wissen/geloescht/{removal}/wiederherstellen/": (EDITOR_NO_METHOD, TOWN_EDITOR_DONE),
    "wissen/neu/": (EDITOR, EDITOR),
    "wissen/quelle/{document}/": (TOWN, TOWN),
    "wissen/quelle/{document}/datei/": (TOWN, TOWN),
    "auftraege/{job}/": (STARTER, STARTER),
    "auftraege/{job}/abbrechen/": (PERSON_NO_METHOD, STARTER_DONE),
    "entwurf/formular": (PERSON_NO_METHOD, PERSON),
    "mitteilungen/": (PERSON, REDIRECT),
    "mitteilungen/{notification}/": (STARTER_DONE, STARTER_DONE),
    "mitteilungen/abo/{subscription}/": (PERSON_NO_METHOD, LEAVER_DONE),
    "mitteilungen/einstellungen/": (PERSON, PERSON),
    "abbestellen/{unsubscribe}/": (PUBLIC, PUBLIC),
    "anhang/{attachment}/": (OF_A_GROUP, NO_METHOD),
    "post/": (NOT_THERE, NO_METHOD),
    "post/000000000000000000000000/": (NOT_THERE, NO_METHOD),
    "post/000000000000000000000000/0/": (NOT_THERE, NO_METHOD),
    "verwaltung/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/einladungen/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/einladungen/{invitation}/erneut/": (
        ADMINISTRATOR_NO_METHOD,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/einladungen/{invitation}/zurueckziehen/": (
        ADMINISTRATOR_NO_METHOD,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/einladungen/neu/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/einstellungen/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/entfernt/{removed}/zurueck/": (ADMINISTRATOR_NO_METHOD, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/gruppen/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/gruppen/{group}/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR),
    "verwaltung/gruppen/{group}/gast/": (ADMINISTRATOR_NO_METHOD, TOWN_ADMINISTRATOR),
    "verwaltung/gruppen/{group}/gast/{guest}/entfernen/": (
        ADMINISTRATOR_NO_METHOD,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/gruppen/{group}/loeschen/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/gruppen/neu/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/mitglieder/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/mitglieder/{member}/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/mitglieder/{member}/entfernen/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/mitglieder/{member}/zweiter-schritt/": (
        TOWN_ADMINISTRATOR,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/mitglieder/export.csv": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/netzwerk/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/{town}/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/{town}/einladen/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/{town}/zustand/": (OPERATOR, OPERATOR_DONE),
    "verwaltung/netzwerk/neu/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/post/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/post/{mail}/erneut/": (OPERATOR_NO_METHOD, OPERATOR_DONE),
    "verwaltung/netzwerk/post/erneut/": (OPERATOR_NO_METHOD, OPERATOR_DONE),
    "verwaltung/netzwerk/post/export.csv": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/aufgaben/": (OPERATOR, OPERATOR_INCOMPLETE),
    "verwaltung/netzwerk/aufgaben/liste.csv": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/aufgaben/{task}/nehmen/": (OPERATOR_NO_METHOD, OPERATOR_DONE),
    "verwaltung/netzwerk/beitritte/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/beitritte/{expert_join}/": (OPERATOR, OPERATOR_DONE),
    "verwaltung/netzwerk/einlesen/": (OPERATOR, OPERATOR_INCOMPLETE),
    "verwaltung/netzwerk/einlesen/uebernehmen/": (OPERATOR_NO_METHOD, OPERATOR_DONE),
    "verwaltung/netzwerk/einlesen/{list}/zuruecknehmen/": (OPERATOR_NO_METHOD, OPERATOR_DONE),
    "verwaltung/netzwerk/fachleute/": (OPERATOR, OPERATOR),
    "verwaltung/netzwerk/fachleute/{expert}/entfernen/": (OPERATOR, OPERATOR_DONE),
    "verwaltung/beitritte/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/beitritte/{join}/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/gruppen/{open_group}/anfragen/{group_request}/": (
        ADMINISTRATOR_NO_METHOD,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/profil/": (ADMINISTRATOR, ADMINISTRATOR_INCOMPLETE),
    "verwaltung/profil/angebote/neu/": (ADMINISTRATOR, ADMINISTRATOR_INCOMPLETE),
    "verwaltung/profil/angebote/{offering}/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_INCOMPLETE),
    "verwaltung/profil/angebote/{offering}/loeschen/": (
        TOWN_ADMINISTRATOR,
        TOWN_ADMINISTRATOR_DONE,
    ),
    "verwaltung/protokoll/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/protokoll/export.csv": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/seiten/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/seiten/{kind}/{language}/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/seiten/{kind}/{language}/loeschen/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/stellen/": (ADMINISTRATOR, ADMINISTRATOR),
    "verwaltung/stellen/{office}/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR),
    "verwaltung/stellen/{office}/loeschen/": (TOWN_ADMINISTRATOR, TOWN_ADMINISTRATOR_DONE),
    "verwaltung/stellen/neu/": (ADMINISTRATOR, ADMINISTRATOR),
    "konto/2fa/": (PERSON, PERSON_NO_METHOD),
    "konto/2fa/authenticate/": (REDIRECT, REDIRECT),
    "konto/2fa/reauthenticate/": (REDIRECT, REDIRECT),
    "konto/2fa/recovery-codes/": (PERSON_NOTHING, PERSON_NO_METHOD),
    "konto/2fa/recovery-codes/download/": (PERSON_NOTHING, PERSON_NOTHING),
    "konto/2fa/recovery-codes/generate/": (REDIRECT, REDIRECT),
    "konto/2fa/totp/activate/": (REDIRECT, REDIRECT),
    "konto/2fa/totp/deactivate/": (PERSON_NOTHING, PERSON_NOTHING),
    "konto/2fa/webauthn/": (PERSON, PERSON_NO_METHOD),
    "konto/2fa/webauthn/add/": (REDIRECT, REDIRECT),
    "konto/2fa/webauthn/keys/1/edit/": (REDIRECT, REDIRECT),
    "konto/2fa/webauthn/keys/1/remove/": (REDIRECT, REDIRECT),
    "konto/2fa/webauthn/login/": (REDIRECT, REDIRECT),
    "konto/2fa/webauthn/reauthenticate/": (REDIRECT, REDIRECT),
    "konto/3rdparty/": (PERSON, PERSON),
    "konto/3rdparty/login/cancelled/": (PUBLIC, NO_METHOD),
    "konto/3rdparty/login/error/": (REFUSED_LOG_IN, NO_METHOD),
    "konto/3rdparty/signup/": (REDIRECT, REDIRECT),
    "konto/confirm-email/abc/": (PUBLIC, NOT_THERE),
    "konto/password/reset/key/1-abc/": (PUBLIC, PUBLIC),
    "konto/confirm-email/": (PUBLIC, NO_METHOD),
    "konto/daten/": (PERSON, PERSON),
    "konto/email/": (PERSON, REDIRECT),
    "konto/inactive/": (PUBLIC, NO_METHOD),
    "konto/loeschen/": (REDIRECT, REDIRECT),
    "konto/login/": (STRANGERS_ONLY, STRANGERS_ONLY),
    "konto/login/code/confirm/": (REDIRECT, REDIRECT),
    "konto/logout/": (PERSON, REDIRECT),
    "konto/ohne-organisation/": (PERSON_HOMELESS, PERSON_HOMELESS),
    "konto/oidc/verwaltung/login/": (NOT_THERE, NOT_THERE),
    "konto/oidc/verwaltung/login/callback/": (NOT_THERE, NOT_THERE),
    "konto/organisation/": (PERSON_NO_METHOD, REDIRECT),
    "konto/password/change/": (PERSON, PERSON),
    "konto/password/reset/": (PUBLIC, PUBLIC),
    "konto/password/reset/done/": (PUBLIC, NO_METHOD),
    "konto/password/reset/key/done/": (PUBLIC, NO_METHOD),
    "konto/password/set/": (REDIRECT, REDIRECT),
    "konto/reauthenticate/": (PERSON, PERSON),
    "konto/signup/": (STRANGERS_ONLY, STRANGERS_ONLY),
    "konto/social/connections/": (MOVED, MOVED),
    "konto/social/login/cancelled/": (MOVED, MOVED),
    "konto/social/login/error/": (MOVED, MOVED),
    "konto/social/signup/": (MOVED, MOVED),
    "konto/uebersicht/": (PERSON, PERSON),
    "konto/verlassen/{own_membership}/": (LEAVER, LEAVER_DONE),
    "api/v1/": (NOT_THERE, NOT_THERE),
    "api/v1/collections": (API_MEMBER, NO_METHOD),
    "api/v1/collections/{collection}/documents": (API_TOWN, API_UPLOAD),
    "api/v1/documents/{document}": (API_TOWN, NO_METHOD),
    "api/v1/imports/{import}": (API_IMPORT, NO_METHOD),
    "api/v1/openapi.json": (PUBLIC, PUBLIC),
    "api/v1/organisations/{slug}/questions": (NO_METHOD, PUBLIC),
    "api/v1/questions": (NO_METHOD, API_MEMBER),
    "api/v1/questions/{question}": (API_ASKER, NO_METHOD),
    "api/v1/search": (NO_METHOD, API_MEMBER),
}


# What is sent with a POST, where an empty one would be refused before anybody asks who sends.
SENDS: dict[str, Callable[[], dict[str, Any]]] = {
    "o/{slug}/fragen/": form_question,
    "fragen/": form_question,
    "api/v1/collections/{collection}/documents": a_file,
    "api/v1/organisations/{slug}/questions": json_question,
    "api/v1/questions": json_question,
    "api/v1/search": json_search,
}

# Where somebody of the town sees the town's secret: elsewhere its absence would prove nothing.
TELLS = {
    "get": {
        "start/",
        "fragen/",
        "fragen/{question}/",
        "anfragen/",
        "anfragen/{inquiry}/",
        "anfragen/export.csv",
        "wissen/",
        "wissen/{collection}/",
        "wissen/{collection}/bearbeiten/",
        "wissen/{collection}/geloescht/",
        "wissen/{collection}/hochladen/",
        "wissen/{collection}/liste.csv",
        "wissen/{collection}/loeschen/",
        "wissen/aufnahme/{import}/",
        "wissen/dokument/{document}/bearbeiten/",
        "wissen/dokument/{document}/ersetzen/",
        "wissen/dokument/{document}/loeschen/",
        "wissen/neu/",
        "wissen/quelle/{document}/",
        "wissen/quelle/{document}/datei/",
        "auftraege/{job}/",
        "mitteilungen/",
        "mitteilungen/einstellungen/",
        "anhang/{attachment}/",
        "netzwerk/organisationen/{slug}/",
        "netzwerk/arbeitsgruppen/",
        "netzwerk/arbeitsgruppen/{group}/",
        "netzwerk/arbeitsgruppen/{group}/verlassen/",
        "verwaltung/beitritte/",
        "verwaltung/beitritte/{join}/",
        "verwaltung/profil/",
        "verwaltung/profil/angebote/{offering}/",
        "verwaltung/profil/angebote/{offering}/loeschen/",
        "verwaltung/einladungen/",
        "verwaltung/gruppen/",
        "verwaltung/gruppen/{group}/",
        "verwaltung/gruppen/{group}/loeschen/",
        "verwaltung/gruppen/neu/",
        "verwaltung/mitglieder/",
        "verwaltung/mitglieder/{member}/",
        "verwaltung/mitglieder/{member}/entfernen/",
        "verwaltung/mitglieder/{member}/zweiter-schritt/",
        "verwaltung/mitglieder/export.csv",
        "verwaltung/protokoll/",
        "verwaltung/protokoll/export.csv",
        "konto/daten/",
        "konto/uebersicht/",
        "api/v1/collections",
        "api/v1/documents/{document}",
        "api/v1/questions/{question}",
    },
    "post": {
        "start/",
        "fragen/{question}/urteil/",
        "anfragen/{inquiry}/antworten/",
        "anfragen/{inquiry}/schliessen/",
        "anfragen/{inquiry}/weitergeben/",
        "anfragen/{inquiry}/zuweisen/",
        "wissen/",
        "wissen/{collection}/",
        "wissen/{collection}/bearbeiten/",
        "wissen/{collection}/geloescht/",
        "wissen/{collection}/hochladen/",
        "wissen/{collection}/liste.csv",
        "wissen/aufnahme/{import}/",
        "wissen/dokument/{document}/bearbeiten/",
        "wissen/dokument/{document}/ersetzen/",
        "wissen/neu/",
        "wissen/quelle/{document}/",
        "wissen/quelle/{document}/datei/",
        "auftraege/{job}/",
        "mitteilungen/einstellungen/",
        "verwaltung/beitritte/",
        "verwaltung/profil/",
        "verwaltung/profil/angebote/{offering}/",
        "verwaltung/einladungen/",
        "verwaltung/gruppen/",
        "verwaltung/gruppen/{group}/",
        "verwaltung/gruppen/{group}/gast/",
        "verwaltung/gruppen/neu/",
        "verwaltung/mitglieder/",
        "verwaltung/mitglieder/export.csv",
        "verwaltung/protokoll/",
        "verwaltung/protokoll/export.csv",
        "konto/daten/",
        "konto/uebersicht/",
        "api/v1/questions",
        "api/v1/search",
    },
}

# These rows name some more people, see ``register.addresses.codes`` and ``network_codes``.
for row in [*register.ROWS, *exchange.ROWS, *events.ROWS, *tours.ROWS]:
    ADDRESSES[row.path] = (row.get, row.post)
    if row.sends:
        SENDS[row.path] = row.sends
    for method in row.tells:
        TELLS[method].add(row.path)
