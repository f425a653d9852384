"""The editor of public pages: German and English, preview, and two editors at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.domain import pages, queries
from allmende.portal.organisations.enums import PageKind
from allmende.portal.organisations.forms.places import PageForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Page
from allmende.portal.organisations.views.administration import administrator, trail

LANGUAGES = {"de": "Deutsch", "en": "Englisch"}


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    written = queries.pages_of(request.member.organisation)
    rows = [
        (kind, [(code, name, written.get((kind.value, code))) for code, name in LANGUAGES.items()])
        for kind in PageKind
    ]
    context = {"trail": trail(), "rows": rows, "languages": LANGUAGES.values()}
    return render(request, "organisations/pages.html", context)


@administrator
def edit(request: MemberRequest, kind: str, language: str) -> HttpResponse:
    page = _page(request, kind, language)
    form = PageForm(
        posted(request),
        initial={"text": page.text if page else "", "revision": page.revision if page else 0},
    )
    context = _context(kind, language, page)
    if form.is_valid():
        if "vorschau" in request.POST:
            context["preview"] = form.cleaned_data["text"]
        elif _saved(request, form, kind, language, context):
            messages.success(request, "Die Seite ist gespeichert.")
            return redirect("pages")
    return render(request, "organisations/page_edit.html", {**context, "form": form})


@administrator
def delete(request: MemberRequest, kind: str, language: str) -> HttpResponse:
    page = _page(request, kind, language)
    if page is None:
        raise Http404
    if request.method == "POST":
        pages.delete(page, by=request.member)
        messages.success(request, "Die Seite ist gelöscht.")
        return redirect("pages")
    context = {
        **_context(kind, language, page),
        "title": f"Seite „{PageKind(kind).label}“ löschen",
        "text": "Die Seite verschwindet sofort aus dem öffentlichen Auftritt.",
        "losses": [f"Der Text in {LANGUAGES[language]}: {len(page.text)} Zeichen"],
        "action": "Seite löschen",
        "back": reverse("page", args=[kind, language]),
    }
    return render(request, "core/confirm.html", context)


def _page(request: MemberRequest, kind: str, language: str) -> Page | None:
    if kind not in PageKind.values or language not in LANGUAGES:
        raise Http404
    return queries.pages_of(request.member.organisation).get((kind, language))


def _saved(
    request: MemberRequest, form: PageForm, kind: str, language: str, context: dict[str, Any]
) -> bool:
    """Store the text; after a conflict the form carries on from the other one's revision."""
    try:
        pages.save(
            request.member.organisation,
            kind=kind,
            language=language,
            **form.cleaned_data,
            by=request.member,
        )
    except Conflict as conflict:
        other = _page(request, kind, language)
        form.data = {**form.data.dict(), "revision": other.revision if other else 0}  # type: ignore[attr-defined]
        form.add_error(None, str(conflict))
        context["other"] = other
        return False
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    return True


def _context(kind: str, language: str, page: Page | None) -> dict[str, Any]:
    return {
        "title": f"{PageKind(kind).label} ({LANGUAGES[language]})",
        "trail": trail(("Öffentliche Seiten", "pages")),
        "page": page,
        "kind": kind,
        "language": language,
    }
