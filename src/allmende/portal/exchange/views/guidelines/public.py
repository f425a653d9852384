"""Public guidelines for everybody, without log-in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain import search
from allmende.portal.core.lists import page_of
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.guidelines import printing, queries
from allmende.portal.exchange.forms.guidelines.writing import PublicFilter
from allmende.portal.exchange.models import Guideline, GuidelineVersion
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import TOPICS


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    form = PublicFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    found = queries.public().order_by("title", "pk").defer("text")
    if chosen.get("art"):
        found = found.filter(kind=chosen["art"])
    if text := chosen.get("suche"):
        ids = search.matching(text, kinds=[queries.KIND], keys=find_keys(None)).order_by()
        found = found.filter(pk__in=ids)
    page = page_of(request, found)
    context = {
        "filter": form,
        "page": page,
        "rows": [(one, TOPICS.get(one.topic, one.topic)) for one in page],
        "narrowed": any(chosen.values()),
    }
    return render(request, "exchange/guidelines/public/list.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    guideline, newest = _or_404(pk)
    context = {
        "guideline": guideline,
        "version": newest,
        "topic": TOPICS.get(guideline.topic, guideline.topic),
        "html": as_html(newest.text),
        "adoptions": list(queries.adoptions_of(guideline)),
        "versions": list(queries.versions_of(guideline).defer("text")),
    }
    return render(request, "exchange/guidelines/public/detail.html", context)


@require_safe
def document(_: HttpRequest, pk: int, kind: str) -> HttpResponse:
    _guideline, newest = _or_404(pk)
    if kind not in Format:
        raise Http404
    return respond(printing.as_document(newest), Format(kind))


def _or_404(pk: int) -> tuple[Guideline, GuidelineVersion]:
    guideline = queries.public().filter(pk=pk).first()
    newest = queries.newest(guideline) if guideline else None
    if guideline is None or newest is None:
        raise Http404
    newest.guideline = guideline
    return guideline, newest
