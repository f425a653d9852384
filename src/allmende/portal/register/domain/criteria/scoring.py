"""Points with reasons for one use case. Without a reason points do not count."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.criteria.matrix import criteria_of
from allmende.portal.register.models import Criterion, Score, UseCase

HIGHEST_POINTS = 4
SCORED_MEANWHILE = (
    "Jemand anderes hat diesen Anwendungsfall inzwischen bewertet. Es wurde nichts "
    "überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives for one criterion."""

    points: int | None  # None: take the score back
    reason: str = ""
    revision: int | None = None  # of the score it was read from; 0: there was none


@transaction.atomic
def score(
    use_case: UseCase,
    *,
    points_and_reasons: Mapping[str, Given | tuple[int | None, str]],
    by: Member,
) -> list[Score]:
    """Give points with reasons, by the criterion's key; points of None take a score back.

    Raises Conflict where a ``Given.revision`` is no longer what stands there; nothing is
    written then.
    """
    require(rules.may_score, by, use_case)
    given = {key: _given(value) for key, value in points_and_reasons.items()}
    criteria = {c.key: c for c in criteria_of(use_case.organisation)}
    if unknown := set(given) - set(criteria):
        raise Refused(f"Dieses Kriterium gibt es nicht mehr: {', '.join(sorted(unknown))}.")
    standing = scores_of(use_case)
    for key, one in given.items():
        _score_one(use_case, criteria[key], one, standing.get(key), by)
    points = {criteria[key].title: one.points for key, one in given.items()}
    audit.record("register.scored", by=by, about=use_case, details=points)
    return list(scores_of(use_case).values())


def scores_of(use_case: UseCase) -> dict[str, Score]:
    """By the criterion's key, with who gave them."""
    found = Score.objects.filter(use_case=use_case).select_related("criterion", "scored_by__user")
    return {one.criterion.key: one for one in found}


def _given(value: Given | tuple[int | None, str]) -> Given:
    given = value if isinstance(value, Given) else Given(*value)
    if given.points is not None and not 0 <= given.points <= HIGHEST_POINTS:
        raise Refused(f"Punkte gehen von 0 bis {HIGHEST_POINTS}.")
    return given


def _score_one(
    use_case: UseCase, criterion: Criterion, given: Given, old: Score | None, by: Member
) -> None:
    if given.revision is not None and given.revision != (old.revision if old else 0):
        raise Conflict(SCORED_MEANWHILE)
    if given.points is None:
        if old:
            old.delete()
    elif old is None:
        _first_score(use_case, criterion, given.points, given.reason, by)
    elif (given.points, given.reason) != (old.points, old.reason):
        _change_score(old, given, by)


def _change_score(old: Score, given: Given, by: Member) -> None:
    mine = Score.objects.filter(pk=old.pk, revision=old.revision)
    changed = mine.update(
        points=given.points,
        reason=given.reason,
        scored_by=by,
        scored_at=timezone.now(),
        revision=F("revision") + 1,
    )
    if not changed:
        raise Conflict(SCORED_MEANWHILE)


def _first_score(
    use_case: UseCase, criterion: Criterion, points: int, reason: str, by: Member
) -> None:
    try:
        with transaction.atomic():
            Score.objects.create(
                use_case=use_case,
                criterion=criterion,
                points=points,
                reason=reason,
                scored_by=by,
            )
    except IntegrityError as error:  # two at the same moment
        raise Conflict(SCORED_MEANWHILE) from error
