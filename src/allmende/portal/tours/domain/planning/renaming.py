"""The same work under another key: what was done late or early moves the due days behind it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from allmende.engines.tours.model import Visit
from allmende.portal.tours.domain.planning.problem import Scene
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Plan, Stop


def renamed(plan: Plan, scene: Scene) -> dict[str, str]:
    """Key in ``plan`` -> key in ``scene``, where the day of the plan is still one of its days."""
    planned = list(
        Stop.objects.filter(tour__plan=plan, tour__day__gte=scene.first, kind=StopKind.VISIT)
        .order_by("tour__day", "pk")
        .values_list("key", "tour__day")
    )
    taken = {key for key, _ in planned}
    fresh: dict[str, list[Visit]] = defaultdict(list)
    for visit in scene.problem.visits:
        if visit.key not in taken:
            fresh[_work(visit.key)].append(visit)
    known = {visit.key for visit in scene.problem.visits}
    found = {}
    for key, day in planned:
        number, choices = (day - scene.first).days, fresh[_work(key)]
        match = next((visit for visit in choices if number in visit.days), None)
        if key not in known and match:
            choices.remove(match)
            found[key] = match.key
    return found


def renamed_locks(locks: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): lock for key, lock in locks.items()}


def _work(key: str) -> str:
    """The rule and the site; behind it stands the due day."""
    return key.rpartition(":")[0]
