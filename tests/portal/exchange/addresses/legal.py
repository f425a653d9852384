"""Legal questions. The person who asks is called like nothing else: no page may tell it."""

from typing import Any

from allmende.portal.exchange.domain.legal import sighting
from allmende.portal.organisations.models import Member, Organisation
from tests import factories
from tests.portal.exchange import law
from tests.portal.network_codes import (
    MEMBER,
    MEMBER_DONE,
    MEMBER_NO_METHOD,
    NO_METHOD,
    PUBLIC,
    Row,
    codes,
    everybody,
)
from tests.portal.role_world import SECRET

EXPERT = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 200 403 403 403"
)
EXPERT_DONE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 302 403 403 403"
)
EXPERT_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 422 403 403 403"
)
EXPERT_NO_METHOD = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 405 403 403 403"
)
SERVES = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 200 200 403 403"
)
SERVES_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 422 422 403 403"
)
SERVES_NO_METHOD = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 403 403 403 403 | 403 | 405 405 403 403"
)
INCOMPLETE = codes(
    "302 302 302 | 422 422 422 422 | 422 422 422 422 | 422 422 422 422 | 422 | 422 422 422 422"
)
API_READ = everybody(200)
L = "austausch/rechtsfragen/"
NEW, OPEN, DONE = f"{L}{{legal_new}}/", f"{L}{{legal_open}}/", f"{L}{{legal_done}}/"
A = "antworten/{legal_done}/"

ROWS = [
    Row(L, MEMBER, MEMBER_NO_METHOD),
    Row(f"{L}export.csv", MEMBER, MEMBER_NO_METHOD),
    Row(f"{L}werkbank/", SERVES, MEMBER_NO_METHOD),
    Row(f"{L}neu/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{L}neu/frage/", MEMBER, INCOMPLETE),
    Row(DONE, MEMBER, MEMBER_NO_METHOD),
    Row(f"{NEW}aendern/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{NEW}zurueckziehen/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{NEW}betrifft-uns/", MEMBER_NO_METHOD, MEMBER_DONE),
    Row(f"{NEW}folgen/", MEMBER_NO_METHOD, MEMBER_DONE),
    Row(f"{NEW}sichten/", EXPERT_NO_METHOD, EXPERT_DONE),
    Row(f"{NEW}zusammenfuehren/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{NEW}trennen/", EXPERT_NO_METHOD, EXPERT_DONE),
    Row(f"{NEW}uebernehmen/", EXPERT_NO_METHOD, EXPERT_DONE),
    Row(f"{OPEN}zuweisen/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{OPEN}entwurf/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{OPEN}vorlegen/", EXPERT_NO_METHOD, EXPERT_DONE),
    Row(f"{OPEN}pruefung/", SERVES, SERVES_INCOMPLETE),
    Row(f"{DONE}ueberholt/", EXPERT, EXPERT_INCOMPLETE),
    Row(f"{DONE}antwort-zurueckziehen/", SERVES, SERVES_INCOMPLETE),
    Row(f"{DONE}fassung/2/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{DONE}fassung/2/vergleich/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{DONE}fassung/2/datei.docx", MEMBER, MEMBER_NO_METHOD),
    Row("antworten/", PUBLIC, NO_METHOD),
    Row("antworten/atom/", PUBLIC, NO_METHOD),
    Row(A, PUBLIC, NO_METHOD),
    Row(f"{A}fassung/1/", PUBLIC, NO_METHOD),
    Row(f"{A}datei.docx", PUBLIC, NO_METHOD),
    Row("api/v1/legal-answers", API_READ, NO_METHOD),
    Row("api/v1/legal-answers/{legal_done}", API_READ, NO_METHOD),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    del objects
    asker = factories.member(town, email="fragt@example.org", name=f"Frau {SECRET}")
    county = people["network expert"].organisation
    at = law.Network(
        asker=asker,
        colleague=asker,
        other=people["foreign staff"],
        expert=factories.member(county, email="entwirft@erlentann.example"),
        second=people["network expert"],
        reviewer=factories.member(county, email="prueft@erlentann.example"),
    )
    for member, role in ((at.expert, "expert"), (at.reviewer, "reviewer")):
        member.user.network_roles.create(role=role)
    new, open_ = law.ask(asker, "Neue Frage?"), law.ask(asker, "Offene Frage?")
    sighting.sight(open_, by=at.expert)
    law.written(at, open_)
    done = law.answered(at)
    law.published(at, done, short="Neu.", change_note="Neues Gesetz.")
    return {"legal_new": new.pk, "legal_open": open_.pk, "legal_done": done.pk}
