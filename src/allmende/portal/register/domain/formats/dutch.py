"""Publicatiestandaard 1.0 of the Dutch Algoritmeregister: one JSON object an entry."""

from collections.abc import Mapping
from typing import Any

from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.register.domain.formats import carrying, values
from allmende.portal.register.domain.formats.found import Found, Snapshot, blank, gentle
from allmende.portal.register.enums import State

KEYS = (
    "name",
    "description_short",
    "organization",
    "category",
    "status",
    "begin_date",
    "end_date",
    "contact_email",
    "website",
    "publication_category",
    "url",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "lawful_basis_grouping",
    "process_index_url",
    "impacttoetsen",
    "impacttoetsen_grouping",
    "source_data",
    "source_data_grouping",
    "methods_and_models",
    "provider",
    "publiccode",
    "lang",
    "standard_version",
    "source_id",
    "tags",
)
# Theirs -> ours, where both mean the same.
TEXTS = {
    "name": "title",
    "description_short": "summary",
    "contact_email": "contact_email",
    "website": "website",
    "goal": "benefit",
    "proportionality": "proportionality",
    "human_intervention": "human_oversight",
    "risks": "risks",
    "lawful_basis": "legal_basis",
    "source_data": "data_sources",
    "methods_and_models": "model_name",
    "provider": "provider",
    "publiccode": "source_code",
}
MONTHS = {"begin_date": "starts_on", "end_date": "ends_on"}
LONGEST_SHORT = 500
DEVELOPED, USED, ENDED = "In ontwikkeling", "In gebruik", "Buiten gebruik"
STATES = {
    State.PILOT: USED,
    State.OPERATION: USED,
    State.RETIRED: ENDED,
    State.REJECTED: ENDED,
}
BACK = {DEVELOPED: State.IDEA, USED: State.OPERATION, ENDED: State.RETIRED}
HIGH_RISK, OTHER = "Hoog-risico AI-systeem", "Overige algoritmes"
CATEGORIES: dict[str, tuple[str, str]] = {
    UrbanField.PROCESSES: ("fields_urban", "Organisatie en bedrijfsvoering"),
    UrbanField.CITY: ("fields_urban", "Ruimte en infrastructuur"),
    UrbanField.MOBILITY: ("fields_urban", "Verkeer"),
    UrbanField.ENVIRONMENT: ("fields_urban", "Natuur en milieu"),
    UrbanField.PROTECTION: ("fields_urban", "Openbare orde en veiligheid"),
    KokiField.POLITICS: ("fields_koki", "Bestuur"),
    KokiField.LAW: ("fields_koki", "Recht"),
    KokiField.EDUCATION: ("fields_koki", "Onderwijs en wetenschap"),
    KokiField.CARE: ("fields_koki", "Zorg en gezondheid"),
    KokiField.DEVELOPMENT: ("fields_koki", "Huisvesting"),
}
FROM_CATEGORY = {theirs: (field, str(code)) for code, (field, theirs) in CATEGORIES.items()}


def write(
    snapshot: Snapshot,
    *,
    url: str = "",
    source_id: str = "",
    rest: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Every key of the standard, null where we have nothing; ``rest``: see ``carrying``."""
    found = dict.fromkeys(KEYS) | _plain(snapshot)
    found |= {"url": url or None, "source_id": source_id or None}
    found = carrying.keep_rest(found, rest)
    extension = carrying.extend(snapshot, _snapshot(found)[0])
    return found | ({carrying.KEY: extension} if extension else {})


def read(document: Mapping[str, Any], place: str) -> Found:
    snapshot, notes = _snapshot(document)
    snapshot = carrying.restore(snapshot, document.get(carrying.KEY))
    return Found(
        place,
        snapshot,
        source_id=str(document.get("source_id") or document.get("lars") or ""),
        notes=notes,
        original=document,
    )


def _plain(snapshot: Snapshot) -> dict[str, Any]:
    record = snapshot["record"]
    found: dict[str, Any] = {theirs: record[ours] or None for theirs, ours in TEXTS.items()}
    found |= {theirs: (record[ours] or "")[:7] or None for theirs, ours in MONTHS.items()}
    risk = (snapshot.get("assessment") or {}).get("risk")
    return found | {
        "description_short": _shortened(record["summary"]),
        "organization": snapshot["organisation"].get("name") or None,
        "category": _categories(record) or None,
        "status": STATES.get(snapshot["state"], DEVELOPED),
        "publication_category": HIGH_RISK if risk == "hochrisiko" else OTHER,
        "lang": "DEU",
        "standard_version": "1.0",
        "tags": ", ".join(record["tags"]) or None,
    }


def _shortened(summary: str) -> str | None:
    if len(summary) <= LONGEST_SHORT:
        return summary or None
    return summary[: LONGEST_SHORT - 1] + "…"


def _categories(record: Mapping[str, Any]) -> list[str]:
    fields = [*record["fields_urban"], *record["fields_koki"]]
    return [CATEGORIES[field][1] for field in fields if field in CATEGORIES]


def _snapshot(document: Mapping[str, Any]) -> tuple[Snapshot, tuple[str, ...]]:
    snapshot = blank()
    found: dict[str, Any] = {
        ours: values.without_markup(document.get(key)) for key, ours in TEXTS.items()
    }
    for theirs, ours in MONTHS.items():
        found[ours] = _month(document.get(theirs))
    tags = document.get("tags")
    words = tags if isinstance(tags, list) else str(tags or "").split(",")
    found["tags"] = [" ".join(str(word).split()) for word in words if str(word).strip()]
    found |= _fields(document.get("category"))
    snapshot["record"] |= found
    snapshot["state"] = str(BACK.get(str(document.get("status")), State.IDEA))
    snapshot["organisation"] |= {"name": str(document.get("organization") or "")}
    return gentle(snapshot)


def _fields(category: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"fields_koki": [], "fields_urban": []}
    named = category if isinstance(category, list) else [category]
    for one in named:
        if isinstance(one, str) and one in FROM_CATEGORY:
            field, code = FROM_CATEGORY[one]
            found[field].append(code)
    return found


def _month(raw: Any) -> str | None:
    """Theirs is "2026-09" (or a whole day); ours is the first day of that month."""
    plain = str(raw or "")
    try:
        return values.day(f"{plain}-01" if len(plain) == 7 else plain)
    except values.Unreadable:
        return None
