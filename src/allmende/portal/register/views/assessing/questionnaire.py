"""The questionnaire, one step per page; saved with every answer, also without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget

from allmende.engines.regulation.loading import shipped
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.assessing import AnswersDiffer, Progress
from allmende.portal.register.forms.assessing import StepForm, shown_in
from allmende.portal.register.models import AnswerSheet, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.assessing import showing

PAGE = "register/assessing/step.html"


@use_case_view(may=rules.may_edit)
@require_safe
def start(_request: MemberRequest, use_case: UseCase) -> HttpResponse:
    """To the first step with an open question, or to the result where there is none."""
    open_step = _progress(use_case, assessing.sheet_of(use_case)).first_open()
    if open_step is None:
        return redirect("assessment", use_case.pk)
    return redirect("assessment-step", use_case.pk, open_step.gate.id)


@use_case_view(may=rules.may_edit)
def step(request: MemberRequest, use_case: UseCase, gate: str) -> HttpResponse:
    if gate not in {known.id for known in shipped().gates}:
        raise Http404
    sheet = assessing.sheet_of(use_case)
    form = _form(request, use_case, sheet, gate)
    if form is None:
        return redirect("assessment-start", use_case.pk)
    context: dict[str, Any] = {}
    if request.method == "POST":
        if form.is_valid():
            try:
                sheet = _save(request, use_case, form)
            except AnswersDiffer as differ:
                sheet = assessing.sheet_of(use_case)
                context = {"conflict": str(differ), "theirs": _theirs(form, sheet, differ)}
                form.keep_base(sheet, except_for=differ.questions)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return _saved(request, use_case, sheet, gate, form)
        if not context:
            form.keep_base(sheet, except_for=())
    context |= _context(use_case, sheet, gate) | {"form": form}
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    response = render(request, PAGE, context, status=status)
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        # What an autosave could not save takes the whole page.
        retarget(reselect(reswap(response, "outerHTML"), "#inhalt"), "#inhalt")
    return response


def _save(request: MemberRequest, use_case: UseCase, form: StepForm) -> AnswerSheet:
    answers = form.answers
    taken = form.proposals.get(request.POST.get("vorschlag", ""))
    if taken and taken.question in answers:
        answers[taken.question] = taken.answer
    return assessing.answer(
        use_case,
        answers=answers,
        notes=form.notes,
        revision=form.sheet.revision,
        seen=form.seen,
        by=request.member,
    )


def _saved(
    request: MemberRequest, use_case: UseCase, sheet: AnswerSheet, gate: str, form: StepForm
) -> HttpResponse:
    here = reverse("assessment-step", args=[use_case.pk, gate])
    if request.htmx:  # type: ignore[attr-defined]
        return _autosaved(request, use_case, sheet, gate, form)
    taken = request.POST.get("vorschlag", "")
    if taken:
        return redirect(f"{here}#frage-{taken}" if taken in form.proposals else here)
    found = _progress(use_case, sheet)
    place = found.place(gate)
    step = found.steps[place] if place is not None else None
    if step and {q.id for q in step.questions} - form.shown:
        messages.info(request, "Gespeichert. Durch Ihre Antworten sind Fragen dazugekommen.")
        return redirect(here)
    messages.success(request, "Ihre Antworten sind gespeichert.")
    later = found.steps[place + 1 :] if place is not None else ()
    if later:
        return redirect("assessment-step", use_case.pk, later[0].gate.id)
    return redirect("assessment", use_case.pk)


def _autosaved(
    request: MemberRequest, use_case: UseCase, sheet: AnswerSheet, gate: str, form: StepForm
) -> HttpResponse:
    """Where somebody stands now; the questions themselves only where others are asked."""
    fresh = _form(None, use_case, sheet, gate)
    if fresh is None:
        return HttpResponseClientRedirect(reverse("assessment-start", args=[use_case.pk]))
    others = {q.id for q in fresh.questions} != form.shown
    if not others:
        mine = {q for q, value in form.answers.items() if sheet.answers.get(q, "") == value}
        noted = {q for q, text in form.notes.items() if sheet.notes.get(q, "") == text}
        form.keep_base(sheet, except_for=mine & noted)
        fresh = form
    context = _context(use_case, sheet, gate) | {"form": fresh, "saved": True, "others": others}
    return render(request, f"{PAGE}#autosaved", context)


def _form(
    request: MemberRequest | None, use_case: UseCase, sheet: AnswerSheet, gate: str
) -> StepForm | None:
    """None where the step asks nothing after the answers given.

    What the page had is taken in, also where somebody else's answer meanwhile hides it.
    """
    data = posted(request) if request else None
    found = _progress(use_case, sheet)
    asked = {q.id for step in found.steps for q in step.questions} | shown_in(data or {})
    questions = [q for q in shipped().questions if q.gate == gate and q.id in asked]
    if not questions:
        return None
    return StepForm(
        data,
        questions=questions,
        sheet=sheet,
        proposals=assessing.proposals(use_case),
    )


def _progress(use_case: UseCase, sheet: AnswerSheet) -> Progress:
    return assessing.progress(sheet.answers, state=use_case.organisation.state)


def _context(use_case: UseCase, sheet: AnswerSheet, gate: str) -> dict[str, Any]:
    found = _progress(use_case, sheet)
    place = found.place(gate) or 0
    result = assessing.answering.evaluated(use_case, sheet.answers)
    return {
        "use_case": use_case,
        "trail": [*trail(use_case), ("Einstufung", reverse("assessment", args=[use_case.pk]))],
        "sheet": sheet,
        "progress": found,
        "step": found.steps[place],
        "place": place + 1,
        "before": found.steps[place - 1] if place else None,
        "risk": showing.level(result.risk),
    }


def _theirs(
    form: StepForm, sheet: AnswerSheet, differ: AnswersDiffer
) -> list[tuple[str, str, str]]:
    """Question, what stands there now, what was chosen here."""
    known = shipped().question
    return [
        (
            known[question].title,
            _pair(sheet.answers, sheet.notes, question),
            _pair(form.answers, form.notes, question),
        )
        for question in differ.questions
    ]


def _pair(answers: dict[str, str], notes: dict[str, str], question: str) -> str:
    return "\n".join(filter(None, [answers.get(question, ""), notes.get(question, "")]))
