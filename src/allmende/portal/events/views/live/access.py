"""What every live page of a session needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending.states import HOLDING
from allmende.portal.events.domain.planning import queries
from allmende.portal.events.models import Minutes, Registration, Session
from allmende.portal.events.rules import live as rules
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Session, P], HttpResponseBase]
type Rule = Callable[[Member | None, Session], bool]


def live_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch the session ``pk`` inside the member's scope, else 404; check ``may``, else 403."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            session = queries.one(request.member, pk)
            if session is None:
                raise Http404
            if may:
                require(may, request.member, session)
            return view(request, session, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def follows(member: Member, session: Session) -> bool:
    """Takes part or serves, and so reads minutes while they are written."""
    if rules.may_poll(member, session):
        return True
    mine = Registration.objects.filter(session=session, user=member.user, state__in=HOLDING)
    return mine.exists()


def may_read(member: Member, minutes: Minutes) -> bool:
    return bool(minutes.published_at) or follows(member, minutes.session)


def trail(session: Session) -> list[tuple[str, str]]:
    return [
        ("Veranstaltungen", "/veranstaltungen/"),
        (session.title, f"/veranstaltungen/{session.pk}/"),
    ]
