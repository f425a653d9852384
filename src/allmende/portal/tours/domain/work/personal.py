"""What the proof of work says about a person: the copy and the end.

The proof itself stays, because the town must be able to show that it kept its duties. The name in
it is replaced and its salt removed; why the chain of seals is still whole: see ``sealing``.
"""

from typing import Any

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.tours.models import Execution


def register_all() -> None:
    personal.register(Keeper("Arbeitsnachweise", copy, forget))


def copy(user: Any) -> list[dict[str, Any]]:
    mine = Execution.objects.filter(by=user).order_by("recorded_at")
    return [
        {
            "work": one.task_label,
            "place": one.label,
            "crew": one.crew_label,
            "ended_at": one.ended_at,
            "recorded_at": one.recorded_at,
            "note": one.note,
            "problem": one.problem,
        }
        for one in mine
    ]


def forget(user: Any, label: str) -> None:
    Execution.objects.filter(by=user).update(by_label=label, name_salt="", by=None)
