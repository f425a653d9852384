"""Which use case first: the organisation's selection matrix, scores with reasons, the ranking."""

from allmende.portal.register.domain.criteria.matrix import (
    CHANGED,
    HIGHEST_WEIGHT,
    MOST,
    add,
    change,
    criteria_of,
    ensure_defaults,
    words_for,
)
from allmende.portal.register.domain.criteria.portfolio import (
    Portfolio,
    Rated,
    portfolio,
    ranking,
    rate,
)
from allmende.portal.register.domain.criteria.scoring import (
    HIGHEST_POINTS,
    SCORED_MEANWHILE,
    Given,
    score,
    scores_of,
)

__all__ = [
    "CHANGED",
    "HIGHEST_POINTS",
    "HIGHEST_WEIGHT",
    "MOST",
    "SCORED_MEANWHILE",
    "Given",
    "Portfolio",
    "Rated",
    "add",
    "change",
    "criteria_of",
    "ensure_defaults",
    "portfolio",
    "ranking",
    "rate",
    "score",
    "scores_of",
    "words_for",
]
