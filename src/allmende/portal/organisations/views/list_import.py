"""Running the network: municipalities from a list, with a preview and a way back."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.access import network_required
from allmende.portal.organisations.domain import list_import, list_reading
from allmende.portal.organisations.domain.list_reading import Row
from allmende.portal.organisations.forms.joining import ListForm, TakeForm
from allmende.portal.organisations.models import User

SHOWN = 100  # good rows; every bad one is shown
WAY = [("Netzwerk", "/verwaltung/netzwerk/")]


@network_required
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what is in it. Nothing is written yet."""
    form = ListForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"trail": WAY, "form": form, "undoable": list_import.undoable()}
    if form.is_valid():
        file = form.cleaned_data["file"]
        text = list_reading.decoded(file.read(4 * list_reading.LARGEST))
        rows = attempt(form, lambda: list_reading.read(text))
        if rows is not None:
            context |= _preview(rows, text, file.name)
    status = 422 if form.errors else 200
    return render(request, "organisations/list_import.html", context, status=status)


@network_required
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    form = TakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Die Liste ist leer. Laden Sie sie noch einmal hoch.")
        return redirect("organisations-import")
    try:
        entry = list_import.take(**form.cleaned_data, by=_operator(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{_counted(entry.details['Anzahl'])} eingelesen.")
    return redirect("organisations-import")


@network_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(list_import.undoable(), pk=pk)
    try:
        gone, kept = list_import.undo(entry, by=_operator(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organisations-import")
    text = f"{_counted(gone)} zurückgenommen."
    if kept:
        text += f" {kept} bleiben: Dort gibt es inzwischen Anfragen oder Mitglieder."
    messages.success(request, text)
    return redirect("organisations-import")


def _preview(rows: list[Row], text: str, filename: str) -> dict[str, Any]:
    good = [row for row in rows if not row.problems]
    return {
        "bad": [row for row in rows if row.problems],
        "good": good[:SHOWN],
        "good_count": len(good),
        "hidden": max(len(good) - SHOWN, 0),
        "take_form": TakeForm(initial={"text": text, "filename": filename}),
    }


def _counted(count: int) -> str:
    return "1 Organisation ist" if count == 1 else f"{count} Organisationen sind"


def _operator(request: HttpRequest) -> User:
    return cast("User", request.user)
