"""Windows of consultation: set, move, end, read and summarise."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.guidelines import consulting, queries
from allmende.portal.exchange.forms.guidelines.writing import CommentForm, SummaryForm, WindowForm
from allmende.portal.exchange.models import Consultation, Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views.guidelines import shown
from allmende.portal.exchange.views.guidelines.access import (
    consultation_or_404,
    guideline_view,
    trail,
)
from allmende.portal.exchange.views.trails import Trail, status_of
from allmende.portal.organisations.middleware import MemberRequest

INTRO = (
    "In dieser Zeit lesen alle, für die die Leitlinie bestimmt ist, den Text, wie er jetzt steht, "
    "und schreiben Anmerkungen zu einzelnen Absätzen. Zu Beginn hören die KI-Beauftragten davon."
)
COLUMNS = ["Absatz", "Wortlaut", "Anmerkung", "Organisation", "Person", "Am", "Ergebnis", "Antwort"]


@guideline_view(may=rules.may_write)
def new(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    form = WindowForm(posted(request))
    if form.is_valid():
        made = attempt(
            form,
            lambda: consulting.set_window(guideline, by=request.member, **form.cleaned_data),
        )
        if made:
            messages.success(request, "Die Konsultation ist angesetzt.")
            return redirect(consulting.url_of(made))
    return _form(request, "Konsultation ansetzen", form, trail(guideline), intro=INTRO)


@guideline_view()
@require_safe
def detail(request: MemberRequest, guideline: Guideline, window: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    asked = request.GET.get("absatz", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    return page(request, consultation, form=CommentForm() if number else None, asked=number)


def page(
    request: MemberRequest, consultation: Consultation, *, form: CommentForm | None, asked: int
) -> HttpResponse:
    """With the form at one paragraph, whether or not it holds errors."""
    guideline = consultation.guideline
    now = timezone.now()
    may_comment = rules.may_comment(request.member, consultation)
    comments = list(queries.comments_of(consultation))
    rows = shown.with_comments(
        consultation.text,
        comments,
        reader=request.member,
        asked=asked if may_comment else 0,
    )
    context = {
        "guideline": guideline,
        "consultation": consultation,
        "has_begun": consultation.opens_at <= now,
        "is_open": consulting.is_open(consultation),
        "is_over": consultation.closes_at <= now,
        "rows": rows,
        "count": len(comments),
        "unanswered": sum(
            one.verdict == "open" and not (one.removed_at or one.hidden_at or one.wiped_at)
            for one in comments
        ),
        "summary": as_html(consultation.summary),
        "may": {"comment": may_comment, "write": rules.may_write(request.member, guideline)},
        "form": form,
        "trail": trail(guideline),
    }
    status = status_of(form) if form else 200
    return render(request, "exchange/guidelines/consultation.html", context, status=status)


@guideline_view(may=rules.may_write)
def move(request: MemberRequest, guideline: Guideline, window: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    names = ("opens_at", "closes_at", "question")
    form = WindowForm(
        posted(request),
        consultation=consultation,
        initial={name: getattr(consultation, name) for name in names},
    )
    if form.is_valid() and done(
        form,
        lambda: consulting.change_window(consultation, by=request.member, **form.cleaned_data),
    ):
        messages.success(request, "Die Konsultation ist geändert.")
        return redirect(consulting.url_of(consultation))
    return _form(request, "Konsultation ändern", form, _trail(consultation))


@guideline_view(may=rules.may_write)
def close(request: MemberRequest, guideline: Guideline, window: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    running = consulting.is_open(consultation)
    if request.method == "POST":
        consulting.close(consultation, by=request.member)
        messages.success(request, "Beendet." if running else "Die Konsultation ist abgesagt.")
        return redirect("guideline", guideline.pk)
    context = {
        "title": "Konsultation beenden" if running else "Konsultation absagen",
        "text": "Danach schreibt niemand mehr Anmerkungen. Die vorhandenen bleiben lesbar."
        if running
        else "Noch hat niemand den Text gesehen. Sie können jederzeit eine neue ansetzen.",
        "action": "Jetzt beenden" if running else "Absagen",
        "trail": _trail(consultation),
        "back": consulting.url_of(consultation),
    }
    return render(request, "core/confirm.html", context)


@guideline_view(may=rules.may_write)
def summarise(request: MemberRequest, guideline: Guideline, window: int) -> HttpResponse:
    consultation = consultation_or_404(request, guideline, window)
    form = SummaryForm(posted(request), initial={"text": consultation.summary})
    if form.is_valid() and done(
        form,
        lambda: (
            consulting.summarise(consultation, text=form.cleaned_data["text"], by=request.member),
            True,
        ),
    ):
        messages.success(request, "Das Ergebnis steht jetzt bei der Konsultation.")
        return redirect(consulting.url_of(consultation))
    return _form(request, "Ergebnis der Konsultation", form, _trail(consultation))


@guideline_view()
@require_safe
def export(request: MemberRequest, guideline: Guideline, window: int) -> HttpResponseBase:
    consultation = consultation_or_404(request, guideline, window)
    return csv_response("anmerkungen.csv", header=COLUMNS, rows=_lines(request, consultation))


def _lines(request: MemberRequest, consultation: Consultation) -> Iterator[list[Any]]:
    """What may not be read on the page is not in the file either."""
    rows = shown.with_comments(
        consultation.text, queries.comments_of(consultation), reader=request.member
    )
    for row in rows:
        for one in row.comments:
            yield [
                row.paragraph.number,
                row.paragraph.text,
                one.gone or one.comment.text,
                one.organisation,
                one.who,
                f"{timezone.localtime(one.comment.created_at):%d.%m.%Y %H:%M}",
                one.verdict,
                "" if one.gone else one.comment.answer,
            ]


def _trail(consultation: Consultation) -> Trail:
    return [*trail(consultation.guideline), ("Konsultation", consulting.url_of(consultation))]


def _form(
    request: MemberRequest, title: str, form: Any, steps: Trail, intro: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "trail": steps, "back": steps[-1][1], "intro": intro}
    return render(request, "core/form_page.html", context, status=status_of(form))
