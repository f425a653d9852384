"""From answers to a class, to dated duties, and again when the rules change.

``rules`` is a parameter everywhere so that a test can bring its own; nobody else passes it.
"""

from allmende.portal.register.domain.assessing.answering import (
    AnswersDiffer,
    Seen,
    answer,
    preview,
    sheet_of,
)
from allmende.portal.register.domain.assessing.concluding import conclude, confirm
from allmende.portal.register.domain.assessing.duties import DutyView, duties, set_duty
from allmende.portal.register.domain.assessing.progress import Progress, Step, progress
from allmende.portal.register.domain.assessing.proposing import Proposal, proposals
from allmende.portal.register.domain.assessing.rechecking import recheck_all
from allmende.portal.register.domain.assessing.results import (
    current,
    earlier,
    is_older,
    is_up_to_date,
    readable,
    result,
    summary,
    waiting,
)

__all__ = [
    "AnswersDiffer",
    "DutyView",
    "Progress",
    "Proposal",
    "Seen",
    "Step",
    "answer",
    "conclude",
    "confirm",
    "current",
    "duties",
    "earlier",
    "is_older",
    "is_up_to_date",
    "preview",
    "progress",
    "proposals",
    "readable",
    "recheck_all",
    "result",
    "set_duty",
    "sheet_of",
    "summary",
    "waiting",
]
