"""What will have been done when a plan begins: it is proven, or a tour has it until then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning.demand import Wanted
from allmende.portal.tours.domain.work import queries, today


@dataclass(frozen=True, slots=True)
class Expected:
    rules: Mapping[tuple[int, int], date]  # the last day, by site and task
    orders: Mapping[int, date]

    def last(self, one: Wanted) -> date | None:
        if one.order:
            return self.orders.get(one.order.pk)
        return self.rules.get((one.site.pk, one.task_type.pk)) if one.site else None


def expected(organisation: Organisation, *, first: date) -> Expected:
    """Before ``first``. What a crew could not do is expected no more.

    What is done on or after ``first`` belongs to the plan itself.
    """
    rules = queries.last_done(organisation, before=first)
    orders: dict[int, date] = {}
    for day, stop in today.ahead(organisation, timezone.localdate(), first):
        if stop.order_id:
            orders[stop.order_id] = day
        if stop.site_id and stop.task_type_id:
            of = stop.site_id, stop.task_type_id
            rules[of] = max(rules.get(of, day), day)
    return Expected(rules, orders)
