"""What all forms of the plan share: drafts, conflicts, refusals; and buttons without a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.events.forms.planning.agenda import RevisionForm
from allmende.portal.events.models import Session
from allmende.portal.organisations.middleware import MemberRequest

PAGE = "events/planning/form_page.html"
type Context = dict[str, Any]


def kept(draft: Any) -> dict[str, Any]:
    """A draft as initial values."""
    if draft is None:
        return {}
    return {name: values[-1] for name, values in draft.data.items() if values}


def draft_of(request: MemberRequest, key: str) -> Any:
    return drafts.find(request.user, key) if request.method != "POST" else None


def saved(
    form: BaseForm, action: Callable[[], object], context: Context, *, revision: Callable[[], int]
) -> bool:
    """Run the domain function; what it refuses stands above the form, the input stays.

    A lost race is shown as such; sent once more, it is meant.
    """
    try:
        action()
    except Conflict as conflict:
        context["conflict"] = str(conflict)
        again: Any = form.data.copy()  # type: ignore[attr-defined]
        again["revision"] = str(revision())
        form.data = again
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def page(request: MemberRequest, context: Context, template: str = PAGE) -> HttpResponse:
    form = context["form"]
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, template, context, status=status)


def press(
    request: MemberRequest, session: Session, action: Callable[[int], object], done: str
) -> None:
    """A button that knows the revision it was shown for; says what came of it."""
    form = RevisionForm(request.POST, session=session)
    if not form.is_valid():
        messages.error(request, "Laden Sie die Seite neu und versuchen Sie es noch einmal.")
        return
    try:
        action(form.cleaned_data["revision"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def revision_of(session: Session) -> Callable[[], int]:
    """As it stands in the database."""
    return lambda: Session.objects.values_list("revision", flat=True).get(pk=session.pk)
