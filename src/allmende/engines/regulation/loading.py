"""Rule files to a ``RuleSet``, strictly: what is doubtful stops with a sentence."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from allmende.engines.regulation.checks import check
from allmende.engines.regulation.conditions import Always, Condition
from allmende.engines.regulation.parsing import parse
from allmende.engines.regulation.reading import Entry, InvalidRules, digest, read
from allmende.engines.regulation.rules import (
    DateStep,
    Gate,
    Question,
    Role,
    Rule,
    RuleSet,
    Stage,
    State,
    Status,
    Version,
)

_MANIFEST = "ruleset.yaml"
_UNCHECKED = "ungeprüft"  # for a date, and only where the norm is secondary


@cache
def shipped() -> RuleSet:
    """The rule set that comes with the program."""
    return load(files("allmende.engines.regulation") / "rules")


def load(folder: Traversable) -> RuleSet:
    """All rules of a folder with ``ruleset.yaml`` (date, gates, calendar, states, files).

    Raises ``InvalidRules`` with a sentence naming file and entry for a missing or unknown
    field, a wrong date, an unknown question or fact, an id used twice, a circle, or a
    question that lowers the class without being marked as an exception.
    """
    manifest = Entry(_MANIFEST, read(folder / _MANIFEST))
    names = manifest.raw("files") or []
    packs = {name: read(folder / name) for name in names}
    used = [folder / name for name in sorted([_MANIFEST, *names])]
    rule_set = RuleSet(
        version=Version(manifest.date("date"), digest(used)),
        gates=tuple(map(_gate, _entries(manifest, "gates"))),
        calendar=tuple(map(_stage, _entries(manifest, "calendar"))),
        states=tuple(map(_state, _entries(manifest, "states"))),
        questions=tuple(q for name, pack in packs.items() for q in _questions(name, pack)),
        rules=tuple(r for name, pack in packs.items() for r in _rules(name, pack)),
    )
    manifest.finish()
    check(rule_set)
    return rule_set


def _entries(manifest: Entry, section: str) -> Iterator[Entry]:
    for number, fields in enumerate(manifest.raw(section) or [], start=1):
        yield Entry(f"{_MANIFEST}, {section} {number}", fields)


def _gate(entry: Entry) -> Gate:
    gate = Gate(entry.text("id"), entry.text("title"))
    entry.finish()
    return gate


def _stage(entry: Entry) -> Stage:
    stage = Stage(entry.date("applies_from"), entry.text("title"), entry.text("norm"))
    entry.finish()
    return stage


def _state(entry: Entry) -> State:
    state = State(
        entry.text("code"),
        entry.text("name"),
        entry.text("data_protection_authority"),
        entry.optional("ai_authority"),
    )
    entry.finish()
    return state


def _questions(file: str, pack: Any) -> Iterator[Question]:
    for fields in pack.get("questions", []):
        entry = Entry(_where(file, "Frage", fields), fields, pack.get("question_defaults"))
        yield _question(entry)
        entry.finish()


def _question(entry: Entry) -> Question:
    exception = entry.optional("exception") or "nein"
    if exception not in {"ja", "nein"}:
        raise entry.problem(f"exception: „{exception}“ – möglich sind ja und nein")
    shown = entry.raw("shown_when")
    return Question(
        id=entry.text("id"),
        gate=entry.text("gate"),
        title=entry.text("title"),
        text=entry.text("text"),
        help=entry.text("help"),
        norm=entry.text("norm"),
        example=entry.text("example"),
        shown_when=None if shown is None else parse(entry.where, shown),
        exception=exception == "ja",
    )


def _rules(file: str, pack: Any) -> Iterator[Rule]:
    unknown = set(pack) - {"questions", "rules", "question_defaults", "rule_defaults", "shared"}
    if unknown:
        raise InvalidRules(f"{file}: unbekannter Abschnitt: {', '.join(sorted(unknown))}")
    for fields in pack.get("rules", []):
        entry = Entry(_where(file, "Regel", fields), fields, pack.get("rule_defaults"))
        yield _rule(file, entry)
        entry.finish()


def _where(file: str, kind: str, fields: Any) -> str:
    name = fields.get("id", "ohne id") if isinstance(fields, dict) else "ohne Felder"
    return f"{file}, {kind} {name}"


def _rule(file: str, entry: Entry) -> Rule:
    rule = Rule(
        id=entry.text("id"),
        file=file,
        title=entry.text("title"),
        norm=entry.text("norm"),
        role=_choice(entry, "role", Role),
        condition=_condition(entry, "condition"),
        result=entry.optional("result"),
        text=entry.optional("text"),
        duty=entry.optional("duty"),
        dates=_dates(entry),
        source_url=entry.text("source_url"),
        verified_on=entry.date("verified_on"),
        status=_choice(entry, "status", Status),
        note=entry.optional("note"),
        open_question=entry.optional("open_question"),
        open_until=entry.optional_date("open_until"),
    )
    _complete(entry, rule)
    return rule


def _complete(entry: Entry, rule: Rule) -> None:
    if not rule.result and not rule.duty:
        raise entry.problem("weder „result“ noch „duty“ angegeben")
    if rule.result and not rule.text:
        raise entry.problem("Feld „text“ fehlt")
    if bool(rule.open_question) != bool(rule.open_until):
        raise entry.problem("„open_question“ und „open_until“ gehören zusammen")
    if rule.status is not Status.SECONDARY and any(s.applies_from is None for s in rule.dates):
        raise entry.problem(f"applies_from „{_UNCHECKED}“ geht nur mit status secondary")
    if not rule.source_url.startswith("https://"):
        raise entry.problem(f"source_url: „{rule.source_url}“ ist keine https-Adresse")


def _choice[E: (Role, Status)](entry: Entry, name: str, kind: type[E]) -> E:
    value = entry.text(name)
    try:
        return kind(value)
    except ValueError:
        possible = ", ".join(kind)
        raise entry.problem(f"{name}: „{value}“ – möglich sind {possible}") from None


def _condition(entry: Entry, name: str) -> Condition:
    raw = entry.raw(name)
    if raw is None:
        raise entry.problem(f"Feld „{name}“ fehlt")
    return parse(entry.where, raw)


def _dates(entry: Entry) -> tuple[DateStep, ...]:
    """Either one date for all cases or a list of steps, the last of which always holds."""
    steps = entry.raw("dates")
    if steps is None:
        return (_step(entry, Always()),)
    parts = [Entry(f"{entry.where}, dates {n}", step) for n, step in enumerate(steps, start=1)]
    found = tuple(_step(part, _condition(part, "when")) for part in parts)
    for part in parts:
        part.finish()
    if not found or not isinstance(found[-1].condition, Always):
        raise entry.problem("der letzte Schritt von „dates“ braucht „when: always“")
    return found


def _step(entry: Entry, condition: Condition) -> DateStep:
    unchecked = entry.raw("applies_from") == _UNCHECKED
    applies_from = None if unchecked else entry.date("applies_from")
    return DateStep(condition, applies_from, entry.optional_date("applied_before"))
