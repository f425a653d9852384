"""What new rules have changed and a person has yet to confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.engines.regulation.ladders import RiskClass, label
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import Assessment
from allmende.portal.register.views.assessing.showing import BADGES

ORDERS = {"titel": ["use_case__title"], "klasse": ["risk", "use_case__title"]}
HEADER = ["Nummer", "Titel", "Klasse", "Regelwerk", "Verantwortlich", "Was sich geändert hat"]


@member_required
@require_safe
def waiting(request: MemberRequest) -> HttpResponse:
    page = page_of(request, ordered(request, assessing.waiting(request.member), ORDERS))
    rows = [
        (found, label(RiskClass(found.risk)), BADGES[found.risk], _may(request, found))
        for found in page
    ]
    context = {"page": page, "rows": rows, "may": any(may for *_, may in rows)}
    return render(request, "register/assessing/waiting.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    rows = (
        [
            found.use_case.reference,
            found.use_case.title,
            label(RiskClass(found.risk)),
            found.rules_version,
            found.use_case.owner.user if found.use_case.owner else "",
            " ".join(found.changes),
        ]
        for found in assessing.waiting(request.member)
    )
    return csv_response("geaenderte-einstufungen.csv", header=HEADER, rows=rows)


@member_required
@require_POST
def confirm(request: MemberRequest) -> HttpResponse:
    """The chosen ones; what somebody else has confirmed meanwhile is simply done."""
    chosen = {int(pk) for pk in request.POST.getlist("einstufung") if pk.isdecimal()}
    done = 0
    for found in assessing.waiting(request.member).filter(pk__in=chosen):
        try:
            assessing.confirm(found, by=request.member)
        except Refused:
            continue
        done += 1
    if done:
        what = "Eine Einstufung ist" if done == 1 else f"{done} Einstufungen sind"
        messages.success(request, f"{what} bestätigt.")
    else:
        messages.info(request, "Nichts zu bestätigen. Wählen Sie Einstufungen aus der Liste.")
    back = request.POST.get("zurueck", "")
    return redirect("assessment", back) if _is_uuid(back) else redirect("assessments-waiting")


def _may(request: MemberRequest, found: Assessment) -> bool:
    return rules.may_assess(request.member, found.use_case)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
