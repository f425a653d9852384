"""What the record and the assessment already say about a section."""

from collections.abc import Iterator

from allmende.engines.regulation.assessment import WORDS
from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.ladders import label
from allmende.portal.register.domain import record
from allmende.portal.register.domain.impact.sections import Section, of_kind
from allmende.portal.register.models import UseCase


def prefills(use_case: UseCase, kind: str, result: Result | None) -> dict[str, str]:
    """Section to text; empty where nothing is recorded. The same facts give the same text."""
    return {section.key: _text(use_case, section, result) for section in of_kind(kind)}


def _text(use_case: UseCase, section: Section, result: Result | None) -> str:
    found = [(name, _shown(use_case, name)) for name in section.fields]
    recorded = [(name, text) for name, text in found if text]
    one_only = len(section.fields) == 1
    lines = [text if one_only else f"{record.label(name)}: {text}" for name, text in recorded]
    for finding in section.findings:
        lines.extend(_finding(use_case, finding, result))
    return "\n".join(lines)


def _shown(use_case: UseCase, name: str) -> str:
    return record.display(use_case, name).replace("\r\n", "\n").strip()


def _finding(use_case: UseCase, name: str, result: Result | None) -> Iterator[str]:
    if name == "goals":
        yield from (f"Ziel: {goal.text}" for goal in use_case.goals.all())
    elif result is None:
        return
    elif name == "impact":
        yield f"{label(result.impact.value)}. {result.impact.why.sentence}"
    elif name == "risk":
        yield f"Einstufung nach der KI-Verordnung: {label(result.risk.value)}."
    elif name == "roles" and result.roles:
        yield f"Rolle nach der KI-Verordnung: {', '.join(WORDS[role] for role in result.roles)}"
