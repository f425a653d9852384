"""One use case: propose it, read it, change it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import record, use_cases
from allmende.portal.register.enums import STATE_BADGES, State
from allmende.portal.register.forms.record import (
    CommentForm,
    IdeaForm,
    OwnerForm,
    RecordForm,
    form_for,
)
from allmende.portal.register.models import UseCase
from allmende.portal.register.views import history
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panels import panels


@member_required
def propose(request: MemberRequest) -> HttpResponse:
    key = "register/idea"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    organisation = request.member.organisation
    form = IdeaForm(posted(request), organisation=organisation, initial=_kept(draft))
    if request.method == "POST" and form.is_valid():
        use_case = use_cases.propose(organisation, values=form.values, by=request.member)
        drafts.discard(request.user, key)
        messages.success(
            request, "Danke. Ihr Vorschlag steht im Register, die KI-Beauftragten wissen Bescheid."
        )
        return redirect("use-case", use_case.pk)
    context = {"form": form, "draft_key": key, "draft": draft}
    return render(request, "register/propose.html", context, status=_status(form))


@use_case_view()
@require_safe
def detail(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    filled, total = record.completeness(use_case)
    latest, more = history.newest(use_case)
    context = {
        "use_case": use_case,
        "badge_kind": STATE_BADGES[State(use_case.state)],
        "may": _permissions(request, use_case),
        "sections": [_section(use_case, section) for section in record.SECTIONS],
        "filled": filled,
        "total": total,
        "panels": panels(request, use_case),
        "comments": use_case.comments.all(),
        "comment_form": CommentForm(),
        "history": latest,
        "more_history": more,
    }
    return render(request, "register/use_case.html", context)


@use_case_view(may=rules.may_edit)
def edit(request: MemberRequest, use_case: UseCase, section: str) -> HttpResponse:
    part = record.SECTION.get(section)
    if part is None:
        raise Http404
    key = f"register/{use_case.pk}/{section}"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = form_for(part)(
        posted(request),
        instance=use_case,
        organisation=use_case.organisation,
        initial=_kept(draft),
    )
    context: dict[str, Any] = {"draft_key": key, "draft": draft, "section": part}
    if request.method == "POST" and form.is_valid():
        stands = UseCase.objects.get(pk=use_case.pk)
        revision = form.cleaned_data["revision"] or 0
        try:
            use_cases.change(stands, values=form.values, revision=revision, by=request.member)
        except Conflict as conflict:
            context |= {"conflict": str(conflict), "theirs": _theirs(form, stands)}
            again = request.POST.copy()
            again["revision"] = str(stands.revision)
            form.data = again
        else:
            drafts.discard(request.user, key)
            messages.success(request, f"„{part.title}“ ist gespeichert.")
            return redirect(f"{reverse('use-case', args=[use_case.pk])}#{part.key}")
    context |= {"form": form, "use_case": use_case, "trail": trail(use_case)}
    status = 409 if "conflict" in context else _status(form)
    return render(request, "register/edit.html", context, status=status)


@use_case_view(may=rules.may_edit)
def owner(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = OwnerForm(posted(request), use_case=use_case)
    if form.is_valid() and done(
        form,
        lambda: (
            use_cases.change_owner(
                use_case,
                to=form.cleaned_data["owner"],
                revision=form.cleaned_data["revision"],
                by=request.member,
            ),
            True,
        ),
    ):
        messages.success(request, "Die verantwortliche Person ist geändert.")
        return redirect("use-case", use_case.pk)
    context = {
        "title": "Verantwortliche Person",
        "intro": "Sie erhält Erinnerungen und darf den Anwendungsfall bearbeiten.",
        "form": form,
        "trail": trail(use_case),
        "back": use_cases.address_of(use_case),
    }
    return render(request, "core/form_page.html", context, status=_status(form))


type Rows = list[tuple[str, str, str]]


def _section(use_case: UseCase, section: record.Section) -> tuple[record.Section, Rows, list[str]]:
    """What is recorded, and the names of what is not."""
    rows = list(record.rows(use_case, section))
    return section, [row for row in rows if row[2]], [label for _, label, text in rows if not text]


def _permissions(request: MemberRequest, use_case: UseCase) -> dict[str, bool]:
    return {
        "edit": rules.may_edit(request.member, use_case),
        "manage": rules.may_manage(request.member, use_case.organisation_id),
        "comment": rules.may_comment(request.member, use_case),
        "publish": rules.may_publish(request.member, use_case),
    }


def _kept(draft: Any) -> dict[str, Any]:
    """A draft as initial values: single ones as text, several as a list."""
    if draft is None:
        return {}
    several = {"fields_koki", "fields_urban"}
    return {
        name: values if name in several else values[-1]
        for name, values in draft.data.items()
        if values
    }


def _theirs(form: RecordForm, stands: UseCase) -> list[tuple[str, str, str]]:
    """Fields that differ: label, what stands there now, what was typed."""
    typed = UseCase(**form.values)
    pairs = [
        (record.label(name), record.display(stands, name), record.display(typed, name))
        for name in form.values
    ]
    return [(label, now, mine) for label, now, mine in pairs if now != mine]


def _status(form: Any) -> int:
    return 422 if form.errors else 200
