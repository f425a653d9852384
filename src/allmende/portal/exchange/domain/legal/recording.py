"""The audit trail of questions, and what of it others read: who has asked is not told."""

from collections.abc import Iterator, Mapping
from typing import Any

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.personal import FORMER
from allmende.portal.exchange.models import LegalQuestion

# What is done in a task for the network is done under one's name.
NAMED = {
    f"exchange.legal_{word}"
    for word in (
        "sighted",
        "merged",
        "separated",
        "taken_on",
        "assigned",
        "drafted",
        "submitted",
        "sent_back",
        "published",
        "outdated",
        "withdrawn",
    )
}
UNTOLD = {"exchange.legal_me_too", "exchange.legal_not_me_too"}  # counted, not listed
ASKING = "Fragende Organisation"
SYSTEM, AUTOMATIC = "System", "automatisch"


def record(
    word: str, *, by: Any, about: LegalQuestion, details: Mapping[str, Any] | None = None
) -> None:
    """In the trail of the organisation of who does it, not of who has asked."""
    audit.record(
        f"exchange.legal_{word}",
        by=by,
        about=about,
        organisation_id=getattr(by, "organisation_id", None),
        details=details,
    )


def history(question: LegalQuestion) -> Iterator[tuple[Any, str, str, list[str]]]:
    """Entry, what was done, by whom in the network's eyes, remarks; the newest first."""
    for entry in audit.history(question).exclude(action__in=UNTOLD):
        who = _named(entry) if entry.action in NAMED else ASKING
        remarks = [f"{key}: {value}" for key, value in entry.details.items() if value]
        yield entry, audit.label(entry.action), who, remarks


def _named(entry: Any) -> str:
    if entry.actor:
        return str(entry.actor)
    return AUTOMATIC if entry.actor_label == SYSTEM else FORMER
