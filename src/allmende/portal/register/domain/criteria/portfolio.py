"""Benefit against effort: what the scores say about which use case comes first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import queries
from allmende.portal.register.domain.criteria.matrix import criteria_of
from allmende.portal.register.enums import CriterionKind
from allmende.portal.register.models import Criterion, Score, UseCase

MIDDLE = 2.0  # of 0 to 4: from here on benefit and effort count as high
FIRST = "zuerst angehen"
PREPARE = "sorgfältig vorbereiten"
ALONGSIDE = "bei Gelegenheit"
LATER = "zurückstellen"


@dataclass(frozen=True, slots=True)
class Rated:
    """A use case with what its counting scores add up to; None: not scored completely."""

    use_case: UseCase
    benefit: float | None
    effort: float | None
    scored: int  # criteria with points and a reason
    of: int  # criteria that count
    rank: int | None = None

    @property
    def is_complete(self) -> bool:
        return self.benefit is not None and self.effort is not None

    @property
    def value(self) -> float | None:
        """What the rank follows: benefit less effort, -4 to 4."""
        if self.benefit is None or self.effort is None:
            return None
        return self.benefit - self.effort

    @property
    def advice(self) -> str:
        if self.benefit is None or self.effort is None:
            return ""
        if self.benefit >= MIDDLE:
            return FIRST if self.effort < MIDDLE else PREPARE
        return ALONGSIDE if self.effort < MIDDLE else LATER


@dataclass(frozen=True, slots=True)
class Portfolio:
    ranked: list[Rated]
    incomplete: list[Rated]


def ranking(member: Member, use_cases: Iterable[UseCase] | None = None) -> list[Rated]:
    """The own use cases (or those given), the best first, the incomplete ones at the end."""
    matrix = list(criteria_of(member.organisation))
    cases = list(queries.own(member) if use_cases is None else use_cases)
    given = _scores(cases)
    rated = [rate(case, matrix, given.get(str(case.pk), {})) for case in cases]
    complete = sorted((r for r in rated if r.is_complete), key=_order)
    rest = sorted(
        (r for r in rated if not r.is_complete), key=lambda r: (-r.scored, r.use_case.title)
    )
    return [*_with_ranks(complete), *rest]


def portfolio(member: Member, use_cases: Iterable[UseCase] | None = None) -> Portfolio:
    rated = ranking(member, use_cases)
    return Portfolio(
        ranked=[one for one in rated if one.is_complete],
        incomplete=[one for one in rated if not one.is_complete],
    )


def rate(use_case: UseCase, matrix: Sequence[Criterion], scores: Mapping[int, Score]) -> Rated:
    """``scores`` by the criterion's id. A criterion of weight 0 is shown but does not count."""
    counting = [criterion for criterion in matrix if criterion.weight]
    valid = {pk: one.points for pk, one in scores.items() if one.reason.strip()}
    scored = sum(1 for criterion in counting if criterion.pk in valid)
    complete = scored == len(counting)
    return Rated(
        use_case=use_case,
        benefit=_mean(counting, valid, CriterionKind.BENEFIT) if complete else None,
        effort=_mean(counting, valid, CriterionKind.EFFORT) if complete else None,
        scored=scored,
        of=len(counting),
    )


def _mean(counting: Sequence[Criterion], points: Mapping[int, int], kind: str) -> float:
    mine = [criterion for criterion in counting if criterion.kind == kind]
    weight = sum(criterion.weight for criterion in mine)
    total = sum(criterion.weight * points[criterion.pk] for criterion in mine)
    return total / weight if weight else 0.0


def _scores(cases: Sequence[UseCase]) -> dict[str, dict[int, Score]]:
    found: dict[str, dict[int, Score]] = {}
    for one in Score.objects.filter(use_case__in=[case.pk for case in cases]):
        found.setdefault(str(one.use_case_id), {})[one.criterion_id] = one
    return found


def _order(rated: Rated) -> tuple[float, float, str]:
    return -round(rated.value or 0, 6), -(rated.benefit or 0), rated.use_case.title


def _with_ranks(complete: Sequence[Rated]) -> list[Rated]:
    """Equal values share a rank, as in sports."""
    ranked: list[Rated] = []
    for place, one in enumerate(complete, start=1):
        before = ranked[-1] if ranked else None
        same = before is not None and _order(before)[:2] == _order(one)[:2]
        rank = before.rank if same and before else place
        ranked.append(replace(one, rank=rank))
    return ranked
