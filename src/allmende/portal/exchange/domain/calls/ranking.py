"""The ranking out of the scores: a pure function, exact, so that a tie is a tie."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """What one juror gave one submission."""

    submission: int
    points: Mapping[str, int]
    is_biased: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    submission: int
    place: int | None  # None: nobody's scores count
    tied: bool
    mean: Fraction | None
    lowest: Fraction | None  # of the jurors' weighted means
    highest: Fraction | None
    jurors: int  # how many count

    @property
    def spread(self) -> Fraction | None:
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest


def weighted(criteria: Sequence[Mapping[str, Any]], points: Mapping[str, int]) -> Fraction | None:
    """The weighted mean of one juror; None where a criterion has no points."""
    if not criteria or any(one["key"] not in points for one in criteria):
        return None
    total = sum(int(one["weight"]) for one in criteria)
    return Fraction(sum(int(one["weight"]) * points[one["key"]] for one in criteria), total)


def ranking(
    criteria: Sequence[Mapping[str, Any]],
    scores: Collection[Score],
    submissions: Sequence[int],
) -> list[Ranked]:
    """Every submission, the best first; equal means share a place, unscored ones come last."""
    values = {one: _values(criteria, scores, one) for one in submissions}
    means = {one: sum(got, Fraction()) / len(got) for one, got in values.items() if got}
    return sorted(
        (_ranked(one, values[one], means) for one in submissions),
        key=lambda row: (row.place is None, row.place or 0),
    )


def _values(
    criteria: Sequence[Mapping[str, Any]], scores: Collection[Score], submission: int
) -> list[Fraction]:
    counted = (s for s in scores if s.submission == submission and not s.is_biased)
    found = (weighted(criteria, one.points) for one in counted)
    return [value for value in found if value is not None]


def _ranked(submission: int, values: Sequence[Fraction], means: Mapping[int, Fraction]) -> Ranked:
    if not values:
        return Ranked(submission, None, False, None, None, None, 0)
    mean = means[submission]
    return Ranked(
        submission,
        place=1 + sum(other > mean for other in means.values()),
        tied=sum(other == mean for other in means.values()) > 1,
        mean=mean,
        lowest=min(values),
        highest=max(values),
        jurors=len(values),
    )
