"""Invitations by mail: the only way in besides the administration's own log-in."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Invitation, Member, Organisation, User

VALID_FOR = timedelta(days=14)
ASK_AGAIN = "Bitten Sie die Administration Ihrer Organisation um eine neue Einladung."


@dataclass(frozen=True)
class Issued:
    """A fresh invitation and its token, which is known only now: the database keeps a hash."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    organisation: Organisation, *, email: str, roles: Iterable[str], by: Member | User
) -> Issued:
    require(rules.may_invite, by, organisation)
    email = email.strip().lower()
    if Member.objects.filter(organisation=organisation, user__email__iexact=email).exists():
        raise Refused(f"{email} ist schon Mitglied von {organisation}.")
    if open_in(organisation).filter(email__iexact=email).exists():
        raise Refused(f"Für {email} gibt es schon eine offene Einladung. Senden Sie sie erneut.")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        roles=sorted({Role(role) for role in roles}),
        token_hash=_hash(token),
        invited_by=by.user if isinstance(by, Member) else by,
        expires_at=timezone.now() + VALID_FOR,
    )
    audit.record("organisations.invited", by=by, about=invitation)
    return Issued(invitation, token)


@transaction.atomic
def resend(invitation: Invitation, *, by: Member | User) -> Issued:
    """A new link for another 14 days; the old link ends."""
    require(rules.may_invite, by, invitation.organisation)
    current = _current(invitation)
    token = secrets.token_urlsafe(32)
    current.token_hash = _hash(token)
    current.expires_at = timezone.now() + VALID_FOR
    current.save(update_fields=["token_hash", "expires_at"])
    audit.record("organisations.invitation_resent", by=by, about=current)
    return Issued(current, token)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Member | User) -> None:
    require(rules.may_invite, by, invitation.organisation)
    current = _current(invitation)
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    audit.record("organisations.invitation_withdrawn", by=by, about=current)


def find(token: str) -> Invitation:
    """The open invitation of a link; Refused with a sentence where it does not hold."""
    found = Invitation.objects.filter(token_hash=_hash(token)).select_related("organisation")
    invitation = found.first()
    if invitation is None:
        raise Refused(f"Diesen Einladungslink gibt es nicht oder nicht mehr. {ASK_AGAIN}")
    if invitation.accepted_at:
        raise Refused("Diese Einladung ist schon angenommen. Melden Sie sich einfach an.")
    if invitation.withdrawn_at or not invitation.organisation.is_active:
        raise Refused(f"Diese Einladung wurde zurückgezogen. {ASK_AGAIN}")
    if invitation.expires_at < timezone.now():
        raise Refused(f"Diese Einladung ist nach 14 Tagen abgelaufen. {ASK_AGAIN}")
    return invitation


def account_for(invitation: Invitation) -> User | None:
    """The account that the invited address already has."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept(token: str, *, by: User) -> Member:
    """A person with an account joins."""
    invitation = _locked(token)
    if by.email.lower() != invitation.email.lower():
        raise Refused(
            f"Die Einladung gilt für {invitation.email}, angemeldet sind Sie als {by.email}. "
            "Melden Sie sich ab und mit dem eingeladenen Konto wieder an."
        )
    return _join(invitation, by)


@transaction.atomic
def accept_as_new(token: str, *, name: str, password: str) -> Member:
    """A new person gets an account; the link has proven the address."""
    invitation = _locked(token)
    if account_for(invitation):
        raise Refused("Für diese Adresse gibt es schon ein Konto. Melden Sie sich damit an.")
    user = User.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return _join(invitation, user)


def open_in(organisation: Organisation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)


def _locked(token: str) -> Invitation:
    # Two clicks at the same moment must not use one link twice.
    Invitation.objects.select_for_update().filter(token_hash=_hash(token)).first()
    return find(token)


def _join(invitation: Invitation, user: User) -> Member:
    member = members.join(
        user,
        organisation=invitation.organisation,
        roles=invitation.roles,
        by=user,
        how="Einladung",
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return member


def _current(invitation: Invitation) -> Invitation:
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.accepted_at:
        raise Refused("Diese Einladung ist inzwischen angenommen.")
    if current.withdrawn_at:
        raise Refused("Diese Einladung ist schon zurückgezogen.")
    return current


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
