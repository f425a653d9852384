"""Series: sessions that belong together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, posted
from allmende.portal.core.lists import page_of
from allmende.portal.events.domain.planning import names, queries
from allmende.portal.events.domain.planning import series as domain
from allmende.portal.events.forms.planning.sessions import SeriesForm
from allmende.portal.events.models import Series
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import series_view
from allmende.portal.events.views.planning import saving, showing
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest

TRAIL = [("Veranstaltungen", "/veranstaltungen/"), ("Reihen", "/veranstaltungen/reihen/")]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    page = page_of(
        request, queries.with_counts(queries.series_visible_to(request.member), request.member)
    )
    context = {
        "page": page,
        "rows": [(series, showing.topic_words(series.topic)) for series in page],
        "may_plan": rules.may_plan(request.member),
    }
    return render(request, "events/planning/series_list.html", context)


@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(rules.may_plan, request.member)
    blank = Series(organisation=request.member.organisation)
    form = SeriesForm(posted(request), instance=blank, member=request.member)
    if form.is_valid():
        series = attempt(form, lambda: domain.create(values=form.values, by=request.member))
        if series:
            messages.success(request, "Die Reihe ist angelegt.")
            return redirect("series", series.pk)
    context = {
        "title": "Reihe anlegen",
        "intro": "Eine Reihe hält Veranstaltungen zusammen, zum Beispiel alle zwei Monate.",
        "form": form,
        "submit": "Reihe anlegen",
        "trail": TRAIL,
        "back": "/veranstaltungen/reihen/",
    }
    return saving.page(request, context)


@series_view()
@require_safe
def detail(request: MemberRequest, series: Series) -> HttpResponse:
    found = queries.visible_to(request.member).filter(series=series)
    page = page_of(request, found.order_by("-starts_at", "-pk"))
    level = subscriptions.level_of(request.user, names.SERIES, str(series.pk))
    context = {
        "series": series,
        "topic": showing.topic_words(series.topic),
        "page": page,
        "rows": [showing.facts(session) for session in page],
        "may_organise": rules.may_organise(request.member, series),
        "follows": level is not None and level != "mute",
        "trail": TRAIL,
    }
    return render(request, "events/planning/series.html", context)


@series_view(may=rules.may_organise)
def edit(request: MemberRequest, series: Series) -> HttpResponse:
    form = SeriesForm(posted(request), instance=series, member=request.member)
    context: dict[str, Any] = {
        "title": "Reihe ändern",
        "form": form,
        "trail": [*TRAIL, (series.title, names.address_of_series(series))],
        "back": names.address_of_series(series),
        "dangers": [(f"{names.address_of_series(series)}loeschen/", "Reihe löschen")],
    }

    def action() -> object:
        stands = Series.objects.select_related("group").get(pk=series.pk)
        revision = form.cleaned_data["revision"] or 0
        return domain.change(stands, values=form.values, revision=revision, by=request.member)

    if form.is_valid() and saving.saved(
        form,
        action,
        context,
        revision=lambda: Series.objects.values_list("revision", flat=True).get(pk=series.pk),
    ):
        messages.success(request, "Die Reihe ist gespeichert.")
        return redirect("series", series.pk)
    return saving.page(request, context)


@series_view(may=rules.may_organise)
def delete(request: MemberRequest, series: Series) -> HttpResponse:
    if request.method == "POST":
        domain.delete(series, by=request.member)
        messages.success(request, "Die Reihe ist gelöscht.")
        return redirect("series-list")
    context = {
        "title": "Reihe löschen",
        "text": f"„{series}“ wird gelöscht. Ihre Veranstaltungen bleiben und stehen für sich.",
        "action": "Reihe löschen",
        "trail": [*TRAIL, (series.title, names.address_of_series(series))],
        "back": names.address_of_series(series),
    }
    return render(request, "core/confirm.html", context)


@series_view()
@require_POST
def follow(request: MemberRequest, series: Series) -> HttpResponse:
    about = names.SERIES, str(series.pk)
    if "beenden" in request.POST:
        subscriptions.unfollow(request.user, *about)
        messages.success(request, "Sie folgen dieser Reihe nicht mehr.")
    else:
        subscriptions.follow(request.user, *about)
        messages.success(request, "Sie folgen dieser Reihe und hören von jedem neuen Termin.")
    return redirect("series", series.pk)
