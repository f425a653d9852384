"""Holds the rules against labelled examples, such as those of the Commission's guidelines.

Examples: a JSON list of objects with ``label`` (``high_risk``, ``outside``, ``exempt_6_3``)
and optionally ``id``; without it, the id is the place in the list, counted from 1.
Answers: a JSON object ``{"defaults": {question: answer}, "answers": {id: {question: answer}}}``;
an example's own answers go over the defaults, what neither has counts as unclear.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import evaluate as assess
from allmende.engines.regulation.ladders import RiskClass
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import RuleSet

LABEL = {
    RiskClass.NO_AI: "outside",
    RiskClass.MINIMAL: "outside",
    RiskClass.LIMITED: "outside",
    RiskClass.EXEMPT: "exempt_6_3",
    RiskClass.HIGH: "high_risk",
    RiskClass.PROHIBITED: "prohibited",
    RiskClass.REVIEW: "review",
}


@dataclass(frozen=True, slots=True)
class Miss:
    id: str
    label: str
    predicted: str
    why: str


@dataclass(frozen=True, slots=True)
class ExampleScore:
    examples: int
    right: int
    confusion: dict[str, dict[str, int]]  # label -> predicted -> count
    misses: tuple[Miss, ...]
    rules: str

    @property
    def agreement(self) -> float:
        """Between 0 and 1."""
        return self.right / self.examples if self.examples else 0.0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "agreement": self.agreement}

    def __str__(self) -> str:
        head = f"{self.right} von {self.examples} Beispielen ({self.agreement:.1%}), {self.rules}"
        rows = [
            f"{label} -> {predicted}: {count}"
            for label, row in self.confusion.items()
            for predicted, count in row.items()
        ]
        misses = [
            f"Beispiel {m.id}: {m.label}, erkannt {m.predicted}. {m.why}" for m in self.misses
        ]
        return "\n".join([head, *rows, *misses])


def evaluate(examples: Path, answers: Path, *, rules: RuleSet | None = None) -> ExampleScore:
    """Score the rules. Raises ``OSError`` or ``ValueError`` (a sentence) for unusable files."""
    rule_set = rules or shipped()
    labels = _labels(_read(examples, list))
    given = _answers(_read(answers, dict), labels, rule_set)
    results = [_result(name, label, given[name], rule_set) for name, label in labels.items()]
    confusion: dict[str, Counter[str]] = {}
    for result in results:
        confusion.setdefault(result.label, Counter())[result.predicted] += 1
    misses = tuple(result for result in results if result.label != result.predicted)
    return ExampleScore(
        examples=len(results),
        right=len(results) - len(misses),
        confusion={label: dict(row) for label, row in confusion.items()},
        misses=misses,
        rules=str(rule_set.version),
    )


def _read(file: Path, kind: type) -> Any:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"{file.name}: kein lesbares JSON ({problem})") from problem
    if not isinstance(content, kind):
        raise ValueError(f"{file.name}: erwartet wird {kind.__name__}")
    return content


def _labels(examples: list[Any]) -> dict[str, str]:
    known = set(LABEL.values())
    labels = {str(e.get("id", n)): e.get("label") for n, e in enumerate(examples, start=1)}
    for name, label in labels.items():
        if label not in known:
            raise ValueError(f"Beispiel {name}: Einstufung „{label}“ ist unbekannt")
    return labels


def _answers(
    content: Mapping[str, Any], labels: Mapping[str, str], rules: RuleSet
) -> dict[str, dict[str, Answer]]:
    defaults = _parsed("Vorgaben", content.get("defaults", {}), rules)
    given = content.get("answers", {})
    missing = sorted(set(labels) - set(given))
    if missing:
        raise ValueError(f"Ohne Antworten: Beispiel {', '.join(missing)}")
    return {name: defaults | _parsed(f"Beispiel {name}", given[name], rules) for name in labels}


def _parsed(where: str, raw: Mapping[str, str], rules: RuleSet) -> dict[str, Answer]:
    unknown = sorted(set(raw) - set(rules.question))
    if unknown:
        raise ValueError(f"{where}: unbekannte Frage {', '.join(unknown)}")
    for question, answer in raw.items():
        if answer not in set(Answer):
            raise ValueError(f"{where}, {question}: „{answer}“ – möglich sind {', '.join(Answer)}")
    return {question: Answer(answer) for question, answer in raw.items()}


def _result(name: str, label: str, answers: Mapping[str, Answer], rules: RuleSet) -> Miss:
    risk = assess(answers, rules=rules, state=None, on=date(2027, 12, 2)).risk
    return Miss(name, label, LABEL[risk.value], risk.why.sentence)
