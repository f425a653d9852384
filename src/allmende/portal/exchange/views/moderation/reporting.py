"""Reporting something, and what became of one's reports."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.forms import done, posted
from allmende.portal.core.lists import page_of
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.moderation import queries, reporting
from allmende.portal.exchange.forms.moderation.moderation import ReportForm
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


@member_required
def report(request: MemberRequest) -> HttpResponseBase:
    """``?kind=…&key=…`` names what is reported."""
    kind, key = request.GET.get("kind", "")[:30], request.GET.get("key", "")[:60]
    content = reporting.visible(kind, key, by=request.member)
    if content is None:
        raise Http404
    form = ReportForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: reporting.report(kind, key, reason=form.cleaned_data["reason"], by=request.member),
    ):
        messages.success(request, "Danke. Die Moderation sieht es sich an, und Sie hören davon.")
        return redirect(content.url)
    context = {"content": content, "html": as_html(content.text), "form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/moderation/report.html", context, status=status)


@member_required
@require_safe
def own(request: MemberRequest) -> HttpResponseBase:
    page = page_of(request, queries.of_reporter(request.member))
    return render(request, "exchange/moderation/own.html", {"page": page})
