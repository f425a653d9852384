"""Questions, sentences and the Word template."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.reports.domain import letters, merging, printing, queries, writing
from allmende.portal.reports.enums import Origin
from allmende.portal.reports.forms.reports import (
    QuestionFormSet,
    ReportForm,
    SentencesForm,
    TemplateForm,
    questions,
)
from allmende.portal.reports.models import Report, ReportSection
from allmende.portal.reports.views.access import LIST, report_view, trail, writers_only


@report_view(write=True)
def facts(request: MemberRequest, report: Report) -> HttpResponse:
    """Title, who asked, by when, introduction."""
    stands = queries.one(request.member, report.pk)
    form = ReportForm(posted(request), instance=report)
    if form.is_valid() and stands:
        revision = form.cleaned_data["revision"] or 0
        change = writing.change
        if done(
            form, lambda: change(stands, values=form.values, revision=revision, by=request.member)
        ):
            messages.success(request, "Die Angaben sind gespeichert.")
            return redirect("report", report.pk)
    context = {
        "title": "Angaben zum Bericht",
        "form": form,
        "trail": trail(stands or report),
        "back": f"/berichte/{report.pk}/",
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@report_view(write=True)
def sections(request: MemberRequest, report: Report) -> HttpResponse:
    """Questions with their topics: add, reorder, remove."""
    rows = list(report.sections.all())
    initial = [
        {"id": one.pk, "place": place, "title": one.title, "topics": one.topics}
        for place, one in enumerate(rows, start=1)
    ]
    formset = QuestionFormSet(posted(request), initial=initial, prefix="frage")
    trouble, status = "", 200
    if request.method == "POST":
        status = 422
        if formset.is_valid():
            try:
                writing.change_sections(
                    report,
                    sections=questions(formset, {one.pk for one in rows}),
                    revision=_number(request.POST.get("revision", "")),
                    by=request.member,
                )
            except Refused as refused:
                trouble, status = str(refused), 409 if isinstance(refused, Conflict) else 422
            else:
                messages.success(request, "Die Fragen sind gespeichert und neu gefüllt.")
                return redirect("report", report.pk)
    context = {"report": report, "formset": formset, "trouble": trouble, "trail": trail(report)}
    return render(request, "reports/sections.html", context, status=status)


@report_view(write=True)
def sentences(request: MemberRequest, report: Report, section: int) -> HttpResponse:
    """The words of one answer."""
    one = _section(report, section)
    entries = [{**entry, "hint": _hint(entry)} for entry in merging.shown(one.statements)]
    form = SentencesForm(posted(request), statements=entries, initial={"revision": one.revision})
    context: dict[str, Any] = {
        "report": report,
        "section": one,
        "form": form,
        "trail": trail(report),
        "removed": [e for e in one.statements if e["origin"] == Origin.REMOVED],
    }
    if not form.is_valid():
        return render(
            request, "reports/sentences.html", context, status=422 if form.errors else 200
        )
    try:
        writing.edit(
            one,
            texts=form.texts,
            own=form.cleaned_data["own"],
            revision=form.cleaned_data["revision"],
            by=request.member,
        )
    except Refused as refused:
        one.refresh_from_db()
        again = request.POST.copy()
        again["revision"] = str(one.revision)
        form.data = again
        context |= {"trouble": str(refused), "theirs": merging.shown(one.statements)}
        return render(request, "reports/sentences.html", context, status=409)
    messages.success(request, "Die Antwort ist gespeichert.")
    return redirect(f"{reverse('report', args=[report.pk])}#abschnitt-{one.pk}")


@report_view(write=True)
@require_POST
def restore(request: MemberRequest, report: Report, section: int) -> HttpResponse:
    one = _section(report, section)
    try:
        writing.restore(one, revision=_number(request.POST.get("revision", "")), by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Die entfernten Sätze sind wieder da.")
    return redirect("report-sentences", report.pk, one.pk)


@writers_only
def template(request: MemberRequest) -> HttpResponse:
    """The organisation's own Word template."""
    organisation = request.member.organisation
    if request.method == "POST" and "entfernen" in request.POST:
        letters.remove(organisation, by=request.member)
        messages.success(request, "Die Vorlage ist entfernt. Ab jetzt gilt die neutrale Vorlage.")
        return redirect("report-template")
    form = TemplateForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(letters.LARGEST + 1)
        save = letters.save
        if done(
            form,
            lambda: save(organisation, filename=file.name, content=content, by=request.member),
        ):
            messages.success(request, "Die Vorlage ist gespeichert.")
            return redirect("report-template")
    context = {"form": form, "template": queries.template_of(organisation.pk), "trail": [LIST]}
    return render(request, "reports/template.html", context, status=422 if form.errors else 200)


def _section(report: Report, pk: int) -> ReportSection:
    found = report.sections.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _hint(entry: merging.Stored) -> str:
    hints = [printing.reference(entry)]
    if entry["was"]:
        hints.append(f"Im Register hat sich das geändert. Bisher: {entry['was']}")
    if entry["origin"] == Origin.EDITED:
        hints.append(f"Im Register steht: {entry['register_text']}")
    if entry["stale"]:
        hints.append("Das Register sagt das nicht mehr.")
    return " ".join(hints)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
