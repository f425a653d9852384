"""PyVRP as the solver of a day: windows, skills, tanks with refills, optional visits."""

from collections.abc import Sequence

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days import scoring
from allmende.engines.tours.days.fitting import fitting
from allmende.engines.tours.days.insertion import InsertionSolver
from allmende.engines.tours.days.pyvrp_model import model
from allmende.engines.tours.days.pyvrp_search import solve_data
from allmende.engines.tours.days.solver import Day, DayResult, Route


class PyVrpSolver:
    """Rounds of the budget are iterations of its local search, some hundred in a second.

    It starts from chance where there is no ``start``: what insertion finds holds the search in
    its valley, so that only counts when nothing better is met.
    """

    def solve(
        self, day: Day, *, budget: Budget, seed: int = 0, start: Sequence[Route] | None = None
    ) -> DayResult:
        before = (
            scoring.result(day, start)
            if start
            else InsertionSolver().solve(day, budget=Budget(), seed=seed)
        )
        able = fitting(day)
        if not any(able):
            return before
        task = model(day, able=able)
        warm = task.solution(start) if start else None
        found = solve_data(task.data, budget=budget, seed=seed, start=warm)
        if not found.is_feasible():
            return before
        return scoring.best(day, before, scoring.result(day, task.routes(found)))
