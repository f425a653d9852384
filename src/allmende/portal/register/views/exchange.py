"""Entries in and out: exports for every member, imports for the AI officers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.access import Plain, member_required, role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import queries, tables
from allmende.portal.register.domain.exchange import (
    exporting,
    imports,
    previewing,
    reading,
    taking,
    undoing,
)
from allmende.portal.register.domain.formats import table
from allmende.portal.register.domain.package import keys, opening, receiving
from allmende.portal.register.enums import ImportState, RowState
from allmende.portal.register.forms.exchange import ExportForm, UploadForm
from allmende.portal.register.models import RegisterImport

REGISTER = ("Anwendungsfälle", "/anwendungsfaelle/")
EXCHANGE = ("Austausch", "/anwendungsfaelle/austausch/")
ROW_BADGES = {
    RowState.CREATED: "success",
    RowState.UPDATED: "success",
    RowState.FAILED: "danger",
    RowState.UNDONE: "warning",
}


def download(content: bytes, *, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    header = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Disposition"] = header or "attachment"
    return response


@member_required
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    context = {
        "form": ExportForm(organisation=request.member.organisation),
        "kinds": exporting.KINDS.values(),
        "manages": rules.may_manage(request.member, request.member.organisation_id),
        "trail": [REGISTER],
    }
    return render(request, "register/exchange/overview.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponse:
    form = ExportForm(request.GET, organisation=request.member.organisation)
    if not form.is_valid():
        context = {"form": form, "kinds": exporting.KINDS.values(), "trail": [REGISTER]}
        return render(request, "register/exchange/overview.html", context, status=422)
    chosen = form.cleaned_data
    office = chosen.get("amt")
    found = queries.find(
        request.member,
        text=chosen["suche"],
        state=chosen["stand"],
        field=chosen["feld"],
        office=str(office.pk) if office else "",
        mine=chosen["meine"],
    )
    if chosen["nummern"]:
        found = found.filter(number__in=chosen["nummern"])
    made = exporting.export(chosen["format"], found)
    return download(made.content, filename=made.filename, content_type=made.content_type)


@member_required
@require_safe
def blank_table(_: MemberRequest, ending: str) -> HttpResponse:
    """Only the header, to be filled in."""
    header = table.rows([])[0]
    if ending == "xlsx":
        content, kind = tables.to_xlsx(header, []), exporting.XLSX
    else:
        content, kind = tables.to_csv(header, []), exporting.CSV
    return download(content, filename=f"anwendungsfaelle-leer.{ending}", content_type=kind)


@role_required(Role.AI_OFFICER)
def upload(request: MemberRequest) -> HttpResponse:
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid():
        batch = attempt(form, lambda: _start(request, *form.content))
        if batch:
            return redirect("register-import", batch.pk)
    context = {
        "form": form,
        "formats": reading.LABELS.values(),
        "imports": imports.own(request.member)[:20],
        "trail": [REGISTER, EXCHANGE],
    }
    status = 422 if form.errors else 200
    return render(request, "register/exchange/upload.html", context, status=status)


def _start(request: MemberRequest, content: bytes, filename: str) -> RegisterImport:
    make = receiving.start if opening.is_package(content) else imports.start
    return make(content, filename=filename, by=request.member)


type View = Callable[[MemberRequest, RegisterImport], HttpResponseBase]


def import_view(view: View) -> Plain:
    """For AI officers: an import of the own organisation, else 404."""

    @role_required(Role.AI_OFFICER)
    def guarded(request: MemberRequest, pk: UUID) -> HttpResponseBase:
        batch = imports.one(request.member, pk)
        if batch is None:
            raise Http404
        return view(request, batch)

    return guarded


@import_view
def detail(request: MemberRequest, batch: RegisterImport) -> HttpResponse:
    """The preview; sending it takes the ticked entries over. Later: what became of them."""
    error = ""
    if request.method == "POST":
        try:
            taking.take(batch, rows=_chosen(request, batch), by=request.member)
        except Refused as refused:
            error = str(refused)
        else:
            return redirect("register-import", batch.pk)
    context = {
        "batch": batch,
        "format": reading.LABELS[batch.format],
        "error": error,
        "trail": [REGISTER, EXCHANGE, ("Einlesen", "/anwendungsfaelle/austausch/einlesen/")],
    }
    if batch.state == ImportState.PREVIEW:
        context |= {"preview": previewing.of(batch), "most": previewing.SHOWN}
    elif batch.state == ImportState.UNKNOWN_KEY:
        context |= {"fingerprint": keys.in_groups(batch.package["fingerprint"])}
    else:
        taken = batch.rows.exclude(state=RowState.READ).select_related("use_case")
        context |= {
            "rows": [(row, ROW_BADGES.get(RowState(row.state), "info")) for row in taken],
            "may_undo": undoing.may_undo(batch),
            "job": batch.job,
            "broken_count": previewing.broken_rows(batch).count(),
        }
    status = 422 if error else 200
    return render(request, "register/exchange/import.html", context, status=status)


def _chosen(request: MemberRequest, batch: RegisterImport) -> list[int]:
    ticked = [int(value) for value in request.POST.getlist("zeile") if _is_number(value)]
    return previewing.all_numbers(batch, ticked, rest="alle" in request.POST)


def _is_number(value: str) -> bool:
    return value.isdecimal() and len(value) < 18


@import_view
@require_safe
def mending(_: MemberRequest, batch: RegisterImport) -> HttpResponse:
    """The broken entries as a file with the reasons, to be mended and read in again."""
    broken = previewing.broken_rows(batch)
    rows = [(row.original, row.problems) for row in broken]
    if not rows:
        raise Http404
    content = reading.mending(rows, batch.format, batch.columns)
    ending, kind = ("csv", exporting.CSV) if batch.format == "table" else ("json", exporting.JSON)
    return download(content, filename=f"nachbessern.{ending}", content_type=kind)


@import_view
@require_POST
def discard(request: MemberRequest, batch: RegisterImport) -> HttpResponse:
    try:
        imports.discard(batch, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("register-import", batch.pk)
    messages.success(request, "Der Import ist verworfen. Es wurde nichts übernommen.")
    return redirect("register-upload")


@import_view
@require_POST
def undo(request: MemberRequest, batch: RegisterImport) -> HttpResponse:
    try:
        gone, stays = undoing.undo(batch, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = "1 Eintrag ist" if gone == 1 else f"{gone} Einträge sind"
        rest = f" {stays} bleiben, weil jemand sie inzwischen geändert hat." if stays else ""
        messages.success(request, f"{words} zurückgenommen.{rest}")
    return redirect("register-import", batch.pk)
