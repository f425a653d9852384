"""Reviewed answers for everybody, without log-in. Nothing here knows who has asked."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.lists import page_of
from allmende.portal.exchange.domain.legal import listing as lists
from allmende.portal.exchange.domain.legal import printing, queries
from allmende.portal.exchange.forms.legal.filters import AnswerFilter
from allmende.portal.exchange.models import AnswerVersion
from allmende.portal.exchange.views.legal import json_ld
from allmende.portal.exchange.views.legal.detail import facts, shown
from allmende.portal.organisations.domain.audience import NETWORK_PUBLIC_KEY

IN_FEED = 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    form = AnswerFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    everything = queries.public_answers()
    found = lists.answers(everything, topic=chosen.get("thema", ""), land=chosen.get("land", ""))
    text = chosen.get("suche", "")
    if text:
        there = {one.question_id: one for one in found.defer("text", "sources")}
        page = page_of(request, [there[pk] for pk in lists.answer_ids(text) if pk in there])
    else:
        page = page_of(request, found.order_by("-published_at", "-pk").defer("text", "sources"))
    context = {
        "filter": form,
        "page": page,
        "rows": [facts(one) for one in page],
        "any": bool(page.paginator.count) or everything.exists(),
    }
    return render(request, "exchange/legal/public/list.html", context)


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A withdrawn answer is gone (410) and says why."""
    version = _current_or_404(pk)
    if version.withdrawn_at:
        response = render(request, "exchange/legal/public/gone.html", facts(version), status=410)
        response["X-Robots-Tag"] = "noindex"
        return response
    return _page(request, version)


@require_safe
def old(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Earlier versions stay readable as long as the answer is public and valid."""
    current = _current_or_404(pk)
    versions = queries.versions(current.question).filter(scope=NETWORK_PUBLIC_KEY)
    version = versions.filter(number=number).first()
    if version is None or current.withdrawn_at:
        raise Http404
    response = _page(request, version)
    if not version.is_current:
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def file(_request: HttpRequest, pk: int, form: Format) -> HttpResponse:
    version = _current_or_404(pk)
    if version.withdrawn_at:
        raise Http404
    with translation.override("de"):
        return respond(printing.as_document(version), form)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287), German whatever the reader's language."""
    page = request.build_absolute_uri(reverse("legal-answers"))
    found = list(queries.public_answers().order_by("-published_at", "-pk")[:IN_FEED])
    made = Atom1Feed(
        title="Geprüfte Antworten auf Rechtsfragen",
        link=page,
        description="Rechtsfragen zu KI in Kommunen, einmal für alle beantwortet",
        language="de",
        feed_url=request.build_absolute_uri(),
        author_name="Allmende",
    )
    for one in found:
        made.add_item(
            title=_plain(f"{one.title} (Fassung {one.number})"),
            link=_address(request, one),
            description=_plain(one.short),
            unique_id=f"{_address(request, one)}fassung/{one.number}/",
            pubdate=one.published_at,
            updateddate=one.outdated_at or one.published_at,
        )
    made.feed["id"] = page
    if not found:
        made.latest_post_date = lambda: datetime(2026, 1, 1, tzinfo=UTC)  # type: ignore[method-assign]
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")


def _page(request: HttpRequest, version: AnswerVersion) -> HttpResponse:
    versions = queries.versions(version.question).filter(scope=NETWORK_PUBLIC_KEY)
    address = _address(request, version)
    context = {
        "answer": shown(version, names=False),
        "versions": versions,
        "json_ld": json_ld.script(version, address) if version.is_current else "",
    }
    response = render(request, "exchange/legal/public/answer.html", context)
    response["Link"] = f'<{address}>; rel="canonical"'
    return response


def _current_or_404(pk: int) -> AnswerVersion:
    found = AnswerVersion.objects.filter(
        question=pk, is_current=True, scope=NETWORK_PUBLIC_KEY
    ).select_related("question")
    version = found.first()
    if version is None:
        raise Http404
    return version


def _address(request: HttpRequest, version: AnswerVersion) -> str:
    return request.build_absolute_uri(reverse("legal-answer", args=[version.question_id]))


def _plain(text: str) -> str:
    """Without signs that XML cannot carry."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
