"""How it was, without a name."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.forms import done, posted
from allmende.portal.events.domain.attending.states import HOLDING
from allmende.portal.events.domain.live import feedback as domain
from allmende.portal.events.forms.live.polls import FeedbackForm
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.rules.planning import may_organise
from allmende.portal.events.views.live.access import live_view, trail
from allmende.portal.organisations.middleware import MemberRequest

INTRO = (
    "Ihre Rückmeldung wird ohne Ihren Namen gespeichert. Die Veranstaltenden sehen sie, sobald "
    "mindestens drei da sind."
)


@live_view()
def give(request: MemberRequest, session: Session) -> HttpResponse:
    mine = Registration.objects.filter(session=session, user=request.user, state__in=HOLDING)
    registration = mine.select_related("session").first()
    if registration is None:
        raise Http404
    back = f"/veranstaltungen/{session.pk}/"
    return answer(request, registration, back=back, steps=trail(session))


@live_view(may=may_organise)
@require_safe
def summary(request: MemberRequest, session: Session) -> HttpResponse:
    context = {
        "session": session,
        "summary": domain.summary(session),
        "fewest": domain.FEWEST,
        "trail": trail(session),
    }
    return render(request, "events/live/feedback.html", context)


def answer(
    request: HttpRequest, registration: Registration, *, back: str, steps: list[tuple[str, str]]
) -> HttpResponse:
    """The form, for members and for guests with their personal link."""
    if sentence := domain.refusal(registration):
        messages.info(request, sentence)
        return redirect(back)
    form = FeedbackForm(posted(request))
    if form.is_valid() and done(form, lambda: _give(registration, form)):
        messages.success(request, "Danke für Ihre Rückmeldung.")
        return redirect(back)
    context = {
        "title": "Rückmeldung geben",
        "intro": INTRO,
        "trail": steps,
        "form": form,
        "submit": "Absenden",
        "back": back,
    }
    status = 422 if form.errors else 200
    return render(request, "core/form_page.html", context, status=status)


def _give(registration: Registration, form: FeedbackForm) -> bool:
    domain.give(registration, **form.cleaned_data)
    return True
