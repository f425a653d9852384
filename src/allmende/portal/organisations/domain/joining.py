"""Coming in by one's own wish: ask, prove the address, wait for a decision or be in at once."""

import secrets
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import experts, join_mails, join_requests, members
from allmende.portal.organisations.domain.join_requests import (
    DECIDED_WITHIN,
    KEPT_AFTER,
    VALID_FOR,
    kind_of,
)
from allmende.portal.organisations.enums import JOIN_WAITING, JoinKind, JoinState
from allmende.portal.organisations.models import JoinRequest, Member, Organisation, User

type Address = Callable[[str], str]  # token -> the whole address of the page for it

ALREADY = "Sie sind schon Mitglied von {place}."
WAITING = "Ihre Anfrage liegt schon vor. Sie bekommen Nachricht, sobald entschieden ist."


@transaction.atomic
def ask(
    organisation: Organisation | None,
    *,
    name: str,
    email: str,
    message: str,
    address: Address,
    user: User | None = None,
) -> JoinRequest:
    """Somebody wants to come into the organisation, or as an expert where it is None.

    The answer is the same whoever has an account: only the mail tells more. ``user`` is who is
    logged in; the account's own confirmed address needs no mail.
    """
    join_requests.refuse_closed(organisation)
    _one_at_a_time(organisation, user)
    if user:
        _refuse_double(user, organisation)
    request = _new_or_again(organisation, email.strip().lower(), user)
    if request.state == JoinState.OPEN:
        join_mails.send("again", request)
        return request
    request.name, request.message = name, message
    token = _renew(request)
    if user and _has_proven(user, request.email):
        return _proven(request, user)
    join_mails.send("prove", request, link=address(token))
    return request


@transaction.atomic
def confirm(token: str, *, by: User | None) -> JoinRequest:
    """The link has proven the address. ``by`` is who is logged in; an account is needed only
    where there is one already.
    """
    request = join_requests.locked(token)
    account = join_requests.account_of(request)
    if account and (by is None or by.pk != account.pk):
        raise Refused(
            f"Melden Sie sich mit {account.email} an und öffnen Sie den Link noch einmal."
        )
    if request.state == JoinState.OPEN:  # a second click
        return request
    return _proven(request, account)


@transaction.atomic
def confirm_as_new(token: str, *, name: str, password: str) -> Member:
    """A new person whose mail domain is the organisation's is a member at once."""
    request = join_requests.locked(token)
    if join_requests.account_of(request):
        raise Refused("Für diese Adresse gibt es schon ein Konto. Melden Sie sich damit an.")
    organisation = request.organisation
    if not organisation or kind_of(organisation, request.email) != JoinKind.MAIL_DOMAIN:
        raise Refused("Die Organisation entscheidet inzwischen selbst. Laden Sie die Seite neu.")
    user = User.objects.create_user(request.email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return _join(request, organisation, user)


@transaction.atomic
def withdraw(token: str) -> None:
    """Whoever has the link may take the request back."""
    _withdraw(join_requests.locked(token))


@transaction.atomic
def withdraw_own(request: JoinRequest, *, by: User) -> None:
    waiting = join_requests.own(by).select_for_update(of=("self",))
    current = waiting.filter(pk=request.pk).first()
    if current is None:
        raise Refused("Über diese Anfrage ist schon entschieden.")
    _withdraw(current)


def _one_at_a_time(organisation: Organisation | None, user: User | None) -> None:
    """A form that is sent twice at the same moment makes one request."""
    if organisation:
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if user:
        User.objects.select_for_update().get(pk=user.pk)


def _new_or_again(organisation: Organisation | None, email: str, user: User | None) -> JoinRequest:
    """One request for each address and organisation, however often the form is sent."""
    mine = Q(user=user) if user else Q(user=None) | Q(state=JoinState.OPEN)
    same = JoinRequest.objects.filter(mine, organisation=organisation, email=email)
    waiting = same.filter(state__in=JOIN_WAITING).select_for_update(of=("self",)).first()
    return waiting or JoinRequest(organisation=organisation, email=email, user=user)


def _renew(request: JoinRequest) -> str:
    """A new link for another 14 days; an older one ends."""
    token = secrets.token_urlsafe(32)
    request.kind = kind_of(request.organisation, request.email)
    request.token_hash = join_requests.hidden(token)
    request.expires_at = timezone.now() + VALID_FOR
    request.save()
    return token


def _proven(request: JoinRequest, user: User | None) -> JoinRequest:
    organisation = request.organisation
    request.kind = kind_of(organisation, request.email)
    request.user = user
    if user and Member.objects.filter(user=user, organisation=organisation).exists():
        raise Refused(ALREADY.format(place=organisation))
    if request.kind != JoinKind.MAIL_DOMAIN or organisation is None:
        return _wait(request)
    if user is None:
        raise Refused("Legen Sie bitte Ihren Zugang an: Laden Sie die Seite neu.")
    _join(request, organisation, user)
    return request


def _join(request: JoinRequest, organisation: Organisation, user: User) -> Member:
    how = str(JoinKind.MAIL_DOMAIN.label)
    member = members.join(user, organisation=organisation, roles=(), by=user, how=how)
    now = timezone.now()
    request.state, request.user = JoinState.ACCEPTED, user
    request.confirmed_at = request.decided_at = now
    request.expires_at = now + KEPT_AFTER
    request.save()
    return member


def _wait(request: JoinRequest) -> JoinRequest:
    """Proven: tell those who decide. A second request of the same address is one too many."""
    same = JoinRequest.objects.filter(
        organisation=request.organisation, email=request.email, state=JoinState.OPEN
    )
    if same.exclude(pk=request.pk).exists():
        raise Refused(WAITING)
    now = timezone.now()
    request.state, request.confirmed_at = JoinState.OPEN, now
    request.expires_at = now + DECIDED_WITHIN
    request.save()
    join_requests.tell_deciders(request)
    audit.record("organisations.join_asked", by=None, about=request)
    return request


def _withdraw(request: JoinRequest) -> None:
    request.state = JoinState.WITHDRAWN
    request.expires_at = timezone.now() + KEPT_AFTER
    request.save(update_fields=["state", "expires_at"])
    join_requests.settle(request)
    audit.record("organisations.join_withdrawn", by=None, about=request)


def _refuse_double(user: User, organisation: Organisation | None) -> None:
    if organisation is None and experts.people().filter(user=user).exists():
        raise Refused("Sie sind schon als Fachperson im Netzwerk.")
    if organisation and Member.objects.filter(user=user, organisation=organisation).exists():
        raise Refused(ALREADY.format(place=organisation))
    waiting = join_requests.own(user).filter(organisation=organisation, state=JoinState.OPEN)
    if waiting.exists():
        raise Refused(WAITING)


def _has_proven(user: User, email: str) -> bool:
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())
