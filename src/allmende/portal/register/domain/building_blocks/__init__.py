"""The platform's own applications: switched on, they stand in the register by themselves."""

from allmende.portal.register.domain.building_blocks.proposing import Proposed, proposed_answers
from allmende.portal.register.domain.building_blocks.scores import record_score
from allmende.portal.register.domain.building_blocks.switching import (
    AVAILABLE,
    BlockView,
    add_to_register,
    blocks_of,
    is_on,
    switch_off,
    switch_on,
)

__all__ = [
    "AVAILABLE",
    "BlockView",
    "Proposed",
    "add_to_register",
    "blocks_of",
    "is_on",
    "proposed_answers",
    "record_score",
    "switch_off",
    "switch_on",
]
