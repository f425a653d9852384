"""Who decides about a request to come in, and what follows from it."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import (
    experts,
    invitations,
    join_mails,
    join_requests,
    members,
)
from allmende.portal.organisations.enums import JoinKind, JoinState, Role
from allmende.portal.organisations.models import (
    JoinRequest,
    Member,
    Organisation,
    User,
)


@transaction.atomic
def accept(
    request: JoinRequest,
    *,
    roles: Iterable[str],
    by: Member | User,
    address: Callable[[str], str],
) -> JoinRequest:
    """Let the person in. Who has an account is a member now; others get a link for their
    password, ``address`` makes the whole address out of its token.
    """
    current = _current(request, by)
    organisation = current.organisation or experts.organisation()
    granted = _roles(current, roles)
    account = join_requests.account_of(current)
    if account:
        _join(current, account, organisation, granted, by)
    else:
        _invite(current, organisation, granted, by, address)
    _close(current, JoinState.ACCEPTED, by=by)
    details = {"roles": granted}
    audit.record("organisations.join_accepted", by=by, about=current, details=details)
    return current


@transaction.atomic
def refuse(request: JoinRequest, *, reason: str, by: Member | User) -> JoinRequest:
    """The reason goes to the person."""
    current = _current(request, by)
    current.reason = reason.strip()
    if not current.reason:
        raise Refused("Nennen Sie einen Grund. Die Person bekommt ihn zu lesen.")
    _close(current, JoinState.REFUSED, by=by)
    join_mails.send("refused", current)
    if current.user:
        text = f"{_whom(current)} nimmt Sie nicht auf: {current.reason}"
        notifications.notify(current.user, text=text, url="/beitreten/", reason=Reason.FINISHED)
    audit.record("organisations.join_refused", by=by, about=current)
    return current


def _current(request: JoinRequest, by: Member | User) -> JoinRequest:
    current = JoinRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if current is None:
        raise Refused("Diese Anfrage gibt es nicht mehr.")
    require(rules.may_decide_join, by, current)
    if current.state == JoinState.WITHDRAWN:
        raise Refused("Die Person hat ihre Anfrage zurückgezogen.")
    if current.state != JoinState.OPEN:
        who = f"{current.decided_by_label} hat" if current.decided_by_label else "Jemand hat"
        raise Refused(f"{who} darüber schon entschieden: {current.get_state_display()}.")
    return current


def _roles(request: JoinRequest, wanted: Iterable[str]) -> list[str]:
    """Who takes an organisation over administers it; experts have no roles."""
    if request.kind == JoinKind.EXPERT:
        return []
    if request.kind == JoinKind.CLAIM:
        return [Role.ADMINISTRATOR.value]
    return sorted({Role(role).value for role in wanted})


def _join(
    request: JoinRequest,
    account: User,
    organisation: Organisation,
    roles: list[str],
    by: Member | User,
) -> None:
    if not Member.objects.filter(user=account, organisation=organisation).exists():
        members.join(account, organisation=organisation, roles=roles, by=by, how="Anfrage")
    request.user = account
    join_mails.send("accepted", request)
    notifications.notify(
        account,
        text=f"{_whom(request)} hat Sie aufgenommen.",
        url="/konto/uebersicht/",
        reason=Reason.FINISHED,
    )


def _invite(
    request: JoinRequest,
    organisation: Organisation,
    roles: list[str],
    by: Member | User,
    address: Callable[[str], str],
) -> None:
    for older in invitations.open_in(organisation).filter(email__iexact=request.email):
        invitations.withdraw(older, by=by)
    issued = invitations.invite(organisation, email=request.email, roles=roles, by=by)
    join_mails.send("invited", request, link=address(issued.token))


def _close(request: JoinRequest, state: JoinState, *, by: Member | User) -> None:
    now = timezone.now()
    join_requests.settle(request)
    request.state = state
    request.decided_at = now
    request.decided_by_label = str(by.user if isinstance(by, Member) else by)[:200]
    request.expires_at = now + join_requests.KEPT_AFTER
    request.save()


def _whom(request: JoinRequest) -> str:
    return str(request.organisation) if request.organisation else "Das Netzwerk"
