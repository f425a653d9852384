"""Versions: publish, read, compare, print, withdraw; and where they hold."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import done, posted
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain.guidelines import adopting, printing, publishing, queries
from allmende.portal.exchange.forms.guidelines.writing import AdoptForm, PublishForm, WithdrawForm
from allmende.portal.exchange.models import Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views.guidelines.access import (
    HERE,
    guideline_view,
    trail,
    version_or_404,
)
from allmende.portal.exchange.views.guidelines.shown import differences_of
from allmende.portal.exchange.views.trails import status_of
from allmende.portal.organisations.middleware import MemberRequest


@guideline_view(may=rules.may_publish)
def publish(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    """The whole text and what changed stand above the button."""
    last = queries.newest(guideline)
    form = PublishForm(posted(request), initial={"revision": guideline.revision})
    if form.is_valid():
        try:
            made = publishing.publish(guideline, by=request.member, **form.cleaned_data)
        except Conflict as conflict:
            messages.error(request, str(conflict))
            return redirect("guideline-publish", guideline.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Fassung {made.number} ist veröffentlicht.")
            return redirect("guideline", guideline.pk)
    context = {
        "guideline": guideline,
        "last": last,
        "number": last.number + 1 if last else 1,
        "html": as_html(guideline.text),
        "differences": differences_of(last.text, guideline.text) if last else [],
        "form": form,
        "trail": trail(guideline),
    }
    return render(request, "exchange/guidelines/publish.html", context, status=status_of(form))


@guideline_view()
@require_safe
def version(request: MemberRequest, guideline: Guideline, number: int) -> HttpResponse:
    found = version_or_404(guideline, number)
    context = {
        "guideline": guideline,
        "version": found,
        "html": as_html(found.text),
        "is_newest": number == getattr(guideline, "latest", number),
        "trail": trail(guideline),
    }
    return render(request, "exchange/guidelines/version.html", context)


@guideline_view()
@require_safe
def compare(request: MemberRequest, guideline: Guideline, number: int) -> HttpResponse:
    """With the version before; ``?alles`` shows what stayed the same, too."""
    after, before = version_or_404(guideline, number), version_or_404(guideline, number - 1)
    rows = differences_of(before.text, after.text)
    context = {
        "guideline": guideline,
        "before": before,
        "after": after,
        "differences": rows if "alles" in request.GET else [r for r in rows if not r.is_same],
        "same": sum(row.is_same for row in rows),
        "all": "alles" in request.GET,
        "trail": trail(guideline),
    }
    return render(request, "exchange/guidelines/compare.html", context)


@guideline_view()
@require_safe
def document(_: MemberRequest, guideline: Guideline, number: int, kind: str) -> HttpResponse:
    found = version_or_404(guideline, number)
    if kind not in Format:
        raise Http404
    return respond(printing.as_document(found), Format(kind))


@guideline_view(may=rules.may_publish)
def withdraw(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    form = WithdrawForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: (
            publishing.withdraw(guideline, reason=form.cleaned_data["reason"], by=request.member),
            True,
        ),
    ):
        messages.success(request, "Die Leitlinie ist zurückgezogen.")
        return redirect("guideline", guideline.pk)
    context = {
        "title": "Leitlinie zurückziehen",
        "intro": "Die Fassungen bleiben mit Ihrem Grund lesbar. Öffentliche Seiten verschwinden, "
        "und wer die Leitlinie übernommen hat, bekommt eine Mitteilung.",
        "form": form,
        "submit": "Zurückziehen",
        "trail": trail(guideline),
        "back": f"{HERE}{guideline.pk}/",
    }
    return render(request, "core/form_page.html", context, status=status_of(form))


@guideline_view()
def adopt(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    require(rules.may_adopt, request.member)
    newest = queries.newest(guideline)
    if newest is None:
        raise Http404
    newest.guideline = guideline
    stands = queries.adoption_in(guideline, request.member.organisation_id)
    initial = {
        "since": stands.since if stands else timezone.localdate(),
        "note": stands.note if stands else "",
    }
    form = AdoptForm(posted(request), initial=initial)
    if form.is_valid() and done(
        form, lambda: adopting.adopt(newest, by=request.member, **form.cleaned_data)
    ):
        messages.success(request, f"Fassung {newest.number} gilt jetzt bei Ihnen.")
        return redirect("guideline", guideline.pk)
    context = {
        "title": f"Fassung {newest.number} gilt bei uns",
        "intro": f"Sie sagen für {request.member.organisation}, dass „{newest.title}“ gilt. Das "
        "sehen alle, die die Leitlinie sehen, und es steht im Profil Ihrer Organisation.",
        "form": form,
        "trail": trail(guideline),
        "back": f"{HERE}{guideline.pk}/",
        "dangers": [(f"{HERE}{guideline.pk}/uebernahme-beenden/", "Gilt bei uns nicht mehr")]
        if stands
        else [],
    }
    return render(request, "core/form_page.html", context, status=status_of(form))


@guideline_view()
def end_adoption(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    require(rules.may_adopt, request.member)
    stands = queries.adoption_in(guideline, request.member.organisation_id)
    if stands is None:
        raise Http404
    if request.method == "POST":
        adopting.end(stands, by=request.member)
        messages.success(request, "Die Leitlinie gilt bei Ihnen nicht mehr.")
        return redirect("guideline", guideline.pk)
    context = {
        "title": "Gilt bei uns nicht mehr",
        "text": f"„{guideline.title}“ steht dann nicht mehr im Profil Ihrer Organisation. Im "
        "Protokoll bleibt nachlesbar, seit wann sie galt.",
        "action": "Übernahme beenden",
        "trail": trail(guideline),
        "back": f"{HERE}{guideline.pk}/",
    }
    return render(request, "core/confirm.html", context)
