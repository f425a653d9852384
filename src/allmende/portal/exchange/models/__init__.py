"""What people of the network write to and with each other."""

from allmende.portal.exchange.models.calls import (
    Call,
    Juror,
    JuryScore,
    Submission,
)
from allmende.portal.exchange.models.guidelines import (
    Adoption,
    Consultation,
    Guideline,
    GuidelineVersion,
    ParagraphComment,
)
from allmende.portal.exchange.models.legal import (
    AnswerDraft,
    AnswerReview,
    AnswerVersion,
    LegalQuestion,
)
from allmende.portal.exchange.models.responsibilities import (
    Matrix,
    MatrixTask,
)
from allmende.portal.exchange.models.threads import (
    Mention,
    MeToo,
    Post,
    Report,
    Thread,
)

__all__ = [
    "Adoption",
    "AnswerDraft",
    "AnswerReview",
    "AnswerVersion",
    "Call",
    "Consultation",
    "Guideline",
    "GuidelineVersion",
    "Juror",
    "JuryScore",
    "LegalQuestion",
    "Matrix",
    "MatrixTask",
    "MeToo",
    "Mention",
    "ParagraphComment",
    "Post",
    "Report",
    "Submission",
    "Thread",
]
