"""How mature a use case is, on four axes. Computed from facts, never typed in."""

from allmende.portal.register.domain.maturity.computing import (
    Maturity,
    Missing,
    Next,
    Rung,
    as_dict,
    computed,
    ladder,
)
from allmende.portal.register.domain.maturity.gates import AXES, LEVELS
from allmende.portal.register.domain.maturity.gathering import (
    ladder_of,
    maturity_of,
    maturity_of_many,
)

__all__ = [
    "AXES",
    "LEVELS",
    "Maturity",
    "Missing",
    "Next",
    "Rung",
    "as_dict",
    "computed",
    "ladder",
    "ladder_of",
    "maturity_of",
    "maturity_of_many",
]
