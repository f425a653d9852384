"""What a deployer enters into the EU database: Annex VIII, section C of the AI Act, five items.

Only public authorities with a high-risk system register (Art. 49(3)).
"""

from typing import Any

from allmende.portal.register.domain.formats.found import Snapshot

HIGH_RISK = "hochrisiko"
NOT_NEEDED = (
    "Für diesen Anwendungsfall ist keine Registrierung in der EU-Datenbank vorgesehen: Er ist "
    "nicht als Hochrisiko-System eingestuft (Art. 49 Abs. 3 KI-Verordnung)."
)
NOT_RECORDED = "nicht erfasst"
TITLES = {
    1: "Name, Anschrift und Kontaktdaten des Betreibers",
    2: "Name, Anschrift und Kontaktdaten der Person, die für den Betreiber einreicht",
    3: "Internetadresse des Eintrags des Anbieters in der EU-Datenbank",
    4: "Zusammenfassung der Grundrechte-Folgenabschätzung (Art. 27)",
    5: "Zusammenfassung der Datenschutz-Folgenabschätzung (Art. 35 DSGVO), soweit nötig",
}


def is_needed(snapshot: Snapshot) -> bool:
    assessment = snapshot.get("assessment") or {}
    return bool(assessment.get("risk") == HIGH_RISK)


def write(snapshot: Snapshot, *, impact: dict[str, str] | None = None) -> dict[str, Any]:
    """``impact``: summaries by "fria" and "dsfa", where the documents exist."""
    if not is_needed(snapshot):
        return {"needed": False, "sentence": NOT_NEEDED, "reference": snapshot["reference"]}
    texts = impact or {}
    record, organisation = snapshot["record"], snapshot["organisation"]
    contact = ", ".join(part for part in (record["contact_name"], record["contact_email"]) if part)
    operator = ", ".join(
        part for part in (str(organisation.get("name") or ""), record["contact_email"]) if part
    )
    items = {
        1: operator,
        2: contact,
        3: "",  # nobody but the provider knows it
        4: texts.get("fria", ""),
        5: texts.get("dsfa", ""),
    }
    return {
        "needed": True,
        "annex": "VIII",
        "section": "C",
        "reference": snapshot["reference"],
        "title": record["title"],
        "items": [
            {"number": number, "title": TITLES[number], "value": text or NOT_RECORDED}
            for number, text in items.items()
        ],
    }


def sheet(found: dict[str, Any]) -> str:
    """The same as text with Markdown headings, to be copied into the form of the database."""
    if not found["needed"]:
        return f"# {found['reference']}\n\n{found['sentence']}\n"
    parts = [f"# {found['reference']}: {found['title']}\n"]
    parts += [
        f"## {item['number']}. {item['title']}\n\n{item['value']}\n" for item in found["items"]
    ]
    return "\n".join(parts)
