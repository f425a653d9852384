"""The list, one report, and how it begins and ends."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.reports import rules
from allmende.portal.reports.domain import letters, merging, presets, printing, queries, writing
from allmende.portal.reports.forms.reports import CouncilForm, ReportFilter, YearForm
from allmende.portal.reports.models import Report
from allmende.portal.reports.views.access import LIST, report_view, trail, writers_only

ORDERS = {"geaendert": ["-updated_at"], "titel": ["title"], "frist": ["due_on"]}


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = ReportFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    found = queries.find(
        request.member,
        kind=chosen.get("art", ""),
        state=chosen.get("stand", ""),
        text=chosen.get("suche", ""),
    )
    context = {
        "filter": form,
        "page": page_of(request, ordered(request, found, ORDERS)),
        "may_write": rules.may_write(request.member, request.member.organisation_id),
        "template": queries.template_of(request.member.organisation_id),
    }
    return render(request, "reports/listing.html", context)


@writers_only
def new_council(request: MemberRequest) -> HttpResponse:
    example = "\n".join(presets.COUNCIL_EXAMPLE)
    initial = {"questions": example} if "beispiel" in request.GET else {}
    form = CouncilForm(posted(request), initial=initial)
    if form.is_valid():
        report = writing.begin_council(
            request.member.organisation,
            values=form.values,
            questions=form.cleaned_data["questions"],
            by=request.member,
        )
        messages.success(request, "Die Antwort ist aus dem Register gefüllt. Prüfen Sie sie jetzt.")
        return redirect("report", report.pk)
    context = {"form": form, "has_example": "beispiel" in request.GET}
    return render(request, "reports/new_council.html", context, status=422 if form.errors else 200)


@writers_only
def new_yearly(request: MemberRequest) -> HttpResponse:
    form = YearForm(posted(request))
    if form.is_valid():
        report = writing.begin_yearly(
            request.member.organisation, year=form.cleaned_data["year"], by=request.member
        )
        messages.success(request, "Der Bericht ist aus dem Register gefüllt. Prüfen Sie ihn jetzt.")
        return redirect("report", report.pk)
    context = {
        "title": "Jahresbericht anlegen",
        "intro": "Allmende füllt vierzehn Kapitel aus dem Register. Jeder Satz nennt Eintrag, Feld "
        "und Datum.",
        "form": form,
        "trail": [LIST],
        "submit": "Bericht anlegen",
        "back": "/berichte/",
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@report_view()
@require_safe
def detail(request: MemberRequest, report: Report) -> HttpResponse:
    sections = [
        (section, [(one, printing.reference(one)) for one in merging.shown(section.statements)])
        for section in report.sections.all()
    ]
    context = {
        "report": report,
        "subtitle": printing.subtitle(report),
        "sections": sections,
        "may_write": rules.may_write(request.member, report.organisation_id),
        "changed": [one for _, found in sections for one, _ in found if one["was"] or one["stale"]],
    }
    return render(request, "reports/report.html", context)


@report_view()
@require_safe
def download(request: MemberRequest, report: Report, kind: str) -> HttpResponse:
    if kind not in Format:
        raise Http404
    template = letters.content_of(report.organisation_id) if kind == Format.WORD else None
    try:
        return respond(printing.as_document(report), Format(kind), template=template)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("report", report.pk)


@report_view(write=True)
@require_POST
def fill(request: MemberRequest, report: Report) -> HttpResponse:
    return _tried(
        request,
        report,
        lambda: writing.fill(report, by=request.member),
        "Neu aus dem Register gefüllt.",
    )


@report_view(write=True)
def finish(request: MemberRequest, report: Report) -> HttpResponse:
    if request.method == "POST":
        done = "Der Bericht ist fertig."
        return _tried(request, report, lambda: writing.finish(report, by=request.member), done)
    context = {
        "title": "Bericht fertigstellen",
        "text": f"„{report.title}“ wird eingefroren und lässt sich danach nicht mehr ändern. Eine "
        "Kopie zum Weiterarbeiten können Sie jederzeit anlegen.",
        "action": "Fertigstellen",
        "trail": trail(report),
        "back": f"/berichte/{report.pk}/",
    }
    return render(request, "core/confirm.html", context)


@report_view(write=True)
@require_POST
def copy(request: MemberRequest, report: Report) -> HttpResponse:
    new = writing.copy(report, by=request.member)
    messages.success(request, "Die Kopie ist angelegt.")
    return redirect("report", new.pk)


@report_view(write=True)
def delete(request: MemberRequest, report: Report) -> HttpResponse:
    if request.method == "POST":
        writing.delete(report, by=request.member)
        messages.success(request, "Der Bericht ist gelöscht.")
        return redirect("reports")
    context = {
        "title": "Bericht löschen",
        "text": f"„{report.title}“ wird gelöscht. Das Register bleibt, wie es ist.",
        "losses": ["alle bearbeiteten und ergänzten Sätze dieses Berichts"],
        "action": "Bericht löschen",
        "trail": trail(report),
        "back": f"/berichte/{report.pk}/",
    }
    return render(request, "core/confirm.html", context)


def _tried(
    request: MemberRequest, report: Report, action: Callable[[], object], done: str
) -> HttpResponse:
    try:
        action()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("report", report.pk)
