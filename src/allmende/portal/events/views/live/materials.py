"""Slides and other files of a session."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import attachments, audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.planning.names import SESSION
from allmende.portal.events.models import Session
from allmende.portal.events.rules import live as rules
from allmende.portal.events.views.live.access import live_view
from allmende.portal.organisations.middleware import MemberRequest


@live_view(may=rules.may_poll)
@require_POST
def add(request: MemberRequest, session: Session) -> HttpResponse:
    files = request.FILES.getlist("chosen")
    if not files:
        messages.error(request, "Wählen Sie mindestens eine Datei aus.")
    for file in files:
        try:
            attachments.attach(SESSION, str(session.pk), file, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _record("events.material_added", request, session, str(file.name))
            messages.success(request, f"„{file.name}“ steht jetzt bei der Veranstaltung.")
    return _back(session)


@live_view(may=rules.may_poll)
@require_POST
def remove(request: MemberRequest, session: Session) -> HttpResponse:
    wanted = request.POST.get("datei", "")
    files = attachments.of(SESSION, str(session.pk))
    found = files.filter(pk=wanted).first() if wanted.isdecimal() else None
    if found is None:
        raise Http404
    attachments.remove(found)
    _record("events.material_removed", request, session, found.name)
    messages.success(request, f"„{found.name}“ ist gelöscht.")
    return _back(session)


def _record(action: str, request: MemberRequest, session: Session, name: str) -> None:
    audit.record(action, by=request.member, about=session, details={"Datei": name})


def _back(session: Session) -> HttpResponse:
    return redirect(f"/veranstaltungen/{session.pk}/#unterlagen")
