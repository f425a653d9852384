"""Invitations: list, send, send again, withdraw."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.domain import invitations, mails, queries
from allmende.portal.organisations.domain.invitations import Issued
from allmende.portal.organisations.forms.people import InvitationForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Invitation
from allmende.portal.organisations.views.administration import administrator, trail

ORDERS = {"datum": ["-created_at"], "email": ["email"], "ablauf": ["expires_at"]}


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    rows = lists.ordered(request, queries.invitations_of(request.member.organisation), ORDERS)
    context = {"trail": trail(), "page": lists.page_of(request, rows), "now": timezone.now()}
    return render(request, "organisations/invitations.html", context)


@administrator
def create(request: MemberRequest) -> HttpResponse:
    form = InvitationForm(posted(request))
    organisation = request.member.organisation
    if form.is_valid():
        issued = attempt(
            form,
            lambda: invitations.invite(organisation, **form.cleaned_data, by=request.member),
        )
        if issued:
            deliver(request, issued)
            return redirect("invitations")
    context = {
        "title": "Person einladen",
        "trail": trail(("Einladungen", "invitations")),
        "intro": "Die Person bekommt eine E-Mail mit einem Link, der 14 Tage lang gilt.",
        "form": form,
        "submit": "Einladung senden",
        "back": reverse("invitations"),
    }
    return render(request, "core/form_page.html", context)


@administrator
@require_POST
def resend(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        deliver(request, invitations.resend(_invitation(request, pk), by=request.member))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("invitations")


@administrator
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        invitations.withdraw(invitation, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Die Einladung an {invitation.email} ist zurückgezogen.")
    return redirect("invitations")


def deliver(request: HttpRequest, issued: Issued) -> None:
    """Send the mail and say what became of it."""
    link = request.build_absolute_uri(reverse("invitation", args=[issued.token]))
    email = issued.invitation.email
    mails.send_invitation(issued, link=link)
    messages.success(request, f"Die Einladung an {email} ist verschickt.")
    # With a mail server only the invited person may see the link: it proves the address.
    if not settings.SMTP_HOST:
        messages.info(
            request,
            "Es ist kein Mailserver eingerichtet. Geben Sie den Link selbst weiter, er steht nur "
            f"jetzt hier: {link}",
        )


def _invitation(request: MemberRequest, pk: int) -> Invitation:
    return get_object_or_404(queries.invitations_of(request.member.organisation), pk=pk)
