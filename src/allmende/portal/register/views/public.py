"""The public register of one organisation: everybody reads it without log-in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.forms import posted
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain import catalogue, explaining, messages
from allmende.portal.register.forms.catalogue import PublicFilter
from allmende.portal.register.forms.publishing import FeedbackForm
from allmende.portal.register.models import Publication
from allmende.portal.register.views import shown

HOUR = 3600
FEEDBACK_PER_HOUR = 6
FILES = {
    "JSON": "register-json",
    "CSV": "register-csv",
    "DCAT-AP.de": "register-dcat",
    "Atom": "register-atom",
}


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_or_404(slug)
    everything = catalogue.public_register(organisation)
    form = PublicFilter(request.GET)
    form.is_valid()
    page = page_of(request, _narrowed(form, everything).order_by("title", "pk"))
    context = _context(organisation) | {
        "filter": form,
        "page": page,
        "rows": [_row(publication) for publication in page],
        "any": bool(page.paginator.count) or everything.exists(),
        "classes": [*explaining.CLASSES.values(), explaining.NOT_CLASSIFIED],
    }
    return render(request, "register/public/list.html", context)


@require_safe
def entry(request: HttpRequest, slug: str, entry: UUID) -> HttpResponse:
    organisation, publication = _entry_or_404(slug, entry)
    return _page(request, organisation, publication)


@require_safe
def version(request: HttpRequest, slug: str, entry: UUID, number: int) -> HttpResponse:
    organisation, current = _entry_or_404(slug, entry)
    publication = catalogue.versions(current, public=True).filter(version=number).first()
    if publication is None:
        raise Http404
    return _page(request, organisation, publication)


def feedback(request: HttpRequest, slug: str, entry: UUID) -> HttpResponse:
    organisation, publication = _entry_or_404(slug, entry)
    form, status = FeedbackForm(posted(request)), 200
    if form.is_bound:
        if form.is_from_robot:
            return redirect("public-register-entry", slug, entry)
        if not form.is_valid():
            status = 422
        elif _may_write(request):
            messages.give_feedback(publication, **form.cleaned_data)
            return redirect("public-register-feedback-sent", slug, entry)
        else:
            status = 429
    context = _context(organisation) | {
        "publication": publication,
        "form": form,
        "too_often": status == 429,
    }
    return render(request, "register/public/feedback.html", context, status=status)


@require_safe
def feedback_sent(request: HttpRequest, slug: str, entry: UUID) -> HttpResponse:
    organisation, publication = _entry_or_404(slug, entry)
    context = _context(organisation) | {"publication": publication}
    return render(request, "register/public/feedback_sent.html", context)


def _entry_or_404(slug: str, entry: UUID) -> tuple[Organisation, Publication]:
    organisation = organisation_or_404(slug)
    publication = catalogue.public_register(organisation).filter(entry=entry).first()
    if publication is None:
        raise Http404
    return organisation, publication


def _page(
    request: HttpRequest, organisation: Organisation, publication: Publication
) -> HttpResponse:
    context = _context(organisation) | {
        "publication": publication,
        "shown": shown.of(publication.data),
        "old": not publication.is_current,
        "versions": catalogue.versions(publication, public=True).defer("data"),
    }
    return render(request, "register/public/entry.html", context)


def _context(organisation: Organisation) -> dict[str, Any]:
    kinds = organisations.page_kinds(organisation)
    return {
        "organisation": organisation,
        "page_kinds": kinds,
        "written": {kind for kind, _ in kinds},
        "files": _files(organisation),
    }


def _files(organisation: Organisation) -> list[tuple[str, str]]:
    found = []
    for title, name in FILES.items():
        try:
            found.append((title, reverse(name, args=[organisation.slug])))
        except NoReverseMatch:
            continue
    return found


def _narrowed(form: PublicFilter, found: Any) -> Any:
    chosen = form.cleaned_data
    if text := chosen.get("suche"):
        found = found.filter(pk__in=list(catalogue.ranked(text, found)))
    if state := chosen.get("stand"):
        found = found.filter(state=state)
    if field := chosen.get("feld"):
        found = found.filter(fields__key=field)
    return found


def _row(publication: Publication) -> tuple[Any, ...]:
    state, risk = explaining.state_of(publication.state), explaining.risk_of(publication.risk)
    summary = Truncator(publication.data["record"]["summary"]).words(40)
    badges = shown.state_badge(publication.state), shown.risk_badge(publication.risk)
    return publication, summary, state.title, badges[0], risk.title, badges[1]


def _may_write(request: HttpRequest) -> bool:
    who = ratelimit.address_of(request)
    return ratelimit.allow("feedback", who, limit=FEEDBACK_PER_HOUR, seconds=HOUR)
