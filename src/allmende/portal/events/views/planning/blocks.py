"""The agenda as those who plan it work on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.forms import posted
from allmende.portal.events.domain.planning import blocks, queries, warnings
from allmende.portal.events.forms.planning.agenda import BlockForm
from allmende.portal.events.models import Block, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.planning import saving, showing
from allmende.portal.organisations.middleware import MemberRequest


@session_view(may=rules.may_organise)
@require_safe
def plan(request: MemberRequest, session: Session) -> HttpResponse:
    rows = showing.agenda(session)
    talks = list(queries.talks_of(session))
    context = showing.facts(session) | {
        "rows": rows,
        "loose": [talk for talk in talks if talk.block_id is None],
        "hints": warnings.of(session, [row.block for row in rows], talks),
        "trail": trail(session),
    }
    return render(request, "events/planning/plan.html", context)


@session_view(may=rules.may_organise)
def add(request: MemberRequest, session: Session) -> HttpResponse:
    form = BlockForm(posted(request), session=session)

    def action() -> object:
        return blocks.add(
            session,
            values=form.values,
            revision=form.cleaned_data["revision"],
            by=request.member,
        )

    return _form(request, session, form, action, "Programmteil hinzufügen")


@session_view(may=rules.may_organise)
def edit(request: MemberRequest, session: Session, block: int) -> HttpResponse:
    found = _block(session, block)
    form = BlockForm(posted(request), session=session, instance=found)

    def action() -> object:
        return blocks.change(
            _block(session, block),
            values=form.values,
            revision=form.cleaned_data["revision"],
            by=request.member,
        )

    return _form(request, session, form, action, "Programmteil ändern")


@session_view(may=rules.may_organise)
@require_POST
def move(request: MemberRequest, session: Session, block: int) -> HttpResponse:
    found = _block(session, block)
    earlier = request.POST.get("richtung") == "frueher"
    saving.press(
        request,
        session,
        lambda revision: blocks.move(found, earlier=earlier, revision=revision, by=request.member),
        f"„{found}“ ist verschoben.",
    )
    return redirect(f"{reverse('session-plan', args=[session.pk])}#teil-{found.pk}")


@session_view(may=rules.may_organise)
@require_POST
def duplicate(request: MemberRequest, session: Session, block: int) -> HttpResponse:
    found = _block(session, block)
    saving.press(
        request,
        session,
        lambda revision: blocks.duplicate(found, revision=revision, by=request.member),
        f"„{found}“ steht jetzt zweimal im Programm.",
    )
    return redirect("session-plan", session.pk)


@session_view(may=rules.may_organise)
def remove(request: MemberRequest, session: Session, block: int) -> HttpResponse:
    found = _block(session, block)
    if request.method == "POST":
        saving.press(
            request,
            session,
            lambda revision: blocks.remove(found, revision=revision, by=request.member),
            f"„{found}“ ist gelöscht.",
        )
        return redirect("session-plan", session.pk)
    rooms = [f"Raum „{room}“" for room in found.rooms.all()]
    return confirm(request, session, f"Programmteil „{found}“ löschen", losses=rooms)


def confirm(
    request: MemberRequest, session: Session, title: str, *, losses: list[str]
) -> HttpResponse:
    context = {
        "title": title,
        "text": "Das lässt sich nicht zurücknehmen.",
        "losses": losses,
        "action": "Löschen",
        "session": session,
        "trail": trail(session, plan=True),
        "back": reverse("session-plan", args=[session.pk]),
    }
    return render(request, "events/planning/confirm.html", context)


def _form(
    request: MemberRequest, session: Session, form: BlockForm, action: Any, title: str
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
        messages.success(request, "Das Programm ist gespeichert.")
        return redirect("session-plan", session.pk)
    return saving.page(request, context)


def _block(session: Session, pk: int) -> Block:
    found = queries.block_of(session, pk)
    if found is None:
        raise Http404
    return found
