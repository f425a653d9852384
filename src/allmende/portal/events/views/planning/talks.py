"""Talks in the programme, and those that members propose."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.events.domain.planning import contributing, names, queries, talks
from allmende.portal.events.enums import TalkState
from allmende.portal.events.forms.planning.agenda import (
    AcceptForm,
    DeclineForm,
    ProposalForm,
    TalkForm,
)
from allmende.portal.events.models import Session, Talk
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.planning import saving
from allmende.portal.events.views.planning.blocks import confirm
from allmende.portal.organisations.middleware import MemberRequest


@session_view(may=rules.may_organise)
def add(request: MemberRequest, session: Session) -> HttpResponse:
    initial = {"where": request.GET.get("wo", "")}
    form = TalkForm(posted(request), session=session, initial=initial)

    def action() -> object:
        revision = form.cleaned_data["revision"]
        return talks.add(session, values=form.values, revision=revision, by=request.member)

    return _form(request, session, form, action, "Vortrag hinzufügen")


@session_view(may=rules.may_organise)
def edit(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    form = TalkForm(posted(request), session=session, instance=_talk(session, talk))

    def action() -> object:
        revision = form.cleaned_data["revision"]
        found = _talk(session, talk)
        return talks.change(found, values=form.values, revision=revision, by=request.member)

    return _form(request, session, form, action, "Vortrag ändern")


@session_view(may=rules.may_organise)
@require_POST
def move(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = _talk(session, talk)
    earlier = request.POST.get("richtung") == "frueher"
    saving.press(
        request,
        session,
        lambda revision: talks.move(found, earlier=earlier, revision=revision, by=request.member),
        f"„{found}“ ist verschoben.",
    )
    return redirect("session-plan", session.pk)


@session_view(may=rules.may_organise)
@require_POST
def duplicate(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = _talk(session, talk)
    saving.press(
        request,
        session,
        lambda revision: talks.duplicate(found, revision=revision, by=request.member),
        f"„{found}“ steht jetzt zweimal im Programm.",
    )
    return redirect("session-plan", session.pk)


@session_view(may=rules.may_organise)
def remove(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = _talk(session, talk)
    if request.method == "POST":
        saving.press(
            request,
            session,
            lambda revision: talks.remove(found, revision=revision, by=request.member),
            f"„{found}“ ist gelöscht.",
        )
        return redirect("session-plan", session.pk)
    return confirm(request, session, f"Vortrag „{found}“ löschen", losses=[])


@session_view()
def propose(request: MemberRequest, session: Session) -> HttpResponse:
    key = f"events/{session.pk}/proposal"
    draft = saving.draft_of(request, key)
    form = ProposalForm(posted(request), initial=saving.kept(draft))
    if form.is_valid() and done(
        form,
        lambda: contributing.propose(
            session,
            values={name: form.cleaned_data[name] for name in contributing.FIELDS},
            by=request.member,
        ),
    ):
        drafts.discard(request.user, key)
        messages.success(request, "Danke. Wer plant, entscheidet und sagt Ihnen Bescheid.")
        return redirect(f"{names.address_of(session)}#beitraege")
    if not contributing.is_open(session) and request.method != "POST":
        messages.info(request, "Für diese Veranstaltung werden gerade keine Beiträge gesucht.")
        return redirect("session", session.pk)
    context = {
        "title": "Beitrag vorschlagen",
        "intro": f"Für „{session}“. Ihren Vorschlag sehen nur Sie und wer die Veranstaltung plant.",
        "form": form,
        "submit": "Vorschlagen",
        "draft_key": key,
        "draft": draft,
        "trail": trail(session),
        "back": f"{names.address_of(session)}#beitraege",
    }
    return saving.page(request, context)


@session_view(may=rules.may_organise)
def accept(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = _proposal(session, talk)
    form = AcceptForm(posted(request), session=session)
    if form.is_valid() and done(
        form,
        lambda: contributing.accept(
            found, **form.place, reason=form.cleaned_data["reason"], by=request.member
        ),
    ):
        messages.success(request, f"„{found}“ steht im Programm.")
        return redirect("session-plan", session.pk)
    return _decide(request, session, form, f"„{found}“ annehmen", "Annehmen")


@session_view(may=rules.may_organise)
def decline(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = _proposal(session, talk)
    form = DeclineForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: contributing.decline(found, reason=form.cleaned_data["reason"], by=request.member),
    ):
        messages.success(request, f"„{found}“ ist abgelehnt. Die Person liest Ihre Begründung.")
        return redirect(f"{names.address_of(session)}#beitraege")
    return _decide(request, session, form, f"„{found}“ ablehnen", "Ablehnen")


@session_view()
@require_POST
def withdraw(request: MemberRequest, session: Session, talk: int) -> HttpResponse:
    found = queries.talk_of(session, talk)
    if found is None or found.proposed_by_id != request.member.user_id:
        raise Http404
    try:
        contributing.withdraw(found, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ihr Vorschlag ist zurückgezogen.")
    return redirect(f"{names.address_of(session)}#beitraege")


def _decide(
    request: MemberRequest, session: Session, form: Any, title: str, submit: str
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "submit": submit,
        "trail": trail(session),
        "back": f"{names.address_of(session)}#beitraege",
    }
    return saving.page(request, context)


def _form(
    request: MemberRequest, session: Session, form: TalkForm, action: Any, title: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": title,
        "form": form,
        "trail": trail(session, plan=True),
        "back": reverse("session-plan", args=[session.pk]),
    }
    if form.is_valid() and saving.saved(
        form, action, context, revision=saving.revision_of(session)
    ):
        messages.success(request, "Der Vortrag ist gespeichert.")
        return redirect("session-plan", session.pk)
    return saving.page(request, context)


def _talk(session: Session, pk: int) -> Talk:
    """One in the programme; proposals are decided, not edited."""
    found = queries.talk_of(session, pk)
    if found is None or found.state != TalkState.ACCEPTED:
        raise Http404
    return found


def _proposal(session: Session, pk: int) -> Talk:
    found = queries.talk_of(session, pk)
    if found is None or found.state == TalkState.ACCEPTED:
        raise Http404
    return found
