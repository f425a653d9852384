"""Writing the answer: one form, sources as a small table, nothing lost when two write."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.legal import drafting, queries
from allmende.portal.exchange.domain.legal.differences import EVERYWHERE
from allmende.portal.exchange.domain.legal.sources import in_words
from allmende.portal.exchange.forms.legal.working import AnswerForm, BaseSources, sources_class
from allmende.portal.exchange.models import AnswerDraft, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import act, number_of, question_view, trail
from allmende.portal.organisations.enums import State
from allmende.portal.organisations.middleware import MemberRequest

EMPTY_LINES = 2
MORE = 3
LABELS = {
    "short": "Kurze Antwort",
    "text": "Begründung",
    "sources": "Quellen",
    "lands": "Gilt für",
    "valid_on": "Rechtsstand",
    "review_on": "Nächste Überprüfung",
    "audience": "Wer darf die Antwort lesen?",
    "change_note": "Was ist neu?",
}
AUDIENCES = {"public": "alle", "network": "alle Mitglieder des Netzwerks"}


@question_view(may=rules.may_work)
def edit(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    stands = queries.draft(question)
    if stands is None:
        messages.error(request, drafting.NOT_OPEN)
        return redirect("legal-question", question.pk)
    key = f"legal/answer/{question.pk}"
    if request.method == "POST":
        return _posted(request, question, stands, key)
    kept = drafts.find(request.user, key)
    form, sources = _kept(kept.data) if kept else _fresh(stands)
    return _page(request, question, form, sources, draft=kept, draft_key=key)


@question_view(may=rules.may_work)
@require_POST
def submit(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    return act(
        request,
        question,
        lambda: drafting.submit(question, revision=number_of(request), by=request.member),
        "Der Entwurf liegt zur Prüfung vor. Wer prüft, hat eine Mitteilung erhalten.",
    )


def _posted(
    request: MemberRequest, question: LegalQuestion, stands: AnswerDraft, key: str
) -> HttpResponse:
    if "mehr" in request.POST:
        form, sources = _again(request.POST, more=MORE)
        return _page(request, question, form, sources, draft_key=key)
    form, sources = AnswerForm(request.POST), sources_class(0)(request.POST)
    more: dict[str, Any] = {"draft_key": key}
    if form.is_valid() and sources.is_valid():
        try:
            draft = _save(request, question, form, sources)
        except Conflict as conflict:
            stands.refresh_from_db()
            more |= {"conflict": str(conflict), "theirs": _theirs(form, sources, stands)}
            again = request.POST.copy()
            again["revision"] = str(stands.revision)
            form.data = again
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            drafts.discard(request.user, key)
            return _saved(request, question, draft)
    status = 409 if "conflict" in more else 422
    return _page(request, question, form, sources, status=status, **more)


def _save(
    request: MemberRequest, question: LegalQuestion, form: AnswerForm, sources: BaseSources
) -> AnswerDraft:
    values = form.cleaned_data | {"sources": sources.values}
    revision = form.cleaned_data["revision"]
    return drafting.save(question, values=values, revision=revision, by=request.member)


def _saved(request: MemberRequest, question: LegalQuestion, draft: AnswerDraft) -> HttpResponse:
    if "vorlegen" in request.POST:
        return act(
            request,
            question,
            lambda: drafting.submit(question, revision=draft.revision, by=request.member),
            "Der Entwurf ist gespeichert und liegt zur Prüfung vor.",
        )
    messages.success(request, "Der Entwurf ist gespeichert.")
    return redirect("legal-draft", question.pk)


def _page(
    request: MemberRequest,
    question: LegalQuestion,
    form: AnswerForm,
    sources: BaseSources,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "question": question,
        "form": form,
        "sources": sources,
        "trail": trail(question),
        "review": question.reviews.filter(approves=False).first(),
        **more,
    }
    return render(request, "exchange/legal/draft.html", context, status=status)


def _fresh(draft: AnswerDraft) -> tuple[AnswerForm, BaseSources]:
    first = {name: getattr(draft, name) for name in drafting.FIELDS if name != "sources"}
    form = AnswerForm(initial=first | {"revision": draft.revision})
    return form, sources_class(EMPTY_LINES)(initial=draft.sources)


def _kept(data: dict[str, list[str]]) -> tuple[AnswerForm, BaseSources]:
    """What was typed and not saved."""
    kept = QueryDict(mutable=True)
    for name, values in data.items():
        kept.setlist(name, values)
    return _again(kept, more=0)


def _again(data: QueryDict, *, more: int) -> tuple[AnswerForm, BaseSources]:
    """The same input once more, unchecked, with more lines for sources."""
    several = {"lands"}
    first = {name: data.getlist(name) if name in several else data.get(name, "") for name in data}
    count = data.get("form-TOTAL_FORMS", "")
    lines = min(int(count), 20) if count.isdecimal() and len(count) < 4 else 0
    rows = [
        {name: data.get(f"form-{at}-{name}", "") for name in ("title", "place", "url")}
        for at in range(lines)
    ]
    return AnswerForm(initial=first), sources_class(more)(initial=rows)


def _theirs(
    form: AnswerForm, sources: BaseSources, stands: AnswerDraft
) -> list[tuple[str, str, str]]:
    """Fields that differ: label, what stands there now, what was typed."""
    typed = form.cleaned_data | {"sources": sources.values}
    pairs = [
        (label, _shown(name, getattr(stands, name)), _shown(name, typed[name]))
        for name, label in LABELS.items()
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _shown(name: str, value: Any) -> str:
    if name == "sources":
        return "\n".join(f"{in_words(one)} {one.get('url', '')}".strip() for one in value)
    if name == "lands":
        return ", ".join(str(State(land).label) for land in value) or EVERYWHERE
    if name == "audience":
        return AUDIENCES.get(str(value), str(value))
    if name in {"valid_on", "review_on"}:
        return f"{value:%d.%m.%Y}" if value else ""
    return str(value)
