"""Taking a name or a photo out of the proof, after a page that says what is lost."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import queries, removing
from allmende.portal.tours.models import Execution
from allmende.portal.tours.views.access import TRAIL, tours_required


@tours_required(rules.may_plan)
def name(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    proof = queries.proof_of(request.member.organisation, pk)
    if proof is None:
        raise Http404
    if request.method != "POST":
        text = (
            f"„{proof.by_label}“ verschwindet aus allen Nachweisen, in denen der Name steht. "
            "Die Nachweise selbst und ihre Siegel bleiben gültig."
        )
        return _ask(request, proof, title="Name entfernen", text=text)
    try:
        count = removing.remove_name(proof, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        where = "einem Nachweis" if count == 1 else f"{count} Nachweisen"
        messages.success(request, f"Der Name ist aus {where} entfernt.")
    return redirect("tours-proof", proof.pk)


@tours_required(rules.may_plan)
def photo(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    found = queries.photo_of(request.member.organisation, pk)
    if found is None:
        raise Http404
    proof = found.execution
    if request.method != "POST":
        text = "Das Foto lässt sich nicht wiederherstellen. Der Nachweis und sein Siegel bleiben."
        return _ask(request, proof, title="Foto entfernen", text=text)
    removing.remove_photo(found, by=request.member)
    messages.success(request, "Das Foto ist entfernt.")
    return redirect("tours-proof", proof.pk)


def _ask(request: MemberRequest, proof: Execution, *, title: str, text: str) -> HttpResponse:
    back = reverse("tours-proof", args=[proof.pk])
    context: dict[str, Any] = {
        "title": title,
        "text": text,
        "action": "Endgültig entfernen",
        "trail": [*TRAIL, ("Nachweise", reverse("tours-proofs")), (str(proof), back)],
        "back": back,
    }
    return render(request, "core/confirm.html", context)
