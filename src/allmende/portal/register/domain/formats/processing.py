"""The record of processing activities (Art. 30 GDPR) as a table, for entries with personal data."""

from collections.abc import Sequence

from allmende.portal.register.domain.formats.found import Snapshot
from allmende.portal.register.domain.formats.table import Cell
from allmende.portal.register.enums import State, Tri

# Column -> field of the record, in the order of Art. 30(1).
COLUMNS = {
    "Bezeichnung der Verarbeitung": "title",
    "Ansprechperson": "contact_name",
    "E-Mail der Ansprechperson": "contact_email",
    "Zwecke der Verarbeitung": "summary",
    "Rechtsgrundlage": "legal_basis",
    "Kategorien betroffener Personen": "affected_groups",
    "Kategorien personenbezogener Daten": "personal_data_kinds",
    "Besondere Kategorien (Art. 9 DSGVO)": "special_categories",
    "Kategorien von Empfängern, Übermittlung an Drittländer": "recipients",
    "Ort des Betriebs": "hosting",
    "Auftragsverarbeiter oder Anbieter": "provider",
    "Fristen für die Löschung": "retention",
    "Technische und organisatorische Maßnahmen": "security_measures",
}
BEFORE = ("Nummer", "Verantwortlicher", "Fachamt", "Stand", "Personenbezogene Daten")
NOT_RECORDED = "nicht erfasst"


def is_needed(snapshot: Snapshot) -> bool:
    """ "Unklar" is listed, too: leaving it out would hide a gap."""
    return snapshot["record"]["personal_data"] in {Tri.YES, Tri.UNCLEAR}


def rows(snapshots: Sequence[Snapshot]) -> tuple[list[str], list[list[Cell]]]:
    header = [*BEFORE, *COLUMNS]
    return header, [_row(one) for one in snapshots if is_needed(one)]


def _row(snapshot: Snapshot) -> list[Cell]:
    record = snapshot["record"]
    state = snapshot["state"]
    return [
        snapshot["reference"],
        str(snapshot["organisation"].get("name", "")),
        snapshot["office"] or NOT_RECORDED,
        str(State(state).label) if state in State.values else state,
        "ja" if record["personal_data"] == Tri.YES else "zu klären",
        *(record[name] or NOT_RECORDED for name in COLUMNS.values()),
    ]
