"""The network's catalogue: everything that other organisations have published."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import State as Land
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import catalogue, explaining, following, reuse
from allmende.portal.register.forms.catalogue import CatalogueFilter
from allmende.portal.register.models import Publication
from allmende.portal.register.views import shown

ORDERS: dict[str, list[Any]] = {
    "neu": [F("published_at").desc()],
    "titel": [F("title").asc()],
    "organisation": [F("organisation__name").asc(), F("title").asc()],
    "reife": [F("maturity").desc(), F("title").asc()],
    "kosten": [F("cost_yearly").asc(nulls_last=True), F("title").asc()],
    "stand": [F("state").asc(), F("title").asc()],
}
UPSIDE_DOWN: dict[str, list[Any]] = {
    "neu": [F("published_at").asc()],
    "titel": [F("title").desc()],
    "organisation": [F("organisation__name").desc(), F("title").asc()],
    "reife": [F("maturity").asc(), F("title").asc()],
    "kosten": [F("cost_yearly").desc(nulls_last=True), F("title").asc()],
    "stand": [F("state").desc(), F("title").asc()],
}
COLUMNS = [
    "Titel",
    "Organisation",
    "Land",
    "Einwohnerzahl",
    "Stand",
    "Einstufung",
    "Reifegrad",
    "Kosten einmalig (Euro)",
    "Kosten im Jahr (Euro)",
    "Baustein",
    "Fassung",
    "Veröffentlicht",
    "Eintrag",
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    found = _narrowed(request, form)
    page, publications = _page(request, form, found)
    reused = catalogue.adoptions([one.entry for one in publications])
    chosen = form.cleaned_data
    context = {
        "filter": form,
        "page": page,
        "rows": [_row(publication, reused) for publication in publications],
        "by_words": bool(chosen.get("suche")) and "sortierung" not in request.GET,
        "field": chosen.get("feld", ""),
        "field_name": catalogue.FIELDS.get(chosen.get("feld", ""), ""),
        "place": catalogue.place(form.wanted.organisation),
        "follows_field": _follows(request, chosen.get("feld", "")),
    }
    return render(request, "register/catalogue/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    form = _filter(request)
    found = _sorted(request, _with_words(form, _narrowed(request, form)))
    return csv_response("katalog.csv", header=COLUMNS, rows=_lines(found))


@member_required
@require_safe
def entry(request: MemberRequest, entry: UUID) -> HttpResponse:
    return _detail(request, entry_or_404(request, entry))


@member_required
@require_safe
def version(request: MemberRequest, entry: UUID, number: int) -> HttpResponse:
    current = entry_or_404(request, entry)
    found = catalogue.versions(current, public=False).filter(version=number).first()
    if found is None:
        raise Http404
    return _detail(request, found)


def entry_or_404(request: MemberRequest, entry: UUID) -> Publication:
    publication = catalogue.one(request.member, entry)
    if publication is None:
        raise Http404
    return publication


def _detail(request: MemberRequest, publication: Publication) -> HttpResponse:
    own = publication.organisation_id == request.member.organisation_id
    copy = reuse.copy_of(publication.entry, request.member)
    followed = following.values_of(request.member)
    context = {
        "publication": publication,
        "old": not publication.is_current,
        "shown": shown.of(publication.data),
        "level": shown.level_name(publication.maturity),
        "versions": catalogue.versions(publication, public=False).defer("data"),
        "reused": reuse.count(publication.entry),
        "adopters": catalogue.adopters(publication, request.member).defer("data"),
        "own": own,
        "copy": copy,
        "may_ask": rules.may_ask_owner(request.member, publication.organisation_id),
        "follows_entry": ("entry", str(publication.entry)) in followed,
        "follows_organisation": ("organisation", str(publication.organisation_id)) in followed,
    }
    return render(request, "register/catalogue/entry.html", context)


def _filter(request: MemberRequest) -> CatalogueFilter:
    form = CatalogueFilter(request.GET)
    form.is_valid()
    return form


def _narrowed(request: MemberRequest, form: CatalogueFilter) -> QuerySet[Publication]:
    found = catalogue.search(request.member, form.wanted)
    return found.select_related("organisation").defer("data", "changes")


def _page(
    request: MemberRequest, form: CatalogueFilter, found: QuerySet[Publication]
) -> tuple[Page[Any], list[Publication]]:
    """By relevance the ids are paged and fetched; any other order pages the rows themselves."""
    text = form.cleaned_data.get("suche", "")
    if text and "sortierung" not in request.GET:
        # All ids at once: counting and fetching apart would rank everything twice.
        page = page_of(request, list(catalogue.ranked(text, found)))
        return page, catalogue.in_order(page.object_list, found)
    page = page_of(request, _sorted(request, _with_words(form, found)))
    return page, list(page.object_list)


def _with_words(form: CatalogueFilter, found: QuerySet[Publication]) -> QuerySet[Publication]:
    text = form.cleaned_data.get("suche", "")
    if not text:
        return found
    return found.filter(pk__in=catalogue.ranked(text, found).order_by())


def _sorted(request: MemberRequest, found: QuerySet[Publication]) -> QuerySet[Publication]:
    wanted = request.GET.get("sortierung", "")
    key = wanted.removeprefix("-")
    orders = UPSIDE_DOWN if wanted.startswith("-") else ORDERS
    return found.order_by(*orders.get(key, ORDERS["neu"]), "-pk")


def _row(publication: Publication, reused: dict[UUID, int]) -> dict[str, Any]:
    return {
        "entry": publication,
        "state": explaining.state_of(publication.state).title,
        "state_badge": shown.state_badge(publication.state),
        "risk": explaining.risk_of(publication.risk).title,
        "level": shown.level_name(publication.maturity),
        "reused": reused.get(publication.entry, 0),
    }


def _lines(found: QuerySet[Publication]) -> Iterator[list[Any]]:
    for one in found.iterator(chunk_size=500):
        yield [
            one.title,
            one.organisation.name,
            Land(one.land).label if one.land in Land.values else one.land,
            one.population,
            explaining.state_of(one.state).title,
            explaining.risk_of(one.risk).title,
            f"{one.maturity} {shown.level_name(one.maturity)}",
            one.cost_once,
            one.cost_yearly,
            one.building_block,
            one.version,
            f"{one.published_at:%d.%m.%Y}",
            str(one.entry),
        ]


def _follows(request: MemberRequest, field: str) -> bool:
    return bool(field) and ("field", field) in following.values_of(request.member)
