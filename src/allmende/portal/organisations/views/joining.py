"""The page behind the link of an invitation."""

from typing import cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.domain import invitations
from allmende.portal.organisations.forms.people import AcceptForm
from allmende.portal.organisations.middleware import SESSION_KEY, VisitorRequest
from allmende.portal.organisations.models import Invitation, Member, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOO_OFT = "Von Ihrem Anschluss kamen zu viele Versuche. Warten Sie bitte eine Minute."


@sensitive_post_parameters("password")
def invitation(request: VisitorRequest, token: str) -> HttpResponse:
    if not ratelimit.allow("invitation", ratelimit.address_of(request), limit=20):
        return _sorry(request, TOO_OFT, status=429)
    try:
        found = invitations.find(token)
    except Refused as refusal:
        return _sorry(request, str(refusal), status=410)
    if request.user.is_authenticated:
        return _join(request, token, found)
    if invitations.account_for(found):
        query = urlencode({"next": request.path})
        context = {"invitation": found, "login": f"{reverse('account_login')}?{query}"}
        return render(request, "organisations/invitation_login.html", context)
    return _register(request, token, found)


def _join(request: VisitorRequest, token: str, found: Invitation) -> HttpResponse:
    """Somebody with an account joins by one click, so that no foreign page can do it."""
    refusal = ""
    if request.method == "POST":
        try:
            return _welcome(request, invitations.accept(token, by=cast("User", request.user)))
        except Refused as error:
            refusal = str(error)
    context = {"invitation": found, "refusal": refusal}
    return render(request, "organisations/invitation_join.html", context)


def _register(request: VisitorRequest, token: str, found: Invitation) -> HttpResponse:
    form = AcceptForm(posted(request), email=found.email)
    if form.is_valid():
        member = attempt(form, lambda: invitations.accept_as_new(token, **form.cleaned_data))
        if member:
            login(request, member.user, backend=BACKEND)
            record_authentication(request, member.user, method="password", email=found.email)
            return _welcome(request, member)
    context = {"invitation": found, "form": form}
    return render(request, "organisations/invitation_register.html", context)


def _welcome(request: VisitorRequest, member: Member) -> HttpResponse:
    request.session[SESSION_KEY] = member.organisation_id
    messages.success(request, f"Willkommen bei {member.organisation}.")
    return redirect("start")


def _sorry(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    context = {"sentence": sentence}
    return render(request, "organisations/invitation_over.html", context, status=status)
