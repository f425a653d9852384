"""How mature a use case is, on four axes. Computed from facts, never typed in."""

from allmende.portal.register.domain.maturity.computing import (
    Maturity,
    Missing,
    Next,
    as_dict,
    computed,
    ladder,
)
from allmende.portal.register.domain.maturity.gates import AXES, LEVELS
from allmende.portal.register.domain.maturity.gathering import maturity_of, maturity_of_many

__all__ = [
    "AXES",
    "LEVELS",
    "Maturity",
    "Missing",
    "Next",
    "as_dict",
    "computed",
    "ladder",
    "maturity_of",
    "maturity_of_many",
]
