"""The public pages where somebody asks to come in and proves the mail address."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core import lists
from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.domain import directory, join_requests, joining
from allmende.portal.organisations.enums import JoinKind, JoinState
from allmende.portal.organisations.forms.joining import ExpertForm, JoinForm, SearchForm
from allmende.portal.organisations.forms.people import AcceptForm
from allmende.portal.organisations.middleware import SESSION_KEY, VisitorRequest
from allmende.portal.organisations.models import JoinRequest, Member, Organisation, User
from allmende.portal.organisations.views.joining import BACKEND, TOO_OFT

TOO_MANY_FORMS = (
    "Von Ihrem Anschluss kamen zu viele Anfragen. Warten Sie bitte zehn Minuten. Ihre Eingabe "
    "bleibt hier stehen."
)
TOO_MANY_MAILS = (
    "An diese Adresse ging heute schon mehrmals eine E-Mail. Prüfen Sie Ihren Posteingang und den "
    "Ordner für unerwünschte Nachrichten, oder versuchen Sie es morgen wieder."
)


@require_safe
def search(request: VisitorRequest) -> HttpResponse:
    """Choose an organisation: a search field and a list, which need no script."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["suche"].strip() if form.is_valid() else ""
    page = lists.page_of(request, directory.joinable(text).order_by("name", "pk"))
    return render(request, "organisations/join/search.html", {"filter": form, "page": page})


def at_organisation(request: VisitorRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(directory.joinable(), slug=slug)
    return _asked(request, organisation, JoinForm(posted(request), initial=_known(request)))


def as_expert(request: VisitorRequest) -> HttpResponse:
    return _asked(request, None, ExpertForm(posted(request), initial=_known(request)))


@require_safe
def sent(request: VisitorRequest) -> HttpResponse:
    return render(request, "organisations/join/sent.html")


@sensitive_post_parameters("password")
def confirm(request: VisitorRequest, token: str) -> HttpResponse:
    """Behind the link of the mail. A click proves it: programs that only fetch links do not."""
    if not ratelimit.allow("join-link", ratelimit.address_of(request), limit=30):
        return _over(request, TOO_OFT, status=429)
    try:
        found = join_requests.find(token)
    except Refused as refusal:
        return _over(request, str(refusal), status=410)
    if found.state == JoinState.OPEN:
        return render(request, "organisations/join/waiting.html", {"join": found, "token": token})
    account = join_requests.account_of(found)
    if account:
        mine = account.pk == request.user.pk
        return _click(request, token, found) if mine else _log_in_first(request, account)
    return _without_account(request, token, found)


@require_POST
def withdraw(request: VisitorRequest, token: str) -> HttpResponse:
    try:
        joining.withdraw(token)
    except Refused as refusal:
        return _over(request, str(refusal), status=410)
    messages.success(request, "Ihre Anfrage ist zurückgezogen.")
    return redirect("join")


@login_required
@require_POST
def withdraw_own(request: VisitorRequest, pk: int) -> HttpResponse:
    person = cast("User", request.user)
    found = get_object_or_404(join_requests.own(person), pk=pk)
    try:
        joining.withdraw_own(found, by=person)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ihre Anfrage ist zurückgezogen.")
    return redirect("account")


def _asked(
    request: VisitorRequest, organisation: Organisation | None, form: JoinForm
) -> HttpResponse:
    status = 200
    if form.is_valid():
        refusal = _too_many(request, form.cleaned_data["email"])
        if refusal:
            form.add_error(None, refusal)
            status = 429
        else:
            made = attempt(form, lambda: _ask(request, organisation, form.cleaned_data))
            if made:
                return _answer(request, made)
    if form.errors and status == 200:
        status = 422
    context = {"organisation": organisation, "form": form}
    return render(request, "organisations/join/form.html", context, status=status)


def _ask(
    request: VisitorRequest, organisation: Organisation | None, values: dict[str, Any]
) -> JoinRequest:
    person = request.user if request.user.is_authenticated else None
    return joining.ask(organisation, **values, user=person, address=_link_of(request))


def _answer(request: VisitorRequest, made: JoinRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("join-sent")
    if made.state == JoinState.ACCEPTED:
        return _welcome(request, made)
    if made.state == JoinState.OPEN:
        messages.success(request, "Ihre Anfrage ist gestellt. Sie bekommen Nachricht.")
        return redirect("account")
    return redirect("join-sent")


def _register(request: VisitorRequest, token: str, found: JoinRequest) -> HttpResponse:
    form = AcceptForm(posted(request), email=found.email, initial={"name": found.name})
    if form.is_valid():
        member = attempt(form, lambda: joining.confirm_as_new(token, **form.cleaned_data))
        if member:
            login(request, member.user, backend=BACKEND)
            record_authentication(request, member.user, method="password", email=found.email)
            return _welcome(request, member)
    context = {"join": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organisations/join/register.html", context, status=status)


def _without_account(request: VisitorRequest, token: str, found: JoinRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return _over(request, _other_account(found), status=200)
    if found.kind == JoinKind.MAIL_DOMAIN:
        return _register(request, token, found)
    return _click(request, token, found)


def _click(request: VisitorRequest, token: str, found: JoinRequest) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        person = request.user if request.user.is_authenticated else None
        try:
            made = joining.confirm(token, by=person)
        except Refused as error:
            refusal = str(error)
        else:
            if made.state == JoinState.ACCEPTED:
                return _welcome(request, made)
            return redirect("join-confirm", token)
    context = {"join": found, "refusal": refusal}
    return render(request, "organisations/join/confirm.html", context)


def _log_in_first(request: VisitorRequest, account: User) -> HttpResponse:
    query = urlencode({"next": request.path})
    context = {
        "account": account,
        "login": f"{reverse('account_login')}?{query}",
        "other": request.user.is_authenticated,
    }
    return render(request, "organisations/join/log_in.html", context)


def _other_account(found: JoinRequest) -> str:
    return (
        f"Der Link gehört zu {found.email}, dafür gibt es noch keinen Zugang. Melden Sie sich ab, "
        "wenn Sie einen eigenen anlegen möchten. Soll der Beitritt zu Ihrem jetzigen Konto "
        "gehören, fragen Sie noch einmal an, solange Sie angemeldet sind."
    )


def _welcome(request: VisitorRequest, at: JoinRequest | Member) -> HttpResponse:
    request.session[SESSION_KEY] = at.organisation_id
    messages.success(request, f"Willkommen bei {at.organisation}.")
    return redirect("start")


def _too_many(request: VisitorRequest, email: str) -> str:
    """Neither one place that floods the form nor one address that is flooded."""
    if not ratelimit.allow("join", ratelimit.address_of(request), limit=10, seconds=600):
        return TOO_MANY_FORMS
    if not ratelimit.allow("join-mail", email.lower(), limit=5, seconds=24 * 3600):
        return TOO_MANY_MAILS
    return ""


def _known(request: VisitorRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.name, "email": request.user.email}


def _link_of(request: HttpRequest) -> joining.Address:
    return lambda token: request.build_absolute_uri(reverse("join-confirm", args=[token]))


def _over(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return render(request, "organisations/join/over.html", {"sentence": sentence}, status=status)
