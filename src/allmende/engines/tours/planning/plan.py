"""A problem in, a plan out: occurrences over all days, then each day, then exact times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days.pyvrp_days import PyVrpSolver
from allmende.engines.tours.days.solver import DaySolver
from allmende.engines.tours.model import Plan, Problem, Tour
from allmende.engines.tours.planning.balancing import LENGTH, balanced_weeks
from allmende.engines.tours.planning.finishing import finish, improve_days
from allmende.engines.tours.planning.search.search import Search
from allmende.engines.tours.planning.world import World

# Share of the budget, temperatures in seconds of driving; then the days.
PHASES = ((0.2, 250.0, 80.0), (0.2, 80.0, 20.0), (0.2, 20.0, 5.0), (0.16, 5.0, 1.0))
DAYS = 0.06  # share of the budget for the days behind each phase
ROUNDS = 100_000  # where a budget has no bound
STEPS = 50  # reports of progress


@dataclass(frozen=True, slots=True)
class Progress:
    rounds: int
    share: float  # of the budget, 0 to 1
    driving: int  # seconds, of the best so far
    unserved: int
    best: Callable[[], Plan]  # made when asked for, takes a second or two


def make_plan(
    problem: Problem,
    *,
    budget: Budget,
    seed: int = 0,
    solver: DaySolver | None = None,
    before: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """The best plan found; ``before`` gives the frozen days. ``solver`` is PyVRP by default.

    Locks and frozen days are kept always; a visit that cannot keep its lock is unplanned.
    """
    frozen = frozen_tours(problem, before)
    problem = without(problem, frozen)
    search = Search(World(problem), seed=seed)
    _start(search)
    report = _Reporter(search, frozen, progress)
    done = 0.0
    for share, hot, cold in PHASES:
        part = _part(budget, done, share)
        search.anneal(part, hot=hot, cold=cold, look=report.within(done, share))
        done += share
        improve_days(search, solver or PyVrpSolver(), budget=_part(budget, done, DAYS), seed=seed)
        done += DAYS
    report.tell(1.0)
    return finish(search, frozen=frozen)


def _start(search: Search) -> None:
    """Weeks by hours and skills first; what does not fit into its week goes anywhere."""
    shifts, visits = search.world.shifts, search.world.visits
    weeks = balanced_weeks(visits, shifts)
    search.fill(only=lambda v, row: shifts[row].day // LENGTH == weeks.get(visits[v].key))
    search.fill()


def frozen_tours(problem: Problem, before: Plan | None) -> list[Tour]:
    return [tour for tour in before.tours if tour.day < problem.frozen_until] if before else []


def without(problem: Problem, frozen: Sequence[Tour]) -> Problem:
    """The problem that is left to be solved."""
    done = {stop.key: tour.day for tour in frozen for stop in tour.visits}
    rest = [visit for visit in problem.visits if visit.key not in done]
    return replace(problem, visits=rest, done={**problem.done, **done})


def _part(budget: Budget, done: float, share: float) -> Budget:
    """What is left of the phase; rounds are shared out, seconds end where the phase ends."""
    rounds = budget.rounds
    if rounds is None and budget.seconds is None:
        rounds = ROUNDS
    seconds = None
    if budget.seconds is not None:
        seconds = max(0.0, budget.seconds * (done + share) - budget.used)
    return Budget(
        rounds=None if rounds is None else int(rounds * share),
        seconds=seconds,
        cancelled=budget.cancelled,
    )


class _Reporter:
    """Tells at most ``STEPS`` times how far it is."""

    def __init__(
        self, search: Search, frozen: Sequence[Tour], tell: Callable[[Progress], None] | None
    ) -> None:
        self._search, self._frozen, self._tell = search, frozen, tell
        self._told = -1.0

    def within(self, done: float, share: float) -> Callable[[float], None]:
        return lambda part: self.tell(done + share * min(part, 1.0))

    def tell(self, share: float) -> None:
        if self._tell is None or share < self._told + 1 / STEPS:
            return
        self._told = share
        copy = Search(self._search.world, seed=0)
        copy.start(self._search.best.items)
        self._tell(
            Progress(
                rounds=self._search.rounds,
                share=share,
                driving=copy.driving,
                unserved=len(copy.pool),
                best=lambda: finish(copy, frozen=self._frozen),
            )
        )
