"""Changes by hand: lock, move, an urgent order, a crew that is away, a closed street, undo."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import (
    causes,
    holidays,
    problem,
    reasons,
    repairing,
    versions,
)
from allmende.portal.tours.domain.planning.repairing import Change
from allmende.portal.tours.domain.setup import checking
from allmende.portal.tours.enums import OrderState, PlanState, StopKind, StopLock
from allmende.portal.tours.models import Closure, Crew, CrewAbsence, Order, Plan, Stop

ORDER_FIELDS = (
    "site", "title", "lon", "lat", "task_type", "minutes", "earliest", "latest", "priority",
)  # fmt: skip


@transaction.atomic
def lock(stop: Stop, *, how: str, revision: int, by: Member) -> None:
    """Within the version: nothing moves by it. ``how`` is one of StopLock."""
    require(rules.may_plan, by)
    plan = stop.tour.plan
    _is_visit(stop)
    if plan.state == PlanState.REPLACED:
        raise Refused(f"{plan} ist abgelöst. Ändern Sie den Plan, der jetzt gilt.")
    locks = {key: value for key, value in plan.locks.items() if key != stop.key}
    if how != StopLock.NONE:
        locks[stop.key] = {
            "crew": stop.tour.crew_id if how in {StopLock.CREW, StopLock.BOTH} else None,
            "day": stop.tour.day.isoformat() if how in {StopLock.DAY, StopLock.BOTH} else None,
        }
    versions.touch(plan, revision=revision, locks=locks)
    stop.lock = how
    stop.save(update_fields=["lock"])
    words = StopLock(how).label
    audit.record("tours.locked", by=by, about=plan, details={"Was": stop.label, "Wie": words})


def move(stop: Stop, *, crew: Crew, day: date, revision: int, by: Member) -> Plan:
    """A new version where the stop is there and stays there. Refused where it cannot be."""
    require(rules.may_plan, by)
    plan = stop.tour.plan
    _is_visit(stop)
    if (stop.tour.crew_id, stop.tour.day) == (crew.pk, day):
        raise Refused(f"„{stop.label}“ ist schon an diesem Tag bei {crew}.")
    if stop.tour.day < timezone.localdate():
        raise Refused("Dieser Tag ist vorbei. Was war, lässt sich nicht verschieben.")
    _may_go_there(plan, crew, day)
    locks = plan.locks | {stop.key: {"crew": crew.pk, "day": day.isoformat()}}
    title = f"{stop.label} am {day:%d.%m.} bei {crew}"

    def check(new: Plan) -> None:
        left = new.unplanned.filter(key=stop.key).first()
        if left:
            raise Refused(
                f"„{stop.label}“ lässt sich am {day:%d.%m.} bei {crew} nicht unterbringen. "
                f"{reasons.sentence(left)} {reasons.remedy(left)} Nichts ist geändert."
            )

    what = Change(title, locks=locks, check=check)
    return repairing.change(plan, what, revision=revision, by=by)


def add_order(plan: Plan, *, values: Mapping[str, Any], revision: int, by: Member) -> Plan:
    require(rules.may_plan, by)
    if values["latest"] < values["earliest"]:
        raise Refused("Der späteste Tag liegt vor dem frühesten. Vertauschen Sie die Tage.")
    if values["minutes"] < 1:
        raise Refused("Die Arbeit dauert 0 Minuten. Geben Sie mindestens eine Minute an.")
    if values["latest"] < timezone.localdate():
        raise Refused("Der späteste Tag ist vorbei. Wählen Sie heute oder später.")

    def write() -> Order:
        order = Order.objects.create(
            organisation=plan.organisation,
            created_by=by.user,
            **{name: values[name] for name in ORDER_FIELDS},
        )
        audit.record("tours.ordered", by=by, about=order)
        return order

    title = f"Eilauftrag: {values['title']}"
    return repairing.change(plan, Change(title, write=write), revision=revision, by=by)


@transaction.atomic
def withdraw(order: Order, *, by: Member) -> None:
    """Plans that exist keep it; the next change or plan leaves it out."""
    require(rules.may_plan, by)
    if order.state != OrderState.OPEN:
        raise Refused(f"„{order}“ ist {order.get_state_display()}.")
    order.state = OrderState.WITHDRAWN
    order.save(update_fields=["state"])
    audit.record("tours.order_withdrawn", by=by, about=order)


def drop_crew(
    plan: Plan, *, crew: Crew, first: date, last: date, revision: int, by: Member
) -> Plan:
    """The crew is away, both days included."""
    require(rules.may_plan, by)
    if last < first:
        raise Refused("Der letzte Tag liegt vor dem ersten. Vertauschen Sie die Tage.")

    def write() -> CrewAbsence:
        return CrewAbsence.objects.create(crew=crew, starts_on=first, ends_on=last)

    title = f"{crew} fällt aus, {_span(first, last)}"
    return repairing.change(plan, Change(title, write=write), revision=revision, by=by)


def close_street(plan: Plan, *, values: Mapping[str, Any], revision: int, by: Member) -> Plan:
    """``values``: title, street, line, starts_on, ends_on (None: until somebody opens it)."""
    require(rules.may_plan, by)
    closure = Closure(organisation=plan.organisation, **values)
    checking.check(closure)

    def write() -> Closure:
        closure.save()
        audit.record("tours.street_closed", by=by, about=closure)
        return closure

    title = f"Gesperrt: {values['title']}"
    return repairing.change(plan, Change(title, write=write), revision=revision, by=by)


@transaction.atomic
def undo(plan: Plan, *, revision: int, by: Member) -> str:
    """Back to the parent. The version is set aside, not deleted; what it added is taken back.

    Returns a sentence about the latter, or nothing.
    """
    require(rules.may_plan, by)
    if plan.parent is None:
        raise Refused(f"Vor {plan} gibt es keine Version, zu der Sie zurückkönnten.")
    if plan.state != PlanState.DRAFT:
        raise Refused(
            f"{plan} ist kein Entwurf mehr. Veröffentlichen Sie stattdessen {plan.parent}."
        )
    versions.touch(plan, revision=revision, is_undone=True)
    taken = causes.take_back(plan)
    audit.record("tours.undone", by=by, about=plan, details={"Was": taken} if taken else {})
    return taken


@transaction.atomic
def redo(plan: Plan, *, revision: int, by: Member) -> str:
    """The same, forward: with the versions that were set aside before it, on which it stands."""
    require(rules.may_plan, by)
    versions.touch(plan, revision=revision, is_undone=False)
    found = [causes.bring_back(plan)]
    older = plan.parent
    while older and older.is_undone:
        older.is_undone = False
        older.save(update_fields=["is_undone"])
        found.append(causes.bring_back(older))
        older = older.parent
    brought = " ".join(dict.fromkeys(filter(None, found)))
    audit.record("tours.redone", by=by, about=plan, details={"Was": brought} if brought else {})
    return brought


def _is_visit(stop: Stop) -> None:
    if stop.kind != StopKind.VISIT:
        raise Refused("Pausen und Füllstellen legt die Planung selbst. Verschieben Sie Einsätze.")


def _may_go_there(plan: Plan, crew: Crew, day: date) -> None:
    """What can be said at once; the rest the repair finds out."""
    last = versions.last_day(plan)
    if not plan.first <= day <= last:
        raise Refused(f"{plan} reicht vom {plan.first:%d.%m.%Y} bis zum {last:%d.%m.%Y}.")
    if day < timezone.localdate():
        raise Refused("Dieser Tag ist vorbei. Wählen Sie heute oder später.")
    if plan.frozen_until and day <= plan.frozen_until:
        raise Refused(
            f"Bis zum {plan.frozen_until:%d.%m.%Y} bleibt der Plan, wie er ist. Wählen Sie einen "
            "späteren Tag, oder heben Sie die Festlegung auf."
        )
    if day in holidays.between(day, day, state=plan.organisation.state):
        raise Refused(f"Der {day:%d.%m.%Y} ist ein Feiertag. Wählen Sie einen anderen Tag.")
    if not crew.is_active or not problem.works_on(crew, day, crew.absences.all()):
        raise Refused(f"{crew} arbeitet am {day:%d.%m.%Y} nicht. Wählen Sie einen anderen Tag.")


def _span(first: date, last: date) -> str:
    if first == last:
        return f"am {first:%d.%m.}"
    return f"{first:%d.%m.} bis {last:%d.%m.}"
