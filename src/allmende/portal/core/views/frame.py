"""Pages of the frame itself: jobs, and drafts that are saved while somebody types."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import drafts, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import Job

LONGEST_KEY = 120


@login_required
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    own = get_object_or_404(Job, pk=pk, started_by=request.user)
    template = "core/parts/job.html" if request.GET.get("teil") else "core/job.html"
    return render(request, template, {"job": own})


@login_required
@require_POST
def cancel_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    own = get_object_or_404(Job, pk=pk, started_by=request.user)
    jobs.cancel(own)
    return redirect(own.url or "job", *([] if own.url else [own.pk]))


@login_required
@require_POST
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Called by htmx while somebody types; answers with what stands beside the button."""
    if len(key) > LONGEST_KEY:
        return HttpResponse("Dieser Entwurf lässt sich nicht speichern.", status=422)
    if "verwerfen" in request.POST:
        drafts.discard(request.user, key)
        back = request.POST["verwerfen"]
        return redirect(back if url_has_allowed_host_and_scheme(back, None) else "start")
    try:
        drafts.save(request.user, key, request.POST)
    except Refused as refused:
        return HttpResponse(str(refused), status=422)
    return HttpResponse("Als Entwurf gespeichert.")
