"""What the pages read, always within one organisation."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning import making, versions
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Crew, Order, Plan, Site, Stop, TaskType, Tour, Unplanned


def plan_of(organisation: Organisation, pk: int) -> Plan | None:
    """A plan whose worker has died is settled by looking at it."""
    found = versions.of(organisation).select_related("parent", "job", "organisation", "created_by")
    plan = found.filter(pk=pk).first()
    if plan and making.is_orphaned(plan):
        making.settle(plan)
    return plan


def plans_of(organisation: Organisation) -> QuerySet[Plan]:
    return versions.of(organisation).select_related("parent", "created_by")


def tours_of(plan: Plan, first: date | None = None, last: date | None = None) -> QuerySet[Tour]:
    found = plan.tours.select_related("crew").annotate(
        visits=Count("stops", filter=Q(stops__kind=StopKind.VISIT)),
        statutory=Count("stops", filter=Q(stops__task_type__is_statutory=True)),
    )
    return found.filter(day__range=(first, last)) if first and last else found


def tour_of(plan: Plan, pk: int) -> Tour | None:
    return plan.tours.select_related("crew", "crew__depot", "plan").filter(pk=pk).first()


def stops_of(tour: Tour) -> QuerySet[Stop]:
    return tour.stops.select_related("task_type", "site").order_by("sequence")


def visits_of(plan: Plan) -> QuerySet[Stop]:
    return (
        Stop.objects.filter(tour__plan=plan, kind=StopKind.VISIT)
        .select_related("tour__crew", "task_type", "site")
        .order_by("tour__day", "tour__crew__name", "sequence")
    )


def stop_of(plan: Plan, pk: int) -> Stop | None:
    found = Stop.objects.filter(tour__plan=plan).select_related(
        "tour__plan__organisation", "tour__crew", "task_type"
    )
    return found.filter(pk=pk).first()


def unplanned_of(plan: Plan) -> QuerySet[Unplanned]:
    return plan.unplanned.select_related("task_type", "site", "order")


def crews_of(organisation: Organisation) -> QuerySet[Crew]:
    return Crew.objects.filter(organisation=organisation, is_active=True).order_by("name")


def kinds_of(organisation: Organisation) -> QuerySet[TaskType]:
    return TaskType.objects.filter(organisation=organisation).order_by("name")


def sites_of(organisation: Organisation) -> QuerySet[Site]:
    return Site.objects.filter(organisation=organisation, is_active=True).order_by("name", "pk")


def orders_of(organisation: Organisation) -> QuerySet[Order]:
    return Order.objects.filter(organisation=organisation).select_related("task_type", "site")
