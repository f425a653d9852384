"""Working groups as members of the network see them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done
from allmende.portal.organisations import rules
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.domain import profile_sections, working_groups
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.forms.presenting import GroupAskForm, GroupFilter
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Group
from allmende.portal.organisations.views.administration import administrator

ORDERS = {"name": ["name"], "organisation": ["organisation__name", "name"], "personen": ["people"]}


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = GroupFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = working_groups.listed(
        request.member,
        text=chosen.get("suche", ""),
        topic=chosen.get("thema", ""),
        mine=bool(chosen.get("meine")),
    )
    page = lists.page_of(request, lists.ordered(request, found, ORDERS))
    context = {
        "filter": form,
        "page": page,
        "rows": [(group, TOPICS.get(group.topic, "")) for group in page],
        "may_create": rules.may_administer(request.member, request.member.organisation),
    }
    return render(request, "organisations/working_groups/list.html", context)


@member_required
@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _group(request, pk), GroupAskForm())


@member_required
@require_POST
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    form = GroupAskForm(request.POST)
    if form.is_valid() and done(
        form, lambda: working_groups.ask(group, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Ihre Anfrage ist gestellt. Sie bekommen eine Mitteilung.")
        return redirect("working-group", pk)
    return _page(request, group, form, status=422)


@member_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    working_groups.withdraw(_group(request, pk), by=request.member)
    messages.success(request, "Ihre Anfrage ist zurückgezogen.")
    return redirect("working-group", pk)


@member_required
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    if request.method == "POST":
        try:
            working_groups.leave(group, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Sie gehören nicht mehr zu „{group}“.")
        return redirect("working-groups")
    context = {
        "title": f"„{group}“ verlassen",
        "trail": [("Arbeitsgruppen", reverse("working-groups"))],
        "text": "Sie lesen danach nicht mehr, was nur für diese Arbeitsgruppe bestimmt ist.",
        "losses": ["Ihre Mitgliedschaft. Was Sie dort geschrieben haben, bleibt stehen."],
        "action": "Arbeitsgruppe verlassen",
        "back": working_groups.address_of(group),
    }
    return render(request, "core/confirm.html", context)


@administrator
@require_POST
def decide(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk, organisation=request.member.organisation)
    waiting = get_object_or_404(working_groups.waiting_of(group), pk=number)
    act = working_groups.refuse if "ablehnen" in request.POST else working_groups.accept
    try:
        act(waiting, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        outcome = "nicht aufgenommen" if "ablehnen" in request.POST else "aufgenommen"
        messages.success(request, f"{waiting.member} ist {outcome}.")
    return redirect("group", pk)


def _group(request: MemberRequest, pk: int) -> Group:
    return get_object_or_404(working_groups.readable(request.member), pk=pk)


def _page(
    request: MemberRequest, group: Group, form: GroupAskForm, *, status: int = 200
) -> HttpResponse:
    people = list(working_groups.people_of(group))
    decides = rules.may_administer(request.member, group.organisation)
    context = {
        "group": group,
        "topic": TOPICS.get(group.topic, ""),
        "people": people,
        "belongs": any(person.pk == request.member.pk for person in people),
        "asked": working_groups.request_of(group, request.member),
        "form": form,
        "decides": decides,
        "waiting": working_groups.waiting_of(group) if decides else [],
        "sections": profile_sections.of_group(request.member, group),
    }
    return render(request, "organisations/working_groups/group.html", context, status=status)
