"""What of a use case is published: one dictionary that outlives every later change.

Public pages, catalogue, exports, exchange and other installations read nothing else. Names of
persons are left out, save the contact that the organisation has named for the public.
"""

from datetime import date
from typing import Any

from allmende.portal.register.domain import record
from allmende.portal.register.models import Evidence, Goal, UseCase

FORMAT = 1
# Working fields that stay inside.
INTERNAL = {"office"}


def of_record(use_case: UseCase) -> dict[str, Any]:
    """The record itself: choices by their codes, dates as ISO text, the office by its name."""
    fields = {
        name: _plain(getattr(use_case, name)) for name in record.FIELDS if name not in INTERNAL
    }
    organisation = use_case.organisation
    return {
        "format": FORMAT,
        "reference": use_case.reference,
        "state": use_case.state,
        "suspended": use_case.is_suspended,
        "organisation": {
            "slug": organisation.slug,
            "name": organisation.name,
            "kind": organisation.kind,
            "land": organisation.state,
            "population": organisation.population,
            "ags": organisation.ags,
        },
        "office": use_case.office.name if use_case.office else "",
        "record": fields,
        "goals": [_goal(goal) for goal in use_case.goals.all()],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    names = ("text", "indicator", "unit", "baseline", "target", "measured", "measured_on")
    return {name: _plain(getattr(goal, name)) for name in names}


def of_evidence(evidence: Evidence) -> dict[str, Any]:
    names = ("kind", "subject", "title", "text", "link", "filename", "sha256", "size", "value")
    more = ("unit", "issued_on", "issuer", "expires_on")
    return {name: _plain(getattr(evidence, name)) for name in (*names, *more)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
