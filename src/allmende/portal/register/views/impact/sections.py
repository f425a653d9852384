"""Writing one section, taking over what has changed in the record, the phases' questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain.impact import content, queries, sections, writing
from allmende.portal.register.domain.impact.content import Content
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.forms.impact import ChecksForm, SectionForm
from allmende.portal.register.models import ImpactDocument
from allmende.portal.register.views.impact.access import document_view, steps


@document_view(may=rules.may_edit)
def edit(request: MemberRequest, document: ImpactDocument, section: str) -> HttpResponse:
    current = _current(document, section)
    key = f"register/{document.use_case_id}/{document.kind}/{section}"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = _form(request, document, current, draft)
    context: dict[str, Any] = {"draft": draft, "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            writing.write(
                document,
                key=section,
                text=form.cleaned_data["text"],
                refers=form.cleaned_data.get("refers", False),
                revision=form.cleaned_data["seen"],
                by=request.member,
            )
        except Conflict as conflict:
            document.refresh_from_db(fields=["sections", "revision"])
            current = _current(document, section)
            again = request.POST.copy()
            again["seen"] = str(current.entry.revision)
            form.data = again
            theirs = (current.section.title, current.text, form.cleaned_data["text"])
            context |= {"conflict": str(conflict), "theirs": [theirs]}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            drafts.discard(request.user, key)
            messages.success(request, f"„{current.section.title}“ ist gespeichert.")
            return _next(request, document, section)
    context |= _around(document, current) | {"form": form}
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "register/impact/section.html", context, status=status)


@document_view(may=rules.may_edit)
@require_POST
def settle_change(request: MemberRequest, document: ImpactDocument, section: str) -> HttpResponse:
    current = _current(document, section)
    revision = request.POST.get("revision", "")
    take_over = "uebernehmen" in request.POST
    try:
        writing.settle_change(
            document,
            key=section,
            take_over=take_over,
            revision=int(revision) if revision.isdecimal() else -1,
            by=request.member,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("impact-section", document.use_case_id, document.kind, section)
    words = "entspricht jetzt dem Datensatz" if take_over else "bleibt, wie er ist"
    messages.success(request, f"Der Text „{current.section.title}“ {words}.")
    return _to(document, section)


@document_view(may=rules.may_edit)
def checks(request: MemberRequest, document: ImpactDocument) -> HttpResponse:
    if document.kind != ImpactKind.DSFA:
        raise Http404
    form = ChecksForm(posted(request), document=document)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            writing.answer_checks(
                document,
                answers=form.answers,
                revision=form.cleaned_data["revision"],
                by=request.member,
            )
        except Conflict as conflict:
            document.refresh_from_db(fields=["sections", "revision"])
            context = {"conflict": str(conflict), "theirs": form.differences(document)}
            again = request.POST.copy()
            again["revision"] = str(content.checks_revision(document))
            form.data = again
        else:
            messages.success(request, "Die Prüffragen sind gespeichert.")
            return redirect(f"{_address(document)}#prueffragen")
    context |= {"form": form, "document": document, "trail": steps(document)}
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "register/impact/checks.html", context, status=status)


def _current(document: ImpactDocument, key: str) -> Content:
    if sections.find(document.kind, key) is None:
        raise Http404
    dsfa = content.dsfa_for(document, document.use_case)
    found = content.contents(document, queries.basis(document.use_case), dsfa=dsfa)
    return next(one for one in found if one.section.key == key)


def _form(
    request: MemberRequest, document: ImpactDocument, current: Content, draft: Any
) -> SectionForm:
    dsfa = content.dsfa_for(document, document.use_case)
    kept = {name: values[-1] for name, values in draft.data.items() if values} if draft else {}
    return SectionForm(
        posted(request),
        current=current,
        may_refer=content.may_refer(document, current.section.key, dsfa),
        initial=kept,
    )


def _around(document: ImpactDocument, current: Content) -> dict[str, Any]:
    order = [section.key for section in sections.of_kind(document.kind)]
    return {
        "document": document,
        "use_case": document.use_case,
        "current": current,
        "trail": steps(document),
        "number": order.index(current.section.key) + 1,
        "total": len(order),
    }


def _next(request: MemberRequest, document: ImpactDocument, key: str) -> HttpResponse:
    order = [section.key for section in sections.of_kind(document.kind)]
    place = order.index(key) + 1
    if "weiter" in request.POST and place < len(order):
        return redirect("impact-section", document.use_case_id, document.kind, order[place])
    return _to(document, key)


def _to(document: ImpactDocument, key: str) -> HttpResponse:
    return redirect(f"{_address(document)}#{key}")


def _address(document: ImpactDocument) -> str:
    return reverse("impact", args=[document.use_case_id, document.kind])
