"""The search of PyVRP as days and the evaluation use it: one thread, our budget, our seed."""

import warnings

from pyvrp import IteratedLocalSearchParams, ProblemData, Solution, SolveParams, solve
from pyvrp.exceptions import PenaltyBoundWarning

from allmende.engines.tours.budget import Budget

PATIENT = SolveParams()
# Accepts worse solutions for a shorter while. Measured on eight searches of 2 s in generated days
# of 100 visits: 1 % less driving and one visit more served, which is little more than chance.
HASTY = SolveParams(ils=IteratedLocalSearchParams(history_length=100))
SHORT_SECONDS, SHORT_ROUNDS = 4, 2_000
_ROUNDS_BETWEEN_LOOKS = 32  # rounds are short; clock and cancellation need not be asked each time


class _Stop:
    """Our budget as a criterion of PyVRP, which asks it once before each round."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rounds = 0

    def __call__(self, best_cost: int) -> bool:  # noqa: ARG002 -- the signature is PyVRP's
        rounds, self._rounds = self._rounds, self._rounds + 1
        if self._budget.rounds is not None and rounds >= self._budget.rounds:
            return True
        return rounds % _ROUNDS_BETWEEN_LOOKS == 0 and self._budget.is_over(rounds)


def solve_data(
    data: ProblemData, *, budget: Budget, seed: int = 0, start: Solution | None = None
) -> Solution:
    """The best found. It may be infeasible if nothing feasible was met within the budget."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        found = solve(
            data,
            _Stop(budget),
            seed=seed,
            collect_stats=False,
            params=_parameters(budget),
            initial_solution=start,
        )
    return found.best


def _parameters(budget: Budget) -> SolveParams:
    """By rounds where there are any, for the clock must not change what they lead to."""
    if budget.rounds is not None:
        return HASTY if budget.rounds < SHORT_ROUNDS else PATIENT
    return HASTY if budget.left < SHORT_SECONDS else PATIENT
