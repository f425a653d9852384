"""Which decisions a sign-off can take, and which of them let the use case pass."""

from allmende.portal.register.enums import Decision, Participation
from allmende.portal.register.models import Signoff

_APPROVAL = (Decision.APPROVED, Decision.CONDITIONS, Decision.REJECTED)
OPTIONS: dict[str, tuple[Decision, ...]] = {
    Participation.APPROVE: _APPROVAL,
    Participation.AGREED: _APPROVAL,
    Participation.CONSULTED: _APPROVAL,
    Participation.INFORMED: (Decision.NOTED,),
}
PASSING = (Decision.APPROVED, Decision.CONDITIONS, Decision.NOTED)
BADGES: dict[str, str] = {
    Decision.OPEN: "info",
    Decision.APPROVED: "success",
    Decision.CONDITIONS: "warning",
    Decision.REJECTED: "danger",
    Decision.NOTED: "success",
    Decision.WITHDRAWN: "danger",
    Decision.OBSOLETE: "info",
}


def passes(signoff: Signoff) -> bool:
    """Who was only to be heard cannot stop it, but has to have been heard."""
    heard = signoff.participation == Participation.CONSULTED
    return signoff.decision in PASSING or (heard and signoff.decision == Decision.REJECTED)
