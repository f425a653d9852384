"""Announce, call off, close, repeat, delete."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.events.domain.planning import names, queries, sessions, warnings
from allmende.portal.events.forms.planning.agenda import ReasonForm, RevisionForm
from allmende.portal.events.forms.planning.sessions import RepeatForm
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.planning import saving
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.middleware import MemberRequest

READERS = {
    Audience.PUBLIC: "alle, auch ohne Konto",
    Audience.NETWORK: "alle Mitglieder des Netzwerks",
    Audience.ORGANISATION: "alle Mitglieder Ihrer Organisation",
    Audience.GROUP: "die Mitglieder der Arbeitsgruppe „{group}“",
}


@session_view(may=rules.may_organise)
def publish(request: MemberRequest, session: Session) -> HttpResponse:
    readers = READERS[Audience(session.audience)].format(group=session.group)
    hints = warnings.of(session, queries.agenda_of(session), list(queries.talks_of(session)))
    intro = f"Danach sehen sie {readers}. Wer der Reihe oder Ihrer Organisation folgt, erfährt es."
    return _step(
        request,
        session,
        title="Veranstaltung ankündigen",
        intro=intro,
        submit="Ankündigen",
        action=lambda revision: sessions.publish(session, revision=revision, by=request.member),
        done="Die Veranstaltung ist angekündigt.",
        losses=[hint.text for hint in hints],
        losses_title="Das passt im Programm noch nicht; ankündigen können Sie trotzdem:",
    )


@session_view(may=rules.may_organise)
def finish(request: MemberRequest, session: Session) -> HttpResponse:
    return _step(
        request,
        session,
        title="Veranstaltung abschließen",
        intro="Danach ändert niemand mehr das Programm. Protokolle und Unterlagen bleiben.",
        submit="Abschließen",
        action=lambda revision: sessions.finish(session, revision=revision, by=request.member),
        done="Die Veranstaltung ist abgeschlossen.",
    )


@session_view(may=rules.may_organise)
def cancel(request: MemberRequest, session: Session) -> HttpResponse:
    form = ReasonForm(
        posted(request), session=session, help_text="Alle Angemeldeten lesen den Grund."
    )
    context: dict[str, Any] = {
        "title": "Veranstaltung absagen",
        "intro": f"{session.taken} Personen sind angemeldet. Sie erhalten sofort eine Nachricht, "
        "und ihre Kalender streichen den Termin. Das lässt sich nicht zurücknehmen.",
        "form": form,
        "submit": "Veranstaltung absagen",
        "trail": trail(session),
        "back": names.address_of(session),
    }

    def call_off() -> object:
        chosen = form.cleaned_data
        return sessions.cancel(
            session, reason=chosen["reason"], revision=chosen["revision"], by=request.member
        )

    if form.is_valid() and saving.saved(
        form, call_off, context, revision=saving.revision_of(session)
    ):
        messages.success(request, "Die Veranstaltung ist abgesagt.")
        return redirect("session", session.pk)
    return saving.page(request, context)


@session_view(may=rules.may_organise)
def repeat(request: MemberRequest, session: Session) -> HttpResponse:
    form = RepeatForm(posted(request), session=session)
    if form.is_valid():
        new = attempt(
            form,
            lambda: sessions.duplicate(
                session, starts_at=form.cleaned_data["starts_at"], by=request.member
            ),
        )
        if new:
            messages.success(request, "Der neue Termin ist als Entwurf angelegt.")
            return redirect("session", new.pk)
    context = {
        "title": "Als neuen Termin anlegen",
        "intro": "Es entsteht ein Entwurf mit demselben Programm und denselben Räumen zur selben "
        "Uhrzeit. Anmeldungen und Vorträge bleiben beim alten Termin.",
        "form": form,
        "submit": "Neuen Termin anlegen",
        "trail": trail(session),
        "back": names.address_of(session),
    }
    return saving.page(request, context)


@session_view(may=rules.may_organise)
def delete(request: MemberRequest, session: Session) -> HttpResponse:
    if request.method == "POST":
        try:
            sessions.delete(session, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("session", session.pk)
        messages.success(request, "Der Entwurf ist gelöscht.")
        return redirect("events")
    context = {
        "title": "Entwurf löschen",
        "text": f"„{session}“ wird mit dem ganzen Programm gelöscht.",
        "action": "Entwurf löschen",
        "trail": trail(session),
        "back": names.address_of(session),
    }
    return render(request, "core/confirm.html", context)


def _step(
    request: MemberRequest,
    session: Session,
    *,
    action: Callable[[int], object],
    done: str,
    **context: Any,
) -> HttpResponse:
    form = RevisionForm(posted(request), session=session)
    context |= {"form": form, "trail": trail(session), "back": names.address_of(session)}
    if form.is_valid() and saving.saved(
        form,
        lambda: action(form.cleaned_data["revision"]),
        context,
        revision=saving.revision_of(session),
    ):
        messages.success(request, done)
        return redirect("session", session.pk)
    return saving.page(request, context)
