"""What guests do with their personal link while a session runs and after it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.portal.events.domain.attending import links
from allmende.portal.events.domain.attending.states import HOLDING
from allmende.portal.events.domain.live import polls
from allmende.portal.events.domain.live.ballots import Ballot
from allmende.portal.events.enums import PollState
from allmende.portal.events.models import Poll, Registration
from allmende.portal.events.views.live import feedback as members
from allmende.portal.events.views.live.polls import cast, shown
from allmende.portal.organisations.access import organisation_or_404


def poll(request: HttpRequest, slug: str, token: str, poll: int) -> HttpResponse:
    registration = _registration(slug, token)
    found = _poll(registration, poll)
    if request.method == "POST":
        cast(request, found, Ballot(registration=registration))
        return redirect("guest-poll", slug, token, found.pk)
    return render(
        request, "events/live/guest_poll.html", _context(registration, found, slug, token)
    )


@require_safe
def state(request: HttpRequest, slug: str, token: str, poll: int) -> HttpResponse:
    registration = _registration(slug, token)
    found = _poll(registration, poll)
    context = _context(registration, found, slug, token)
    return render(request, "events/live/guest_poll.html#tally", context)


def feedback(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    registration = _registration(slug, token)
    back = links.personal(registration)
    return members.answer(request, registration, back=back, steps=[])


def _registration(slug: str, token: str) -> Registration:
    """Of a guest, by the personal link; 404 tells nothing about who is registered."""
    organisation = organisation_or_404(slug)
    found = Registration.objects.filter(
        token_hash=links.hashed(token), session__organisation=organisation, state__in=HOLDING
    )
    registration = found.select_related("session__organisation").first()
    if registration is None:
        raise Http404
    return registration


def _poll(registration: Registration, pk: int) -> Poll:
    found = polls.one(registration.session, pk)
    if found is None or found.state == PollState.DRAFT:
        raise Http404
    return found


def _context(registration: Registration, poll: Poll, slug: str, token: str) -> dict[str, Any]:
    here = [slug, token, poll.pk]
    return {
        "organisation": registration.session.organisation,
        "session": registration.session,
        "back": links.personal(registration),
        "state_url": reverse("guest-poll-state", args=here),
        "vote_url": reverse("guest-poll", args=here),
        **shown(poll, Ballot(registration=registration)),
    }
