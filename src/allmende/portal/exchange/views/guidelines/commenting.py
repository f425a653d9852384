"""Comments on paragraphs: write, take back, answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.exchange.domain.guidelines import commenting, consulting, queries
from allmende.portal.exchange.domain.guidelines.paragraphs import paragraphs
from allmende.portal.exchange.enums import CommentVerdict
from allmende.portal.exchange.forms.guidelines.writing import AnswerForm, CommentForm
from allmende.portal.exchange.models import Consultation, Guideline, ParagraphComment
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views.guidelines import shown
from allmende.portal.exchange.views.guidelines.access import (
    consultation_or_404,
    guideline_view,
    trail,
)
from allmende.portal.exchange.views.guidelines.consulting import page
from allmende.portal.exchange.views.trails import status_of
from allmende.portal.organisations.middleware import MemberRequest


@guideline_view()
@require_POST
def write(request: MemberRequest, guideline: Guideline, window: int, number: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    form = CommentForm(request.POST)
    if form.is_valid():
        made = attempt(
            form,
            lambda: commenting.comment(
                consultation, paragraph=number, text=form.cleaned_data["text"], by=request.member
            ),
        )
        if made:
            messages.success(request, f"Danke. Ihre Anmerkung steht bei Absatz {number}.")
            return redirect(f"{consulting.url_of(consultation)}#anmerkung-{made.pk}")
    if not rules.may_comment(request.member, consultation):
        for sentence in form.non_field_errors():
            messages.error(request, str(sentence))
    return page(request, consultation, form=form, asked=number)


@guideline_view()
def remove(request: MemberRequest, guideline: Guideline, window: int, comment: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    row = _comment_or_404(consultation, comment)
    back = f"{consulting.url_of(consultation)}#anmerkung-{row.pk}"
    if row.author_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        commenting.remove(row, by=request.member)
        messages.success(request, "Ihre Anmerkung ist entfernt.")
        return redirect(back)
    context = {
        "title": "Anmerkung entfernen",
        "text": format_html("Niemand liest mehr: „{}“", row.text),
        "action": "Anmerkung entfernen",
        "trail": [*trail(guideline), ("Konsultation", consulting.url_of(consultation))],
        "back": back,
    }
    return render(request, "core/confirm.html", context)


@guideline_view(may=rules.may_write)
def answer(request: MemberRequest, guideline: Guideline, window: int, comment: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    row = _comment_or_404(consultation, comment)
    told = {} if row.verdict == CommentVerdict.OPEN else {"verdict": row.verdict}
    form = AnswerForm(posted(request), initial={**told, "answer": row.answer})
    back = f"{consulting.url_of(consultation)}#anmerkung-{row.pk}"
    if form.is_valid() and done(
        form,
        lambda: commenting.answer(
            row,
            verdict=CommentVerdict(form.cleaned_data["verdict"]),
            answer=form.cleaned_data["answer"],
            by=request.member,
        ),
    ):
        messages.success(request, "Ihre Antwort ist gespeichert.")
        return redirect(back)
    told_paragraph = next(p for p in paragraphs(consultation.text) if p.number == row.paragraph)
    context = {
        "one": shown.comment_of(row, request.member),
        "html": shown.html_of(told_paragraph),
        "form": form,
        "trail": [*trail(guideline), ("Konsultation", consulting.url_of(consultation))],
        "back": back,
    }
    return render(request, "exchange/guidelines/answer.html", context, status=status_of(form))


def _comment_or_404(consultation: Consultation, pk: int) -> ParagraphComment:
    row = queries.comments_of(consultation).filter(pk=pk).first()
    if row is None:
        raise Http404
    row.consultation = consultation
    return row
