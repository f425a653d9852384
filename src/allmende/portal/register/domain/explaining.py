"""A snapshot in plain, translatable words, for people who are not of the trade."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.engines.regulation.ladders import RiskClass
from allmende.portal.register.domain import published
from allmende.portal.register.enums import BuildingBlock, State, TargetGroup, Tri

type Text = Any  # a lazy translation


@dataclass(frozen=True, slots=True)
class Explained:
    title: Text
    text: Text


NOT_CLASSIFIED = Explained(
    _("noch nicht eingestuft"),
    _("Die Verwaltung hat diese Anwendung noch nicht nach der KI-Verordnung eingestuft."),
)
CLASSES: dict[str, Explained] = {
    RiskClass.NO_AI: Explained(
        _("kein KI-System"),
        _("Nach der KI-Verordnung ist dies kein KI-System. Es steht zur Übersicht im Register."),
    ),
    RiskClass.MINIMAL: Explained(
        _("minimales Risiko"),
        _("Das System entscheidet nicht über Menschen. Besondere Pflichten gibt es nicht."),
    ),
    RiskClass.LIMITED: Explained(
        _("begrenztes Risiko"),
        _("Wer mit dem System zu tun hat, muss erfahren, dass es eine KI ist."),
    ),
    RiskClass.EXEMPT: Explained(
        _("Ausnahme von Hochrisiko"),
        _(
            "Das System wird in einem sensiblen Bereich genutzt, hilft dort aber nur bei einer "
            "eng begrenzten Aufgabe. Das ist begründet und festgehalten."
        ),
    ),
    RiskClass.HIGH: Explained(
        _("Hochrisiko"),
        _(
            "Fehler des Systems könnten Menschen ernsthaft schaden. Darum gelten strenge "
            "Pflichten, zum Beispiel Aufsicht durch Menschen und eine Prüfung vor der Nutzung."
        ),
    ),
    RiskClass.PROHIBITED: Explained(
        _("verboten"),
        _("Diese Art der Nutzung ist in der Europäischen Union verboten."),
    ),
    RiskClass.REVIEW: Explained(
        _("in Prüfung"),
        _("Einige Fragen sind noch offen. Bis sie geklärt sind, gilt keine Einstufung."),
    ),
}
STATES: dict[str, Text] = {
    State.IDEA: _("Die Verwaltung denkt darüber nach. Das System läuft nicht."),
    State.PRECHECK: _("Die Verwaltung prüft die Idee. Das System läuft nicht."),
    State.REVIEW: _("Fachleute prüfen Recht, Datenschutz und Sicherheit. Das System läuft nicht."),
    State.APPROVAL: _("Die zuständigen Stellen entscheiden gerade. Das System läuft nicht."),
    State.PILOT: _("Das System wird in einem begrenzten Rahmen ausprobiert."),
    State.OPERATION: _("Das System wird genutzt."),
    State.RETIRED: _("Das System wird nicht mehr genutzt."),
    State.REJECTED: _("Die Verwaltung hat sich dagegen entschieden."),
    State.DEFERRED: _("Die Verwaltung hat die Entscheidung vertagt. Das System läuft nicht."),
}
PERSONAL: dict[str, Text] = {
    Tri.YES: _("Ja, es werden personenbezogene Daten verarbeitet."),
    Tri.NO: _("Nein, es werden keine personenbezogenen Daten verarbeitet."),
    Tri.UNCLEAR: _("Ob personenbezogene Daten verarbeitet werden, wird noch geklärt."),
}


def risk_of(code: str) -> Explained:
    return CLASSES.get(code, NOT_CLASSIFIED)


def state_of(code: str) -> Explained:
    known = code in State.values
    return Explained(State(code).label if known else code, STATES.get(code, ""))


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a citizen wants to know, in the order of the page."""
    fields: Mapping[str, Any] = data.get("record", {})
    group, block = fields.get("target_group", ""), fields.get("building_block", "")
    return {
        "record": fields,
        "group": TargetGroup(group).label if group in TargetGroup.values else "",
        "block": BuildingBlock(block).label if block in BuildingBlock.values else "",
        "risk": risk_of((data.get("assessment") or {}).get("risk", "")),
        "assessed_on": published.day((data.get("assessment") or {}).get("on")),
        "state": state_of(data.get("state", "")),
        "personal": PERSONAL.get(fields.get("personal_data", ""), ""),
        "suspended": bool(data.get("suspended")),
    }
