"""The content files. Their dates move with today, so that the demo never looks old.

``days``: when the use case entered each state of its path, the last one is its state now.
``answers``: questions answered "ja" or "unklar"; every other one that is asked gets "nein".
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from allmende.portal.demo.register.clock import WRITTEN_FOR, shifted
from allmende.portal.register.domain.chain import ORDER
from allmende.portal.register.enums import State, Tri

ASSISTANT = "Auskunft aus eigenen Quellen"  # its entry brings its own title
FOLDER = Path(__file__).parent
# Sources of re-use first.
FILES = ("erlentann", "wiesenbrueck", "tannenland", "hafenburg", "moorkreis", "ahornried")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Story:
    """One use case as its file tells it."""

    slug: str
    facts: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.facts["record"].get("title", ASSISTANT))

    @property
    def path(self) -> tuple[State, ...]:
        """The states that it went through."""
        end = State(self.facts["state"])
        if end in ORDER:
            return ORDER[: ORDER.index(end) + 1]
        if end == State.RETIRED:
            return State.IDEA, State.OPERATION, end
        return State.IDEA, State.PRECHECK, end

    @property
    def days(self) -> list[date]:
        return list(self.facts["days"])

    @property
    def given(self) -> dict[str, str]:
        """Answers other than "nein"."""
        answers = self.facts.get("answers", {})
        marked = (Tri.YES.value, Tri.UNCLEAR.value)
        return {question: value for value in marked for question in answers.get(value, ())}

    def many(self, key: str) -> list[dict[str, Any]]:
        return list(self.facts.get(key, ()))


@cache
def read(slug: str, today: date) -> dict[str, Any]:
    """The whole file of one organisation, as if written today."""
    text = (FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506 -- a safe loader, in C where there is one
    return dict(shifted(content, today - WRITTEN_FOR))


def stories(slug: str, today: date) -> list[Story]:
    """Oldest first: they get their numbers in this order."""
    found = [Story(slug, facts) for facts in read(slug, today)["use_cases"]]
    return sorted(found, key=lambda story: story.days[0])


def story(reference: str, today: date) -> Story:
    """By ``organisation/key``."""
    slug, key = reference.split("/")
    return next(one for one in stories(slug, today) if one.facts["key"] == key)
