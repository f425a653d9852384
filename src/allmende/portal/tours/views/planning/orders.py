"""Orders: what is to be done once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import changing, queries, versions
from allmende.portal.tours.enums import OrderState
from allmende.portal.tours.views.access import tours_required
from allmende.portal.tours.views.planning.access import trail

BADGES = {OrderState.OPEN: "warning", OrderState.DONE: "success", OrderState.WITHDRAWN: "info"}


@tours_required(rules.may_read)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    page = page_of(request, queries.orders_of(organisation))
    context = {
        "page": page,
        "rows": [(order, BADGES[OrderState(order.state)]) for order in page],
        "plan": versions.current(organisation),
        "may_plan": rules.may_plan(request.member),
        "trail": trail(),
    }
    return render(request, "tours/planning/orders.html", context)


@tours_required(rules.may_plan)
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    order = queries.orders_of(request.member.organisation).filter(pk=pk).first()
    if order is None:
        raise Http404
    try:
        changing.withdraw(order, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"„{order}“ ist zurückgezogen. Der nächste Plan lässt es weg.")
    return redirect("tours-orders")
