"""Reads of what has been assessed."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import RuleSet
from allmende.engines.regulation.storing import from_json
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import queries
from allmende.portal.register.models import Assessment, UseCase


def current(use_case: UseCase) -> Assessment | None:
    """The assessment that counts; None before anybody has concluded one."""
    return use_case.assessments.filter(is_current=True).select_related("created_by__user").first()


def earlier(use_case: UseCase) -> QuerySet[Assessment]:
    """All versions without their results, the newest first."""
    return use_case.assessments.select_related("created_by__user").defer("result", "answers")


def result(assessment: Assessment) -> Result:
    """Raises ``ValueError`` (a sentence) where another version of the program has stored it."""
    return from_json(assessment.result)


def readable(assessment: Assessment | None) -> Result | None:
    """None also where another version of the program has stored it: assess it again."""
    try:
        return result(assessment) if assessment else None
    except ValueError:
        return None


def waiting(member: Member) -> QuerySet[Assessment]:
    """What new rules have changed in the own organisation and nobody has confirmed."""
    return (
        Assessment.objects.filter(
            use_case__in=queries.own(member),
            is_current=True,
            by_rules=True,
            confirmed_at=None,
        )
        .select_related("use_case__owner__user")
        .defer("result", "answers")
        .order_by("use_case__title", "pk")
    )


def summary(assessment: Assessment) -> dict[str, Any]:
    """What of it is published: codes, no answers, no names."""
    return {
        "risk": assessment.risk,
        "impact": assessment.impact,
        "automation": assessment.automation,
        "participation": assessment.participation,
        "roles": list(assessment.result.get("roles", [])),
        "rules_version": assessment.rules_version,
        "on": assessment.on.isoformat(),
        "land": assessment.state_code,
    }


def is_older(version: str, *, rules: RuleSet | None = None) -> bool:
    """Whether a rule-set version is of an earlier day than ours; an unreadable one counts so."""
    ours = (rules or shipped()).version
    try:
        return date.fromisoformat(version[:10]) < ours.date
    except ValueError:
        return True


def is_up_to_date(assessment: Assessment, *, rules: RuleSet | None = None) -> bool:
    return assessment.rules_version == str((rules or shipped()).version)
