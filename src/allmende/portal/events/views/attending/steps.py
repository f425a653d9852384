"""What organisers do for one person, or for all who are registered."""

from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.events.domain.attending import (
    adding,
    guests,
    mailing,
    queries,
    registering,
    reminders,
    rooms,
    wishes,
)
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.forms.attending.organising import (
    AddGuestForm,
    AddMemberForm,
    MailForm,
    ReasonForm,
    RemindersForm,
    SeatForm,
)
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.views.attending.organising import (
    organiser_view,
    registration_or_404,
    trail,
)
from allmende.portal.organisations.middleware import MemberRequest


@organiser_view
def add(request: MemberRequest, session: Session) -> HttpResponse:
    form = AddMemberForm(posted(request))
    new: Registration | None = None
    if form.is_valid():
        who = form.cleaned_data["who"]
        new = attempt(form, lambda: adding.add_member(session, who=who, by=request.member))
    if new:
        return _added(request, new)
    more = {"other": "session-people-add-guest" if guests.admits(session) else ""}
    return _page(
        request,
        session,
        form,
        title="Mitglied anmelden",
        submit="Anmelden",
        template="events/attending/add.html",
        **more,
    )


@organiser_view
def add_guest(request: MemberRequest, session: Session) -> HttpResponse:
    form = AddGuestForm(posted(request))
    new: Registration | None = None
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "email", "come_from")}
        new = attempt(form, lambda: adding.add_guest(session, **values, by=request.member))
    if new:
        return _added(request, new)
    return _page(request, session, form, title="Gast anmelden", submit="Anmelden")


@organiser_view
def cancel(request: MemberRequest, session: Session, registration: UUID) -> HttpResponse:
    person = registration_or_404(session, registration)
    form = ReasonForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: registering.cancel(person, by=request.member, reason=form.cleaned_data["reason"]),
    ):
        messages.success(
            request, f"{queries.name_of(person)} ist abgemeldet und erhält eine E-Mail."
        )
        return redirect("session-people", session.pk)
    return _page(
        request,
        session,
        form,
        title=f"{queries.name_of(person)} abmelden",
        intro="Der Platz wird frei. Steht jemand auf der Warteliste, rückt die nächste Person auf.",
        submit="Abmelden",
    )


@organiser_view
def seat(request: MemberRequest, session: Session, registration: UUID) -> HttpResponse:
    person = registration_or_404(session, registration)
    blocks = {block: wishes.open_rooms(block) for block in wishes.blocks_of(session)}
    sits = dict(person.places.values_list("block", "room"))
    form = SeatForm(posted(request), blocks=blocks, sits=sits)
    if form.is_valid() and done(form, lambda: _seat(form, person, request)):
        messages.success(request, f"Die Räume von {queries.name_of(person)} sind gespeichert.")
        return redirect("session-people", session.pk)
    return _page(
        request,
        session,
        form,
        title=f"Räume von {queries.name_of(person)}",
        intro="Was Sie hier wählen, bleibt auch, wenn die Räume neu verteilt werden.",
        submit="Speichern",
    )


@organiser_view
def write(request: MemberRequest, session: Session) -> HttpResponse:
    initial = {"to": "taking_part", "nonce": uuid4()}
    form = MailForm(posted(request), initial=initial, counts=mailing.counts(session))
    count: int | None = None
    if form.is_valid():
        values = form.cleaned_data | {"nonce": form.cleaned_data["nonce"].hex}
        count = attempt(form, lambda: mailing.write_to(session, **values, by=request.member))
    if count:
        people = "1 Person" if count == 1 else f"{count} Personen"
        messages.success(request, f"Ihre Nachricht geht an {people}.")
        return redirect("session-people", session.pk)
    return _page(
        request,
        session,
        form,
        title="Nachricht an Angemeldete",
        intro="Jede Person erhält eine eigene E-Mail. Antworten gehen an Sie.",
        submit="Senden",
    )


@organiser_view
def choose_reminders(request: MemberRequest, session: Session) -> HttpResponse:
    on = [rule.hours_before for rule in reminders.rules_of(session) if rule.is_on]
    form = RemindersForm(posted(request), initial={"hours": on})
    if form.is_valid():
        reminders.choose(session, hours=form.cleaned_data["hours"], by=request.member)
        messages.success(request, "Die Erinnerungen sind gespeichert.")
        return redirect("session-people", session.pk)
    return _page(
        request,
        session,
        form,
        title="Erinnerungen",
        intro="Wer angemeldet ist, bekommt zu diesen Zeiten eine E-Mail.",
        submit="Speichern",
    )


def _seat(form: SeatForm, person: Registration, request: MemberRequest) -> bool:
    for room in form.chosen:
        rooms.take(person, room=room, by=request.member)
    if not form.chosen and form.has_changed():
        raise Refused("Wählen Sie einen Raum. Ohne Raum lässt sich niemand eintragen.")
    return True


def _added(request: MemberRequest, new: Registration) -> HttpResponse:
    waits = new.state == State.WAITING
    where = "steht auf der Warteliste" if waits else "ist angemeldet"
    messages.success(request, f"{queries.name_of(new)} {where} und erhält eine E-Mail.")
    return redirect("session-people", new.session_id)


def _page(
    request: MemberRequest,
    session: Session,
    form: django_forms.Form,
    *,
    template: str = "core/form_page.html",
    **context: Any,
) -> HttpResponse:
    people = f"/veranstaltungen/{session.pk}/teilnahme/"
    context |= {
        "session": session,
        "form": form,
        "trail": trail(session, ("Teilnahme", people)),
        "back": people,
    }
    return render(request, template, context, status=422 if form.errors else 200)
