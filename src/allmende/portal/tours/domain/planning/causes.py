"""What a change by hand has added besides its version: an order, an absence, a closed street.

Undo takes that back with the version, redo brings it back. ``Plan.cause`` holds model and pk, and
the row itself while it is taken back.
"""

from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import Model

from allmende.portal.tours.enums import OrderState
from allmende.portal.tours.models import Closure, Crew, CrewAbsence, Order, Plan

SENTENCES: dict[type[Model], tuple[str, str]] = {
    Order: ("Der Eilauftrag ist zurückgezogen.", "Der Eilauftrag ist wieder offen."),
    CrewAbsence: ("Der Ausfall ist gestrichen.", "Der Ausfall ist wieder eingetragen."),
    Closure: ("Die Sperrung ist gestrichen.", "Die Sperrung ist wieder eingetragen."),
}


def cause_of(written: Model | None) -> dict[str, Any]:
    return {"model": written._meta.label_lower, "pk": written.pk} if written else {}


def take_back(plan: Plan) -> str:
    """A sentence; empty where nothing was added, or where later versions stand on it."""
    found = _row(plan)
    if found is None or plan.children.filter(is_undone=False).exists():
        return ""
    if isinstance(found, Order) and found.state != OrderState.OPEN:
        return ""
    plan.cause["row"] = serializers.serialize("json", [found])
    plan.save(update_fields=["cause"])
    if isinstance(found, Order):
        Order.objects.filter(pk=found.pk).update(state=OrderState.WITHDRAWN)
    else:
        found.delete()
    return SENTENCES[type(found)][0]


def bring_back(plan: Plan) -> str:
    """The same for what ``take_back`` has taken; a crew that is gone stays gone."""
    row = plan.cause.pop("row", None)
    if row is None:
        return ""
    plan.save(update_fields=["cause"])
    (found,) = (one.object for one in serializers.deserialize("json", row))
    mine = Crew.objects.filter(organisation=plan.organisation_id)
    if isinstance(found, CrewAbsence) and not mine.filter(pk=found.crew_id).exists():
        return ""
    if isinstance(found, Order):
        withdrawn = Order.objects.filter(pk=found.pk, state=OrderState.WITHDRAWN)
        withdrawn.update(state=OrderState.OPEN)
    else:
        found.save()
    return SENTENCES[type(found)][1]


def _row(plan: Plan) -> Model | None:
    if not plan.cause:
        return None
    model: type[Model] = apps.get_model(plan.cause["model"])
    owner = "crew__organisation" if model is CrewAbsence else "organisation"
    mine = {owner: plan.organisation_id, "pk": plan.cause["pk"]}
    return model._default_manager.filter(**mine).first()
