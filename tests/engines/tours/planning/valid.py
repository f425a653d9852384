"""Everything that a plan must keep, checked from its stops alone."""

from allmende.engines.tours.model import Plan, Problem, StopKind


def faults(problem: Problem, plan: Plan) -> list[str]:
    visits = {visit.key: visit for visit in problem.visits}
    shifts = {(shift.day, shift.crew): shift for shift in problem.shifts}
    found, seen = [], [stop.key for tour in plan.tours for stop in tour.visits]
    left = [one.key for one in plan.unplanned]
    if sorted(seen + left) != sorted(visits):
        found.append("not every visit exactly once")
    for tour in plan.tours:
        shift = shifts[tour.day, tour.crew]
        if tour.leaves < shift.opens or tour.returns > shift.closes:
            found.append(f"{tour.crew} {tour.day}: outside the shift")
        found += _of_stops(problem, tour, shift, visits)
        working = tour.returns - tour.leaves - tour.resting
        if working > 6 * 3600 and tour.resting < 1800:
            found.append(f"{tour.crew} {tour.day}: no break")
    return found + list(_of_gaps(problem, plan))


def _of_gaps(problem, plan):
    day_of = {key: day for key, (day, _) in plan.where.items()}
    for visit in problem.visits:
        gap = visit.gap
        if gap and {visit.key, gap.key} <= day_of.keys():
            since = day_of[visit.key] - day_of[gap.key]
            if not gap.least <= since <= gap.most:
                yield f"{visit.key}: {since} days after {gap.key}"


def _of_stops(problem, tour, shift, visits):
    here, now, tank = shift.start, tour.leaves, shift.tank
    seconds = shift.ways(problem.matrix).seconds
    for stop in tour.stops:
        if stop.drive_seconds != int(seconds[here, stop.place]):
            yield f"{stop.key}: wrong way"
        if stop.arrives < now + stop.drive_seconds or stop.begins < stop.arrives:
            yield f"{stop.key}: too early"
        if stop.kind is StopKind.REFILL:
            tank = shift.tank
        if stop.kind is StopKind.VISIT:
            yield from _of_visit(visits[stop.key], stop, shift, problem)
            tank -= visits[stop.key].litres
        if tank < 0:
            yield f"{stop.key}: tank is empty"
        here, now = stop.place, stop.ends


def _of_visit(visit, stop, shift, problem):
    lock = problem.locks.get(visit.key)
    if shift.day not in visit.days or not visit.skills <= shift.skills:
        yield f"{visit.key}: wrong day or crew"
    if lock and (lock.crew not in (None, shift.crew) or lock.day not in (None, shift.day)):
        yield f"{visit.key}: lock broken"
    if stop.ends - stop.begins != visit.seconds:
        yield f"{visit.key}: wrong time on site"
    if visit.windows and not any(
        w.opens <= stop.begins and stop.ends <= w.closes for w in visit.windows
    ):
        yield f"{visit.key}: outside its windows"
