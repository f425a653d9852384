"""What differs between two assessments of one use case, and between two rule sets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from allmende.engines.regulation.assessment import WORDS, Assessment, Duty
from allmende.engines.regulation.ladders import label
from allmende.engines.regulation.rules import Question, Role, Rule, RuleSet

_COMPARED = ("norm", "applies_from", "due", "status", "holder", "certain", "text")


class Kind(StrEnum):
    ADDED = "neu"
    REMOVED = "entfallen"
    CHANGED = "geändert"


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    subject: str  # "risk", "roles", "impact", … or the id of a rule or question
    before: str
    after: str
    sentence: str


def diff(old: Assessment, new: Assessment) -> tuple[Change, ...]:
    """Everything of consequence that differs, the class first."""
    return (*_levels(old, new), *_roles(old, new), *_duties(old, new))


def _levels(old: Assessment, new: Assessment) -> Iterator[Change]:
    for subject, title, before, after in (
        ("risk", "Klasse nach KI-Verordnung", old.risk.value, new.risk.value),
        ("impact", "Datenschutz-Folgenabschätzung", old.impact.value, new.impact.value),
        ("automation", "Automatische Entscheidung", old.automation.value, new.automation.value),
        ("participation", "Personalrat", old.participation.value, new.participation.value),
    ):
        if before != after:
            yield _changed(subject, title, label(before), label(after))


def _roles(old: Assessment, new: Assessment) -> Iterator[Change]:
    before, after = _role_names(old.roles), _role_names(new.roles)
    if before != after:
        yield _changed("roles", "Rolle", before, after)


def _role_names(roles: Iterable[Role]) -> str:
    return ", ".join(WORDS[role] for role in roles) or "keine"


def _duties(old: Assessment, new: Assessment) -> Iterator[Change]:
    before = {duty.rule: duty for duty in old.duties}
    after = {duty.rule: duty for duty in new.duties}
    for rule, duty in after.items():
        if rule not in before:
            yield Change(Kind.ADDED, rule, "", duty.title, f"Neue Pflicht: {_name(duty)}.")
        else:
            yield from _fields(before[rule], duty)
    for rule, gone in before.items():
        if rule in after:
            continue
        yield Change(Kind.REMOVED, rule, gone.title, "", f"Pflicht entfallen: {_name(gone)}.")


def _fields(before: Duty, after: Duty) -> Iterator[Change]:
    for name in _COMPARED:
        was, is_now = _shown(getattr(before, name)), _shown(getattr(after, name))
        if was != is_now:
            yield _changed(after.rule, f"{_name(after)}, {_FIELDS[name]}", was, is_now)


def diff_rules(old: RuleSet, new: RuleSet) -> tuple[Change, ...]:
    """Added, removed and changed rules and questions."""
    return (
        *_entries("Regel", old.rule, new.rule),
        *_entries("Frage", old.question, new.question),
    )


def _entries[E: (Rule, Question)](
    kind: str, old: Mapping[str, E], new: Mapping[str, E]
) -> Iterator[Change]:
    for name, entry in new.items():
        if name not in old:
            yield Change(Kind.ADDED, name, "", entry.title, f"{kind} neu: {_entry(entry)}.")
        elif old[name] != entry:
            yield _entry_changed(kind, old[name], entry)
    for name, gone in old.items():
        if name in new:
            continue
        yield Change(Kind.REMOVED, name, gone.title, "", f"{kind} entfallen: {_entry(gone)}.")


def _entry_changed[E: (Rule, Question)](kind: str, old: E, new: E) -> Change:
    names = [f.name for f in fields(new) if getattr(old, f.name) != getattr(new, f.name)]
    before = "; ".join(_shown(getattr(old, name)) for name in names)
    after = "; ".join(_shown(getattr(new, name)) for name in names)
    changed = ", ".join(_FIELDS.get(name, name) for name in names)
    return Change(
        Kind.CHANGED, new.id, before, after, f"{kind} geändert: {_entry(new)} – {changed}."
    )


_FIELDS = {
    "norm": "Norm",
    "applies_from": "gilt ab",
    "due": "Stand",
    "status": "Status der Quelle",
    "holder": "wer zuständig ist",
    "certain": "Sicherheit",
    "text": "Wortlaut",
    "condition": "Bedingung",
    "dates": "Termine",
    "duty": "Pflicht",
    "title": "Titel",
    "help": "Hilfetext",
    "source_url": "Quelle",
    "verified_on": "geprüft am",
    "note": "Hinweis",
    "role": "Rolle",
    "result": "Ergebnis",
    "file": "Datei",
    "example": "Beispiel",
    "gate": "Schritt",
    "shown_when": "wann gefragt",
    "exception": "Ausnahme",
    "open_question": "offene Rechtsfrage",
    "open_until": "offen bis",
}


def _changed(subject: str, title: str, before: str, after: str) -> Change:
    return Change(Kind.CHANGED, subject, before, after, f"{title}: bisher {before}, jetzt {after}.")


def _name(duty: Duty) -> str:
    return f"{duty.title} ({duty.norm})"


def _entry(entry: Rule | Question) -> str:
    return f"{entry.title} ({entry.norm})"


def _shown(value: object) -> str:
    match value:
        case None:
            return "ohne Angabe"
        case bool():
            return "sicher" if value else "zu klären"
        case date():
            return f"{value.day}.{value.month}.{value.year}"
        case _:
            return WORDS.get(str(value), str(value))
