"""Begin a guideline, write it together, choose who writes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, posted
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.guidelines import writing
from allmende.portal.exchange.enums import GuidelineKind
from allmende.portal.exchange.forms.guidelines.writing import GuidelineForm
from allmende.portal.exchange.forms.people import PersonForm
from allmende.portal.exchange.models import Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views.guidelines.access import HERE, LIST, guideline_view, trail
from allmende.portal.exchange.views.guidelines.shown import differences_of
from allmende.portal.exchange.views.trails import EXCHANGE, kept, status_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS, Audience
from allmende.portal.organisations.middleware import MemberRequest

WORDS = {
    "title": "Titel",
    "summary": "Worum es geht",
    "kind": "Art",
    "topic": "Themenfeld",
    "audience": "Sichtbar für",
    "group": "Arbeitsgruppe",
}
CHOICES: dict[str, Any] = {"kind": GuidelineKind.choices, "audience": Audience.choices}


@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(rules.may_create, request.member)
    key = "guideline/new"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = GuidelineForm(posted(request), member=request.member, initial=kept(draft))
    preview = "vorschau" in request.POST
    if form.is_valid() and not preview:
        made = attempt(
            form,
            lambda: writing.create(
                request.member.organisation, values=form.values, by=request.member
            ),
        )
        if made:
            drafts.discard(request.user, key)
            messages.success(request, "Der Entwurf ist angelegt. Noch sehen ihn nur Sie.")
            return redirect("guideline", made.pk)
    context = {
        "title": "Leitlinie beginnen",
        "trail": [EXCHANGE, LIST],
        "back": HERE,
        "draft_key": key,
        "draft": draft,
    }
    return _page(request, form, context, preview=preview)


@guideline_view(may=rules.may_write)
def edit(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    key = f"guideline/{guideline.pk}"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    stored = {name: getattr(guideline, name) for name in (*writing.FIELDS, "revision")}
    form = GuidelineForm(
        posted(request), member=request.member, kept=guideline, initial={**stored, **kept(draft)}
    )
    context: dict[str, Any] = {
        "title": "Text und Angaben bearbeiten",
        "trail": trail(guideline),
        "back": f"{HERE}{guideline.pk}/",
        "draft_key": key,
        "draft": draft,
    }
    preview = "vorschau" in request.POST
    if form.is_valid() and not preview:
        try:
            saved = attempt_change(form, guideline, request)
        except Conflict as conflict:
            context |= {"conflict": str(conflict), **_both(form, guideline)}
            form.data = _with_revision(request, guideline)
        else:
            if saved:
                drafts.discard(request.user, key)
                messages.success(request, "Gespeichert.")
                return redirect("guideline", guideline.pk)
    return _page(request, form, context, preview=preview)


def attempt_change(form: GuidelineForm, guideline: Guideline, request: MemberRequest) -> bool:
    """A conflict is shown with both versions, any other refusal above the form."""
    revision = form.cleaned_data["revision"] or 0
    try:
        writing.change(guideline, values=form.values, revision=revision, by=request.member)
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@guideline_view(may=rules.may_write)
def writers(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    form = PersonForm(posted(request), member=request.member)
    if form.is_valid():
        user = attempt(form, lambda: _add(form, guideline, request))
        if user:
            messages.success(request, f"{user} schreibt jetzt mit und hat eine Mitteilung.")
            return redirect("guideline-writers", guideline.pk)
    people = guideline.writers.order_by("name").prefetch_related("members__organisation")
    context = {
        "guideline": guideline,
        "form": form,
        "people": people,
        "trail": trail(guideline),
    }
    return render(request, "exchange/guidelines/writers.html", context, status=status_of(form))


def _add(form: PersonForm, guideline: Guideline, request: MemberRequest) -> Any:
    user = form.person()
    writing.add_writer(guideline, user=user, by=request.member)
    return user


@guideline_view(may=rules.may_write)
@require_POST
def remove_writer(request: MemberRequest, guideline: Guideline, user: int) -> HttpResponse:
    person = guideline.writers.filter(pk=user).first()
    try:
        if person:
            writing.remove_writer(guideline, user=person, by=request.member)
            messages.success(request, f"{person} schreibt nicht mehr mit.")
    except Refused as refused:
        messages.error(request, str(refused))
    if person and person.pk == request.user.pk:
        return redirect("guidelines")
    return redirect("guideline-writers", guideline.pk)


def _page(
    request: MemberRequest, form: GuidelineForm, context: dict[str, Any], *, preview: bool
) -> HttpResponse:
    context["form"] = form
    if preview:
        context["preview"] = as_html(str(form.data.get("text", ""))[:200_000])
    status = 409 if "conflict" in context else 200 if preview else status_of(form)
    return render(request, "exchange/guidelines/edit.html", context, status=status)


def _both(form: GuidelineForm, stands: Guideline) -> dict[str, Any]:
    """Fields that differ in words, and the texts paragraph by paragraph."""
    rows = []
    for name, word in WORDS.items():
        now, mine = _say(name, getattr(stands, name)), _say(name, form.values[name])
        if now != mine:
            rows.append((word, now, mine))
    changed = [one for one in differences_of(stands.text, form.values["text"]) if not one.is_same]
    return {"theirs": rows, "changed": changed}


def _say(name: str, value: Any) -> str:
    if name == "topic":
        return str(TOPICS.get(value, value))
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value))
    return str(value or "–")


def _with_revision(request: MemberRequest, guideline: Guideline) -> Any:
    again = request.POST.copy()
    again["revision"] = str(guideline.revision)
    return again
