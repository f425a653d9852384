"""Adding, changing and removing risks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain.impact import risks, scale
from allmende.portal.register.forms.impact import RiskForm
from allmende.portal.register.models import ImpactDocument, Risk
from allmende.portal.register.views.impact.access import document_view, steps

PAGE = "register/impact/risk.html"


@document_view(may=rules.may_edit)
def new(request: MemberRequest, document: ImpactDocument) -> HttpResponse:
    form = RiskForm(posted(request))
    if form.is_valid() and done(
        form, lambda: risks.add(document, values=form.values, by=request.member)
    ):
        messages.success(request, "Das Risiko ist ergänzt.")
        return _to_risks(document)
    context = {"form": form, "document": document, "trail": steps(document)}
    return render(request, PAGE, context, status=422 if form.errors else 200)


@document_view(may=rules.may_edit)
def edit(request: MemberRequest, document: ImpactDocument, risk: int) -> HttpResponse:
    one = _own(document, risk)
    form = RiskForm(posted(request), instance=one)
    context: dict[str, Any] = {"document": document, "trail": steps(document), "risk": one}
    if request.method == "POST" and form.is_valid():
        stands = _own(document, risk)  # the form has written its values into its own object
        try:
            risks.change(
                stands, values=form.values, seen=form.cleaned_data["seen"], by=request.member
            )
        except Conflict as conflict:
            stands.refresh_from_db()
            context |= {"conflict": str(conflict), "theirs": _theirs(stands, one)}
            again = request.POST.copy()
            again["seen"] = risks.mark(stands)
            form.data = again
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Das Risiko ist gespeichert.")
            return _to_risks(document)
    context["form"] = form
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, PAGE, context, status=status)


@document_view(may=rules.may_edit)
def remove(request: MemberRequest, document: ImpactDocument, risk: int) -> HttpResponse:
    one = _own(document, risk)
    if request.method == "POST":
        risks.remove(one, by=request.member)
        messages.success(request, f"Das Risiko „{one.title}“ ist entfernt.")
        return _to_risks(document)
    context = {
        "title": f"Risiko entfernen: {one.title}",
        "text": "Das Risiko verschwindet aus Tabelle und Matrix, mit seinen Maßnahmen.",
        "action": "Risiko entfernen",
        "trail": steps(document),
        "back": f"{reverse('impact', args=[document.use_case_id, document.kind])}#risiken",
    }
    return render(request, "core/confirm.html", context)


def _own(document: ImpactDocument, pk: int) -> Risk:
    risk = get_object_or_404(document.risks, pk=pk)
    risk.document = document
    return risk


def _to_risks(document: ImpactDocument) -> HttpResponse:
    return redirect(f"{reverse('impact', args=[document.use_case_id, document.kind])}#risiken")


def _theirs(stands: Risk, typed: Risk) -> list[tuple[str, str, str]]:
    """Fields that differ: label, what stands there now, what was typed."""
    rows = [
        (str(Risk._meta.get_field(name).verbose_name), _shown(stands, name), _shown(typed, name))  # type: ignore[union-attr]
        for name in risks.FIELDS
    ]
    return [(label, now, mine) for label, now, mine in rows if now != mine]


def _shown(risk: Risk, name: str) -> str:
    value = getattr(risk, name)
    if name == "goal":
        return scale.GOAL_WORDS.get(value, "")
    return str(getattr(risk, f"get_{name}_display", lambda: value)())
