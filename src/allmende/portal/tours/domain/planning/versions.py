"""Plans as versions: the next number, the one that is worked on, and who was first."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Plan


class Overtaken(Conflict):
    """Somebody else has changed the plan since; ``newer`` is what they have made of it."""

    def __init__(self, plan: Plan) -> None:
        newer = plan.children.order_by("-number").first()
        self.newer = newer
        what = f"Daraus ist {newer} geworden („{newer.title}“). " if newer else ""
        super().__init__(
            f"Jemand anderes hat {plan} inzwischen geändert. {what}Nichts ist überschrieben. Sehen "
            "Sie sich die neue Fassung an, oder machen Sie aus Ihrer Änderung eine eigene Fassung."
        )


def last_day(plan: Plan) -> date:
    return plan.first + timedelta(days=plan.days - 1)


def days_of(plan: Plan) -> list[date]:
    return [plan.first + timedelta(days=number) for number in range(plan.days)]


def of(organisation: Organisation) -> QuerySet[Plan]:
    """The newest first."""
    return Plan.objects.filter(organisation=organisation).order_by("-number")


def published(organisation: Organisation) -> Plan | None:
    return of(organisation).filter(state=PlanState.PUBLISHED).first()


def current(organisation: Organisation) -> Plan | None:
    """The newest version that was neither set aside nor replaced."""
    return of(organisation).filter(is_undone=False).exclude(state=PlanState.REPLACED).first()


@transaction.atomic
def begin(organisation: Organisation, *, first: date, days: int, by: Any, **fields: Any) -> Plan:
    """A new row with the next number; two at once get two numbers."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    last = of(organisation).aggregate(last=Max("number"))["last"] or 0
    return Plan.objects.create(
        organisation=organisation,
        number=last + 1,
        first=first,
        days=days,
        created_by=getattr(by, "user", None),
        **fields,
    )


def child(
    plan: Plan,
    *,
    title: str,
    by: Any,
    locks: dict[str, Any] | None = None,
    cause: dict[str, Any] | None = None,
) -> Plan:
    """A version made from ``plan``, still without tours."""
    return begin(
        plan.organisation,
        first=plan.first,
        days=plan.days,
        by=by,
        title=title[:150],
        parent=plan,
        seed=plan.seed,
        frozen_until=plan.frozen_until,
        locks=plan.locks if locks is None else locks,
        cause=cause or {},
    )


def touch(plan: Plan, *, revision: int, **fields: Any) -> None:
    """Raises Overtaken where somebody else has changed the plan since ``revision`` was read."""
    same = Plan.objects.filter(pk=plan.pk, revision=revision)
    if not same.update(revision=F("revision") + 1, **fields):
        raise Overtaken(plan)
    plan.refresh_from_db()
