"""A publication as its pages show it: public, in the network and as a preview."""

from collections.abc import Iterator, Mapping
from typing import Any

from allmende.engines.regulation.assessment import WORDS
from allmende.portal.register.domain import chain, explaining, maturity, published
from allmende.portal.register.enums import (
    STATE_BADGES,
    Decision,
    DutyState,
    EvidenceKind,
    EvidenceSubject,
    Participation,
    State,
)

RISK_BADGES = {
    "kein_ki_system": "info",
    "minimal": "success",
    "begrenzt": "info",
    "ausnahme_6_3": "warning",
    "hochrisiko": "warning",
    "verboten": "danger",
    "pruefung_noetig": "warning",
}
DUTY_BADGES = {DutyState.OPEN: "warning", DutyState.DONE: "success"}


def of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that a page of one version needs, from its snapshot alone."""
    return {
        **explaining.plain(data),
        "data": data,
        "sections": published.sections(data),
        "state_badge": state_badge(data.get("state", "")),
        "risk_badge": risk_badge((data.get("assessment") or {}).get("risk", "")),
        "maturity": maturity_of(data),
        "duties": list(_duties(data)),
        "evidence": list(_evidence(data)),
        "signoffs": list(_signoffs(data)),
        "goals": data.get("goals", []),
        "incidents": data.get("incidents") or {},
        "origin": data.get("origin"),
        "license": data.get("license", ""),
    }


def state_badge(state: str) -> str:
    return STATE_BADGES[State(state)] if state in State.values else "info"


def risk_badge(risk: str) -> str:
    return RISK_BADGES.get(risk, "info")


def level_name(level: int) -> str:
    return dict(maturity.LEVELS).get(level, "")


def maturity_of(data: Mapping[str, Any]) -> dict[str, Any] | None:
    found = data.get("maturity")
    if not found:
        return None
    axes = [(maturity.AXES.get(key, key), level) for key, level in found.get("axes", {}).items()]
    return {**found, "axes": axes}


def _duties(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for duty in data.get("duties", []):
        state = duty.get("status", "")
        yield {
            **duty,
            "holder_words": WORDS.get(duty.get("holder", ""), ""),
            "due_words": WORDS.get(duty.get("due", ""), ""),
            "from": published.day(duty.get("applies_from")),
            "state_words": _label(DutyState, state),
            "badge": DUTY_BADGES.get(state, "info"),
        }


def _evidence(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in data.get("evidence", []):
        yield {
            **one,
            "kind_words": _label(EvidenceKind, one.get("kind", "")),
            "subject_words": _label(EvidenceSubject, one.get("subject", "")),
            "issued": published.day(one.get("issued_on")),
            "expires": published.day(one.get("expires_on")),
        }


def _signoffs(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in data.get("signoffs", []):
        yield {
            **one,
            "role_words": chain.role_label(one.get("role", "")),
            "participation_words": _label(Participation, one.get("participation", "")),
            "decision_words": _label(Decision, one.get("decision", "")),
            "day": published.day(one.get("on")),
        }


def _label(choices: Any, code: str) -> Any:
    return choices(code).label if code in choices.values else code
