"""What waits for moderation, what was decided, and how much it is."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, posted
from allmende.portal.core.lists import page_of
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.moderation import deciding, queries, targets
from allmende.portal.exchange.domain.moderation.targets import Content
from allmende.portal.exchange.enums import ReportState
from allmende.portal.exchange.forms.moderation.moderation import (
    DecisionForm,
    QueueFilter,
    ShowAgainForm,
)
from allmende.portal.exchange.models import Report
from allmende.portal.exchange.rules import moderation as rules
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest

type View[**P] = Callable[Concatenate[MemberRequest, P], HttpResponseBase]

QUEUE = "/austausch/moderation/"
TRAIL = [("Austausch", "/austausch/"), ("Moderation", QUEUE)]
BADGES = {
    ReportState.OPEN: "warning",
    ReportState.KEPT: "success",
    ReportState.HIDDEN: "danger",
    ReportState.EDITED: "info",
    ReportState.WIPED: "danger",
    ReportState.RESTORED: "success",
}
COLUMNS = ["Gemeldet", "Was", "Grund", "Stand", "Begründung", "Entschieden", "Von"]


def moderators_only[**P](view: View[P]) -> Plain:
    @wraps(view)
    def guarded(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require(rules.may_moderate, request.member)
        return view(request, *args, **kwargs)

    return member_required(guarded)  # type: ignore[arg-type]


@moderators_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    found, form = _found(request)
    page = page_of(request, found)
    context = {
        "filter": form,
        "page": page,
        "rows": [(one, BADGES[ReportState(one.state)]) for one in page],
    }
    return render(request, "exchange/moderation/queue.html", context)


@moderators_only
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    return csv_response("meldungen.csv", header=COLUMNS, rows=_lines(_found(request)[0]))


@moderators_only
@require_safe
def statistics(request: MemberRequest) -> HttpResponse:
    rows = [
        (month, [month.by_state[state] for state in ReportState])
        for month in queries.months(request.member)
    ]
    context = {"rows": rows, "states": [state.label for state in ReportState]}
    return render(request, "exchange/moderation/statistics.html", context)


@moderators_only
def decide(request: MemberRequest, pk: int) -> HttpResponseBase:
    """One report with its context; when it is decided, what was decided, and undoing it."""
    report = queries.reports(request.member).filter(pk=pk).first()
    if report is None:
        raise Http404
    content = targets.load(report.kind, report.key)
    if report.state != ReportState.OPEN or content is None:
        return _decided(request, report, content)
    initial = {"text": content.text, "revision": content.revision}
    form = DecisionForm(posted(request), kind=report.kind, initial=initial)
    if form.is_valid() and _attempt(form, lambda: _decide(report, form, request)):
        messages.success(request, "Entschieden. Alle Beteiligten hören davon.")
        return redirect(QUEUE)
    return _page(request, form, content, report=report)


@moderators_only
def act(request: MemberRequest) -> HttpResponseBase:
    """Without a report: ``?kind=…&key=…``."""
    kind, key = request.GET.get("kind", "")[:30], request.GET.get("key", "")[:60]
    content = targets.load(kind, key)
    if (
        content is None
        or content.is_hidden
        or not rules.decides_in(request.member, content.scope, content.organisation_id)
    ):
        raise Http404
    form = DecisionForm(posted(request), kind=kind, acts=True, initial={"text": content.text})
    if form.is_valid():
        given = form.cleaned_data
        report = attempt(
            form,
            lambda: deciding.act(
                kind,
                key,
                decision=given["decision"],
                reason=given["reason"],
                text=given.get("text", ""),
                by=request.member,
            ),
        )
        if report:
            messages.success(request, "Erledigt. Wer geschrieben hat, hört davon.")
            return redirect("moderation-report", report.pk)
    return _page(request, form, content)


def _decide(report: Report, form: DecisionForm, request: MemberRequest) -> Report:
    given = form.cleaned_data
    return deciding.decide(
        report,
        decision=given["decision"],
        reason=given["reason"],
        text=given.get("text", ""),
        revision=given.get("revision") or 0,
        by=request.member,
    )


def _attempt(form: DecisionForm, step: Callable[[], Report]) -> Report | None:
    try:
        return attempt(form, step)
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return None


def _decided(request: MemberRequest, report: Report, content: Content | None) -> HttpResponseBase:
    hidden = bool(content and content.is_hidden and report.state == ReportState.HIDDEN)
    form = ShowAgainForm(posted(request)) if hidden else None
    if form and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: deciding.show_again(report, reason=reason, by=request.member)):
            messages.success(request, "Der Text ist wieder zu lesen.")
            return redirect("moderation-report", report.pk)
    return _page(request, form, content, report=report)


def _page(
    request: MemberRequest, form: Any, content: Content | None, *, report: Report | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "content": content,
        "html": as_html(content.text) if content else "",
        "before": as_html(content.before) if content else "",
        "report": report,
        "badge_kind": BADGES[ReportState(report.state)] if report else "",
        "history": [(one, BADGES[ReportState(one.state)]) for one in queries.history(report)[:10]]
        if report
        else [],
        "trail": TRAIL,
    }
    status = 422 if form and form.errors else 200
    return render(request, "exchange/moderation/decide.html", context, status=status)


def _found(request: MemberRequest) -> tuple[QuerySet[Report], QueueFilter]:
    form = QueueFilter(request.GET or {"stand": "open"})
    form.is_valid()
    found = queries.in_state(queries.reports(request.member), form.cleaned_data.get("stand", ""))
    kind = form.cleaned_data.get("art", "")
    return (found.filter(kind=kind) if kind else found), form


def _lines(found: QuerySet[Report]) -> Iterator[list[Any]]:
    # Whose it is stays out: who asks a legal question is nobody's business.
    for one in found:
        decided = one.decided_at
        yield [
            f"{timezone.localtime(one.created_at):%d.%m.%Y}",
            one.label,
            one.reason,
            one.get_state_display(),
            one.note,
            f"{timezone.localtime(decided):%d.%m.%Y}" if decided else "",
            one.decided_by_label,
        ]
