"""The way to a human."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.assistant.domain import answers, inquiries, limits, queries
from allmende.portal.assistant.forms import InquiryForm
from allmende.portal.assistant.models import Question
from allmende.portal.assistant.views import place
from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.models import Office, Organisation

LIKELY = 0.45  # below it the nearest document has by experience nothing to do with the question


def request_form(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_or_404(slug)
    if request.method == "POST":
        return _received(request, organisation)
    question = queries.public_question(organisation, request.GET.get("frage"))
    initial = _from(question, organisation) if question else {}
    return _page(request, organisation, InquiryForm(initial=initial, organisation=organisation))


@require_safe
def sent(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Says that it arrived and where; shows nothing of what was written."""
    organisation = organisation_or_404(slug)
    inquiry = queries.received(organisation, pk)
    if inquiry is None:
        raise Http404
    context = place.context(organisation) | {"inquiry": inquiry}
    return render(request, "assistant/inquiry_sent.html", context)


def _received(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = InquiryForm(request.POST, organisation=organisation)
    if form.is_from_robot:
        return redirect("public-start", organisation.slug)
    if not form.is_valid():
        return _page(request, organisation, form, status=422)
    if not limits.may_inquire(request):
        return _page(request, organisation, form, status=429)
    inquiry = inquiries.submit(organisation, **form.cleaned_data_of_inquiry)
    return redirect("public-inquiry-sent", organisation.slug, inquiry.pk)


def _page(
    request: HttpRequest, organisation: Organisation, form: InquiryForm, *, status: int = 200
) -> HttpResponse:
    context = place.context(organisation) | {"form": form, "too_often": status == 429}
    return render(request, "assistant/inquiry_form.html", context, status=status)


def _from(question: Question, organisation: Organisation) -> dict[str, object]:
    """The office of the best source, where there is a good one of this organisation."""
    shown = answers.show(question, member=None)
    if question.confidence < LIKELY:
        return {"question": question.text}
    own: list[Office] = [o for o in shown.offices if o.organisation_id == organisation.pk]
    return {"question": question.text, "office": own[0] if own else None}
