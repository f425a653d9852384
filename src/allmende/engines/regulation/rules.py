"""What a rule set consists of. All texts are German, as they are shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from allmende.engines.regulation.conditions import Condition


class Role(StrEnum):
    PROVIDER = "provider"
    DEPLOYER = "deployer"
    BOTH = "both"


class Status(StrEnum):
    """How sure the norm itself is; ``SECONDARY`` was not checked against the official text."""

    BINDING = "binding"
    DRAFT = "draft"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Gate:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    gate: str
    title: str
    text: str
    help: str
    norm: str
    example: str
    shown_when: Condition | None
    exception: bool  # yes may lower the class, as the law means it


@dataclass(frozen=True, slots=True)
class DateStep:
    """One possible date of a duty; the first step whose condition holds decides."""

    condition: Condition
    applies_from: date | None  # None: old law whose date nobody has checked
    applied_before: date | None  # the date before Regulation (EU) 2026/1744 moved it


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    file: str
    title: str
    norm: str
    role: Role
    condition: Condition
    result: str | None  # the fact it establishes
    text: str | None  # the finding, as a sentence
    duty: str | None
    dates: tuple[DateStep, ...]
    source_url: str
    verified_on: date
    status: Status
    note: str | None
    open_question: str | None
    open_until: date | None  # until then it is disputed whether the rule applies


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the calendar of application."""

    applies_from: date
    title: str
    norm: str


@dataclass(frozen=True, slots=True)
class State:
    code: str
    name: str
    data_protection_authority: str
    ai_authority: str | None  # supervises municipalities under the AI Act; None: not yet named


@dataclass(frozen=True, slots=True)
class Version:
    date: date
    digest: str  # SHA-256 over all rule files

    def __str__(self) -> str:
        return f"{self.date.isoformat()}-{self.digest[:12]}"


@dataclass(frozen=True)
class RuleSet:
    version: Version
    gates: tuple[Gate, ...]
    calendar: tuple[Stage, ...]
    states: tuple[State, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def question(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def place(self) -> dict[str, int]:
        """The order in which questions are asked."""
        return {question.id: number for number, question in enumerate(self.questions)}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def state(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def establishing(self) -> dict[str, tuple[Rule, ...]]:
        """The rules behind each fact."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.result:
                found.setdefault(rule.result, []).append(rule)
        return {fact: tuple(rules) for fact, rules in found.items()}
