"""Sessions that everybody may see, without log-in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import search as words
from allmende.portal.core.lists import page_of
from allmende.portal.events.domain.planning import names, queries, structured
from allmende.portal.events.enums import SessionState
from allmende.portal.events.forms.planning.filters import PublicSessionFilter
from allmende.portal.events.views.planning import showing
from allmende.portal.events.views.planning.calendars import public_addresses
from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Organisation


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_or_404(slug)
    form = PublicSessionFilter(request.GET)
    form.is_valid()
    everything = queries.public_sessions(organisation)
    found = _narrowed(form, everything)
    page = page_of(request, found)
    context = context_of(organisation) | {
        "filter": form,
        "page": page,
        "rows": [showing.facts(session) for session in page],
        "any": bool(page.paginator.count) or everything.exists(),
    }
    return render(request, "events/public/list.html", context)


@require_safe
def detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = organisation_or_404(slug)
    session = queries.public_sessions(organisation).filter(pk=pk).first()
    if session is None:
        raise Http404
    data = structured.event(session, url=public_addresses(request)(session))
    context = context_of(organisation) | showing.facts(session)
    context |= {
        "rows": showing.agenda(session),
        "structured": structured.as_script(data),
        "is_announced": session.state == SessionState.PUBLISHED,
    }
    return render(request, "events/public/session.html", context)


def context_of(organisation: Organisation) -> dict[str, Any]:
    kinds = organisations.page_kinds(organisation)
    return {
        "organisation": organisation,
        "page_kinds": kinds,
        "written": {kind for kind, _ in kinds},
    }


def _narrowed(form: PublicSessionFilter, found: Any) -> Any:
    now = timezone.now()
    if form.cleaned_data.get("stand") == "vergangen":
        found = found.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    else:
        found = found.filter(ends_at__gte=now)
    if text := form.cleaned_data.get("suche"):
        inside = found.order_by().values("pk")
        ids = words.matching(text, kinds=[names.SESSION], keys=None, within=inside)
        found = found.filter(pk__in=list(ids))
    return found
