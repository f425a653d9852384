"""Public: guests register without an account and come back by their personal link.

Every answer is the same whether the address was known or not.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.events.domain.attending import certificate, guests, states
from allmende.portal.events.domain.attending import queries as attending
from allmende.portal.events.domain.live import feedback, polls
from allmende.portal.events.domain.planning import queries as planning
from allmende.portal.events.domain.video import entering
from allmende.portal.events.enums import PollState
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.forms.attending.guests import GuestForm
from allmende.portal.events.models import Session
from allmende.portal.events.views.attending import shown
from allmende.portal.events.views.attending.door import Door
from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.domain import queries as organisations

HOUR = 3600
PER_MACHINE = 30  # an office has one address
PER_ADDRESS = 3
CODES_PER_HOUR = 60


def register(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = _session_or_404(slug, pk)
    form = GuestForm(posted(request), deleted_on=guests.forgotten_on(session))
    too_often = False
    if form.is_bound and form.is_from_robot:
        return redirect("guest-register-sent", slug, pk)
    if form.is_valid():
        too_often = not _machine_may(request)
        if not too_often and (not _address_may(form) or _asked(session, form)):
            return redirect("guest-register-sent", slug, pk)
    context = _context(session) | {
        "form": form,
        "too_often": too_often,
        **shown.standing(session),
    }
    status = 429 if too_often else 422 if form.errors else 200
    return render(request, "events/attending/guest_register.html", context, status=status)


@require_safe
def sent(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = _session_or_404(slug, pk)
    return render(request, "events/attending/guest_sent.html", _context(session))


@require_safe
def home(request: HttpRequest, door: Door) -> HttpResponse:
    """The personal page: confirm, see, change, leave."""
    context = door.context(
        part=shown.of(door.registration),
        again=reverse("guest-register", args=[door.session.organisation.slug, door.session.pk]),
        deleted_on=door.registration.expires_at,
        confirm=door.url("confirm"),
        erase=door.url("erase"),
        joins=_joins(door),
        live=_live(door),
        unconfirmed=door.registration.state == State.UNCONFIRMED,
        refusal=states.refusal(door.session),
    )
    return render(request, "events/attending/guest_home.html", context)


@require_safe
def join(request: HttpRequest, door: Door, room: int | None = None) -> HttpResponse:
    """Into the video conference, once it is open; the address never stands on a page."""
    found = None
    if room is not None:
        found = planning.room_of(door.session, room)
        if found is None:
            raise Http404
    back = request.build_absolute_uri(door.home)
    try:
        address = entering.address_for_guest(
            door.session, found, registration=door.registration, back=back
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(door.home)
    return redirect(address)


@require_POST
def confirm(request: HttpRequest, door: Door) -> HttpResponse:
    """A button, since programs that check mails open every link."""
    registration = guests.confirm(door.registration)
    if registration.state == State.WAITING:
        messages.info(request, _("Alle Plätze sind vergeben. Sie stehen auf der Warteliste."))
    else:
        messages.success(request, _("Ihre Anmeldung ist bestätigt."))
    return redirect(door.home)


def erase(request: HttpRequest, door: Door) -> HttpResponse:
    if request.method != "POST":
        return render(request, "events/attending/guest_erase.html", door.context())
    guests.erase(door.registration)
    context = door.context()
    return render(request, "events/attending/guest_erased.html", context)


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate is real: says no more than is needed to compare it."""
    asked = code or request.GET.get("code", "").strip()[:40]
    found, status = None, 200
    if asked:
        who = ratelimit.address_of(request)
        if not ratelimit.allow("certificate", who, limit=CODES_PER_HOUR, seconds=HOUR):
            status = 429
        else:
            found = certificate.verify(asked)
            status = 200 if found else 404
    context: dict[str, Any] = {"asked": asked, "found": found, "too_often": status == 429}
    if found:
        context |= {
            "session": found.session,
            "initials": certificate.initials(found),
            "hours": certificate.hours_of(found.session),
        }
    return render(request, "events/attending/verify.html", context, status=status)


def _joins(door: Door) -> list[tuple[str, str]]:
    """Title and address of each meeting, from a quarter of an hour before."""
    session = door.session
    opens = session.starts_at - entering.EARLY
    if not session.provider or not opens <= timezone.now() <= session.ends_at:
        return []
    if door.registration.state not in states.TAKING_PART:
        return []
    places = attending.places_of(door.registration)
    seats = [(place.room.title, door.url("join-room", place.room_id)) for place in places]
    return [(session.title, door.url("join")), *seats]


def _live(door: Door) -> list[tuple[str, str]]:
    """Open polls, and the feedback: title and address."""
    if door.registration.state not in states.TAKING_PART:
        return []
    found = polls.of_session(door.session, drafts=False).filter(state=PollState.OPEN)
    shown = [(poll.title, reverse("guest-poll", args=[*door.arguments, poll.pk])) for poll in found]
    if not feedback.refusal(door.registration):
        address = reverse("guest-feedback", args=door.arguments)
        shown.append((_("Rückmeldung ohne Ihren Namen geben"), address))
    return shown


def _session_or_404(slug: str, pk: int) -> Session:
    organisation = organisation_or_404(slug)
    session = planning.public_sessions(organisation).filter(pk=pk).first()
    if session is None or not guests.admits(session):
        raise Http404
    return session


def _context(session: Session) -> dict[str, Any]:
    kinds = organisations.page_kinds(session.organisation)
    return {
        "organisation": session.organisation,
        "page_kinds": kinds,
        "written": {kind for kind, _title in kinds},
        "session": session,
    }


def _machine_may(request: HttpRequest) -> bool:
    who = ratelimit.address_of(request)
    return ratelimit.allow("guest-machine", who, limit=PER_MACHINE, seconds=HOUR)


def _address_may(form: GuestForm) -> bool:
    """Nobody's mailbox is flooded; the answer does not tell."""
    address = form.cleaned_data["email"].strip().lower()
    return ratelimit.allow("guest-address", address, limit=PER_ADDRESS, seconds=HOUR)


def _asked(session: Session, form: GuestForm) -> bool:
    return done(form, lambda: (guests.ask(session, **form.values), True))
