"""The UK Algorithmic Transparency Recording Standard: 37 attributes in two tiers.

The attribute names follow the published template as far as it is known to us.
"""

from collections.abc import Mapping
from typing import Any

from allmende.portal.register.domain.formats import carrying, values
from allmende.portal.register.domain.formats.found import Found, Snapshot, blank, gentle
from allmende.portal.register.enums import State

TIER_1 = ("name", "description", "website", "contact_email")
TIER_2 = (
    "organisation",
    "team",
    "senior_responsible_owner",
    "external_supplier",
    "supplier_name",
    "companies_house_number",
    "external_supplier_role",
    "procurement_procedure_type",
    "data_access_terms",
    "detailed_description",
    "scope",
    "benefit",
    "previous_process",
    "alternatives_considered",
    "process_integration",
    "provided_information",
    "frequency_and_scale_of_usage",
    "human_decisions_and_review",
    "required_training",
    "appeals_and_review",
    "system_architecture",
    "phase",
    "maintenance",
    "models",
    "source_data_name",
    "source_data_description",
    "source_data_url",
    "data_collection",
    "data_sharing_agreements",
    "data_access_and_storage",
    "sensitive_attributes",
    "impact_assessment",
    "risks_and_mitigations",
)
ATTRIBUTES = (*TIER_1, *TIER_2)
TEXTS = {
    "name": "title",
    "description": "summary",
    "website": "website",
    "contact_email": "contact_email",
    "senior_responsible_owner": "contact_name",
    "supplier_name": "provider",
    "scope": "affected_groups",
    "benefit": "benefit",
    "previous_process": "problem",
    "process_integration": "interfaces",
    "human_decisions_and_review": "human_oversight",
    "appeals_and_review": "objection",
    "system_architecture": "hosting",
    "models": "model_name",
    "source_data_name": "data_sources",
    "source_data_description": "personal_data_kinds",
    "data_sharing_agreements": "recipients",
    "data_access_and_storage": "retention",
    "sensitive_attributes": "special_categories",
    "risks_and_mitigations": "risks",
}
PHASES = {
    State.IDEA: "Idea",
    State.PRECHECK: "Design",
    State.REVIEW: "Development",
    State.APPROVAL: "Development",
    State.PILOT: "Beta/Pilot",
    State.OPERATION: "Production",
    State.RETIRED: "Retired",
    State.REJECTED: "Retired",
    State.DEFERRED: "Design",
}
BACK = {
    "idea": State.IDEA,
    "design": State.PRECHECK,
    "development": State.REVIEW,
    "beta/pilot": State.PILOT,
    "pilot": State.PILOT,
    "beta": State.PILOT,
    "production": State.OPERATION,
    "retired": State.RETIRED,
}


def write(
    snapshot: Snapshot, *, source_id: str = "", rest: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """``tier_1`` and ``tier_2`` with every attribute, empty where we have nothing."""
    flat = dict.fromkeys(ATTRIBUTES, "") | _plain(snapshot)
    found: dict[str, Any] = {
        "standard": "ATRS",
        "id": source_id,
        "tier_1": {name: flat[name] for name in TIER_1},
        "tier_2": {name: flat[name] for name in TIER_2},
    }
    found = carrying.keep_rest(found, rest)
    extension = carrying.extend(snapshot, _snapshot(flatten(found))[0])
    return found | ({carrying.KEY: extension} if extension else {})


def read(document: Mapping[str, Any], place: str) -> Found:
    """Nested in tiers or flat."""
    flat = flatten(document)
    snapshot, notes = _snapshot(flat)
    return Found(
        place,
        carrying.restore(snapshot, document.get(carrying.KEY)),
        source_id=str(document.get("id") or ""),
        notes=notes,
        original=document,
    )


def flatten(document: Mapping[str, Any]) -> dict[str, Any]:
    tiers = [document, document.get("tier_1"), document.get("tier_2")]
    return {
        name: tier[name]
        for tier in tiers
        if isinstance(tier, Mapping)
        for name in ATTRIBUTES
        if name in tier
    }


def _plain(snapshot: Snapshot) -> dict[str, str]:
    record = snapshot["record"]
    found = {theirs: str(record[ours]) for theirs, ours in TEXTS.items()}
    users = record["user_count"]
    return found | {
        "organisation": str(snapshot["organisation"].get("name", "")),
        "team": snapshot["office"],
        "external_supplier": "Yes" if record["provider"] else "",
        "frequency_and_scale_of_usage": f"{users} users" if users is not None else "",
        "phase": PHASES.get(snapshot["state"], ""),
    }


def _snapshot(flat: Mapping[str, Any]) -> tuple[Snapshot, tuple[str, ...]]:
    snapshot = blank()
    snapshot["record"] |= {
        ours: values.without_markup(flat.get(theirs)) for theirs, ours in TEXTS.items()
    }
    snapshot["record"]["user_count"] = _users(str(flat.get("frequency_and_scale_of_usage") or ""))
    detail = values.without_markup(flat.get("detailed_description"))
    if detail and not snapshot["record"]["problem"]:
        snapshot["record"]["problem"] = detail
    snapshot["office"] = values.text(flat.get("team") or "")[:150]
    snapshot["organisation"] |= {"name": values.text(flat.get("organisation") or "")}
    phase = str(flat.get("phase") or "").strip().casefold()
    snapshot["state"] = str(BACK.get(phase, State.IDEA))
    return gentle(snapshot)


def _users(text: str) -> int | None:
    """Only what we have written ourselves; a sentence stays a sentence (in the rest)."""
    count, _, word = text.partition(" ")
    return int(count) if word == "users" and count.isdecimal() and len(count) < 10 else None
