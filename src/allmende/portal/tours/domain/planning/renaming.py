"""The same work under another key: what was done late or early moves the due days behind it."""

from collections import defaultdict

from allmende.engines.tours import model as engine
from allmende.portal.tours.domain.planning import problem, storing
from allmende.portal.tours.domain.planning.problem import Scene
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Plan, Stop


def continued(new: Plan, plan: Plan) -> tuple[Scene, engine.Plan]:
    """The scene of ``new``, and what ``plan`` has for it; locks go with what they lock."""
    scene = problem.build(new)
    names = renamed(plan, scene)
    if names.keys() & new.locks.keys():
        new.locks = {names.get(key, key): lock for key, lock in new.locks.items()}
        new.save(update_fields=["locks"])
        scene = problem.build(new)
    return scene, storing.load(plan, scene, names=names)


def renamed(plan: Plan, scene: Scene) -> dict[str, str]:
    """Key in ``plan`` -> key in ``scene``, where the day of the plan is still one of its days."""
    planned = list(
        Stop.objects.filter(tour__plan=plan, tour__day__gte=scene.first, kind=StopKind.VISIT)
        .order_by("tour__day", "pk")
        .values_list("key", "tour__day")
    )
    taken = {key for key, _ in planned}
    fresh: dict[str, list[engine.Visit]] = defaultdict(list)
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


def _work(key: str) -> str:
    """The rule and the site; behind it stands the due day."""
    return key.rpartition(":")[0]
