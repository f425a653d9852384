"""The streets of the town, and which of them are closed."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from allmende.engines.tours.network.extract import LARGEST
from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import keeping, networks, queries, streets, wording
from allmende.portal.tours.forms.setup.streets import ExtractForm
from allmende.portal.tours.models import Closure
from allmende.portal.tours.rules import may_plan
from allmende.portal.tours.views.access import tours_required


@tours_required(may_plan)
def network(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = ExtractForm()
    if request.method == "POST":
        form = ExtractForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            job = attempt(form, lambda: streets.upload(organisation, file=file, by=request.member))
            if job:
                return redirect("job", job)
    here = networks.network_of(organisation)
    today = timezone.localdate()
    page = lists.page_of(request, queries.closures_of(organisation))
    context = {
        "form": form,
        "network": here,
        "engine": streets.ENGINES.get(here.engine, "") if here else "",
        "page": page,
        "closures": [_row(closure, today) for closure in page],
        "largest": LARGEST // 2**20,
    }
    status = 422 if form.errors else 200
    return render(request, "tours/setup/network.html", context, status=status)


@tours_required(may_plan)
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """From today on the street is open again."""
    closure = get_object_or_404(Closure, organisation=request.member.organisation, pk=pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    closure.ends_on = max(yesterday, closure.starts_on)
    try:
        keeping.save(closure, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"„{closure}“ ist beendet.")
    return redirect("tours-network")


def _row(closure: Closure, today: date) -> dict[str, object]:
    starts, ends = closure.starts_on, closure.ends_on
    state = ("vorbei", "info")
    if ends is None or ends >= today:
        state = ("gesperrt", "warning") if starts <= today else ("kommt", "info")
    return {
        "closure": closure,
        "days": wording.days(starts, ends),
        "what": closure.street or f"Linie mit {len(closure.line)} Punkten",
        "word": state[0],
        "badge": state[1],
    }
