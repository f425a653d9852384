"""Handing over, the data protection officer's opinion, the files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain.impact import deciding, printing
from allmende.portal.register.enums import ImpactState, Opinion
from allmende.portal.register.forms.impact import OpinionForm
from allmende.portal.register.models import ImpactDocument
from allmende.portal.register.views.impact.access import document_view, steps


@document_view(may=rules.may_edit)
@require_POST
def submit(request: MemberRequest, document: ImpactDocument) -> HttpResponse:
    revision = request.POST.get("revision", "")
    try:
        deciding.submit(
            document,
            revision=int(revision) if revision.isdecimal() else 0,
            by=request.member,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Das Dokument liegt jetzt zur Stellungnahme vor.")
    return redirect("impact", document.use_case_id, document.kind)


@document_view(may=rules.may_give_opinion)
def opinion(request: MemberRequest, document: ImpactDocument) -> HttpResponse:
    form = OpinionForm(posted(request), initial={"revision": document.revision})
    conflict = ""
    if form.is_valid():
        try:
            deciding.give_opinion(
                document,
                opinion=Opinion(form.cleaned_data["opinion"]),
                reason=form.cleaned_data["reason"],
                revision=form.cleaned_data["revision"],
                by=request.member,
            )
        except Conflict as changed:
            conflict = str(changed)
            document.refresh_from_db(fields=["revision", "state"])
            again = request.POST.copy()
            again["revision"] = str(document.revision)
            form.data = again
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Ihre Stellungnahme ist gespeichert.")
            return redirect("impact", document.use_case_id, document.kind)
    context = {
        "form": form,
        "document": document,
        "conflict": conflict,
        "trail": steps(document),
        "is_open": document.state == ImpactState.SUBMITTED,
        "back": reverse("impact", args=[document.use_case_id, document.kind]),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "register/impact/opinion.html", context, status=status)


@document_view()
@require_safe
def export(_request: MemberRequest, document: ImpactDocument, form: Format) -> HttpResponse:
    return respond(printing.as_document(document), form)
