"""The selection matrix, and points with reasons for one use case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import criteria
from allmende.portal.register.forms.criteria import (
    CriterionFormSet,
    NewCriterionForm,
    ScoreForm,
    rows,
    seen,
)
from allmende.portal.register.models import Criterion, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

SETUP = "/anwendungsfaelle/einrichtung/kriterien/"
REGISTER = ("Anwendungsfälle", "/anwendungsfaelle/")


@member_required
def edit(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    require(rules.may_manage, request.member, organisation.pk)
    mine = criteria.criteria_of(organisation, active=False)
    formset = CriterionFormSet(posted(request), queryset=mine, prefix="kriterium")
    problem, theirs = "", []
    if request.method == "POST" and formset.is_valid():
        try:
            criteria.change(organisation, rows=rows(formset), by=request.member)
        except Conflict as conflict:
            problem, theirs = str(conflict), _differing(formset, mine)
            formset = _again(request, formset, mine)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, "Die Kriterien sind gespeichert.")
            return redirect("criteria")
    context = {
        "formset": formset,
        "trail": [REGISTER],
        "problem": problem,
        "theirs": theirs,
        "is_conflict": bool(theirs),
    }
    status = 409 if theirs else 422 if formset.is_bound else 200
    return render(request, "register/criteria/edit.html", context, status=status)


@member_required
def add(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    require(rules.may_manage, request.member, organisation.pk)
    form = NewCriterionForm(posted(request))
    if form.is_valid() and done(
        form, lambda: criteria.add(organisation, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Das Kriterium ist ergänzt.")
        return redirect("criteria")
    context = {
        "title": "Kriterium ergänzen",
        "intro": "Es steht danach am Ende der Liste. Schon bewertete Anwendungsfälle gelten als "
        "unvollständig, bis auch dieses Kriterium bewertet ist.",
        "form": form,
        "trail": [REGISTER, ("Kriterien", SETUP)],
        "back": SETUP,
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@use_case_view(may=rules.may_score)
def score(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    key = f"register/{use_case.pk}/bewertung"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = _score_form(request, use_case, initial=_kept(draft))
    context: dict[str, Any] = {"draft_key": key, "draft": draft}
    if request.method == "POST" and form.is_valid():
        try:
            criteria.score(use_case, points_and_reasons=form.given, by=request.member)
        except Conflict as conflict:
            context |= {"conflict": str(conflict), "theirs": _other_scores(use_case, form)}
            form = _fresh_form(request, use_case, form)
        else:
            drafts.discard(request.user, key)
            messages.success(request, "Die Bewertung ist gespeichert.")
            return redirect(f"{reverse('use-case', args=[use_case.pk])}#kriterien")
    context |= {"form": form, "use_case": use_case, "trail": trail(use_case)}
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "register/criteria/score.html", context, status=status)


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    matrix = list(criteria.criteria_of(use_case.organisation))
    scores = {one.criterion_id: one for one in use_case.scores.all()}
    context = {
        "rated": criteria.rate(use_case, matrix, scores),
        "may_score": rules.may_score(request.member, use_case),
    }
    return Panel("kriterien", "Bewertung", "register/criteria/panel.html", context)


def _score_form(
    request: MemberRequest, use_case: UseCase, *, initial: dict[str, Any] | None = None
) -> ScoreForm:
    matrix = list(criteria.criteria_of(use_case.organisation))
    scores = criteria.scores_of(use_case)
    return ScoreForm(posted(request), matrix=matrix, scores=scores, initial=initial)


def _fresh_form(request: MemberRequest, use_case: UseCase, typed: ScoreForm) -> ScoreForm:
    """What the person has changed stays as typed; everything else as it stands now."""
    scores = criteria.scores_of(use_case)
    data = request.POST.copy()
    for criterion in typed.matrix:
        key, stands = criterion.key, scores.get(criterion.key)
        data[f"stand-{key}"] = seen(stands)
        if key not in typed.given:
            data[f"punkte-{key}"] = str(stands.points) if stands else ""
            data[f"grund-{key}"] = stands.reason if stands else ""
    return ScoreForm(data, matrix=typed.matrix, scores=scores)


def _kept(draft: Any) -> dict[str, Any]:
    """A draft keeps what was typed, never which revision was read."""
    if draft is None:
        return {}
    return {
        name: values[-1]
        for name, values in draft.data.items()
        if values and not name.startswith("stand-")
    }


def _other_scores(use_case: UseCase, form: ScoreForm) -> list[tuple[str, str, str]]:
    scores, found = criteria.scores_of(use_case), []
    for criterion in form.matrix:
        given, score = form.given.get(criterion.key), scores.get(criterion.key)
        if given is None or given.revision == (score.revision if score else 0):
            continue
        now = f"{score.points}: {score.reason}" if score else "nicht bewertet"
        mine = "nicht bewertet" if given.points is None else f"{given.points}: {given.reason}"
        found.append((criterion.title, now, mine))
    return found


def _differing(formset: Any, mine: Any) -> list[tuple[str, str, str]]:
    stands = {criterion.pk: criterion for criterion in mine.all()}
    return [
        (form.instance.title, _row(stands[form.instance.pk]), _row_typed(form.cleaned_data))
        for form in formset.forms
        if form.cleaned_data["revision"] != stands[form.instance.pk].revision
    ]


def _row(criterion: Criterion) -> str:
    on = "aktiv" if criterion.is_active else "nicht aktiv"
    return f"{criterion.title}, Gewicht {criterion.weight}, {on}"


def _row_typed(data: dict[str, Any]) -> str:
    on = "aktiv" if data["is_active"] else "nicht aktiv"
    return f"{data['title']}, Gewicht {data['weight']}, {on}"


def _again(request: MemberRequest, formset: Any, mine: Any) -> Any:
    data = request.POST.copy()
    stands = dict(mine.values_list("pk", "revision"))
    for form in formset.forms:
        data[f"{form.prefix}-revision"] = str(stands[form.instance.pk])
    return CriterionFormSet(data, queryset=mine.all(), prefix="kriterium")
