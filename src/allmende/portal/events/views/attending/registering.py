"""A member registers, sees the own registrations and who else comes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.lists import page_of
from allmende.portal.events.domain.attending import links, queries, registering
from allmende.portal.events.domain.attending.states import BADGES, TAKING_PART
from allmende.portal.events.domain.planning import queries as planning
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


def session_or_404(request: MemberRequest, pk: int) -> Session:
    session = planning.one(request.member, pk)
    if session is None:
        raise Http404
    return session


@member_required
@require_POST
def register(request: MemberRequest, pk: int) -> HttpResponse:
    """The page says what has become of it. A message would write the browser session, too, which
    costs a second transaction when hundreds of people click at once.
    """
    try:
        registering.register(pk, by=request.member)
    except Session.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"/veranstaltungen/{pk}/#anmeldung")


@member_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """What is coming first, then the past."""
    now = timezone.now()
    found = queries.mine(request.member).prefetch_related("places__room")
    coming = found.filter(session__ends_at__gte=now).exclude(state=State.CANCELLED)
    page = page_of(request, found.filter(session__ends_at__lt=now))
    context = {
        "coming": [(one, BADGES[one.state]) for one in coming.order_by("session__starts_at")],
        "past": [(one, BADGES[one.state]) for one in page],
        "page": page,
    }
    return render(request, "events/attending/mine.html", context)


@member_required
@require_safe
def participants(request: MemberRequest, pk: int) -> HttpResponse:
    """Names for those who take part themselves; others read numbers on the session's page."""
    session = session_or_404(request, pk)
    own = queries.of(session, request.member)
    takes_part = own is not None and own.state in TAKING_PART
    if not takes_part and not rules.may_organise(request.member, session):
        raise Http404
    page = page_of(request, queries.participants(session))
    context = {
        "session": session,
        "trail": [
            ("Veranstaltungen", "/veranstaltungen/"),
            (session.title, links.path_of(session)),
        ],
        "page": page,
        "rows": [(queries.name_of(one), queries.organisation_of(one)) for one in page],
        "hidden": queries.hidden(session),
    }
    return render(request, "events/attending/participants.html", context)
