"""Steps, sign-offs, the chain and incidents."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import chain
from allmende.portal.register.enums import State
from allmende.portal.register.models import Comment, Incident, Signoff
from tests.portal.register import made
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_NO_METHOD,
    OFFICER,
    OFFICER_DONE,
    OFFICER_INCOMPLETE,
    OFFICER_NO_METHOD,
    OFFICERS,
    OFFICERS_INCOMPLETE,
    OFFICERS_NO_METHOD,
    TOWN,
    TOWN_DONE,
    TOWN_INCOMPLETE,
    TOWN_NO_METHOD,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/"
ONE = P + "{running_case}/"
SIGNOFF = ONE + "freigaben/{signoff}/"
INCIDENT = ONE + "vorfaelle/{incident}/"
CHAIN = f"{P}einrichtung/freigaben/"
STEP = CHAIN + "{chain_step}/"
# The leadership stops and reopens, too; it holds the role of the sign-off.
STOPPERS = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 200 403 403 200 | 404")
STOPPERS_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 404 404 404 404 | 422 403 403 422 | 404"
)
STOPPERS_DONE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 302 403 403 302 | 404")
STOPPERS_NO_METHOD = codes(
    "302 302 302 | 403 403 403 403 | 404 404 404 404 | 405 403 403 405 | 404"
)
SIGNER = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 403 403 200 | 404")
SIGNER_DONE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 403 403 302 | 404")
SIGNER_INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 403 403 422 | 404")
OWN_STEP = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 403 | 404")
OWN_STEP_DONE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 302 403 403 403 | 404")
OWN_STEP_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 403 | 404"
)
OWN_STEP_NO_METHOD = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 405 403 403 403 | 405"
)


def _decision() -> dict[str, Any]:
    return {"data": {"revision": 1, "decision": "approved", "reason": "Passt."}}


DECIDED = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 403 403 302 | 404")


def _comment() -> dict[str, Any]:
    return {"data": {"text": "Bitte bald."}}


def _revision() -> dict[str, Any]:
    return {"data": {"revision": 1}}


ROWS = [
    Row(f"{P}aufgaben/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}aufgaben/export.csv?wessen=all", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}vorfaelle/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}vorfaelle/export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(CHAIN, OFFICERS, OFFICERS_NO_METHOD, tells=("get",)),
    Row(f"{CHAIN}neu/", OFFICERS, OFFICERS_INCOMPLETE),
    Row(STEP, OWN_STEP, OWN_STEP_INCOMPLETE, tells=("get", "post")),
    Row(f"{STEP}verschieben/", OWN_STEP_NO_METHOD, OWN_STEP_DONE),
    Row(f"{STEP}schalten/", OWN_STEP_NO_METHOD, OWN_STEP_DONE, sends=_revision),
    Row(f"{ONE}stand/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}stand/retired/", STOPPERS, STOPPERS_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}ueberpruefung/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}aenderung/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}freigaben/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}freigaben/anfragen/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(SIGNOFF, TOWN, DECIDED, sends=_decision, tells=("get", "post")),
    Row(f"{SIGNOFF}uebertragen/", TOWN_NO_METHOD, SIGNER_DONE, sends=_revision),
    Row(f"{SIGNOFF}zurueckziehen/", SIGNER, SIGNER_INCOMPLETE, tells=("get", "post")),
    Row(f"{SIGNOFF}erneut/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(f"{SIGNOFF}kommentar/", TOWN_NO_METHOD, TOWN_DONE, sends=_comment),
    Row(f"{ONE}vorfall/", TOWN, TOWN_INCOMPLETE, tells=("get", "post")),
    Row(INCIDENT, TOWN, STOPPERS_INCOMPLETE, tells=("get", "post")),
    Row(f"{INCIDENT}aussetzen/", STOPPERS_NO_METHOD, STOPPERS_DONE, sends=_revision),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    case = made.use_case(
        officer, f"Lotse {SECRET}", summary=f"Findet jede {SECRET}.", state=State.OPERATION
    )
    step = chain.whole_chain(town.pk)[0]
    step.title = f"Bedarf an {SECRET}"
    step.save()
    asked = Signoff.objects.create(
        use_case=case,
        step=step,
        step_title=step.title,
        role=step.role,
        participation="approve",
        before_state=step.before_state,
        requested_by=officer,
    )
    Comment.objects.create(use_case=case, signoff=asked, author_label="KI", text=f"Die {SECRET}?")
    incident = Incident.objects.create(
        use_case=case,
        title=f"{SECRET} verwechselt",
        severity="high",
        occurred_on="2026-01-05",
        proposes_suspension=True,
    )
    return {
        "running_case": case.pk,
        "chain_step": step.pk,
        "signoff": asked.pk,
        "incident": incident.pk,
    }
