"""A person's own account: name, copy of the own data, deletion."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from allmende.portal.core.domain import audit, personal
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, User

KNOWN = (
    "Zu {email} gibt es schon ein Konto. Es wurde nichts geändert. Nehmen Sie eine andere "
    "Adresse, oder setzen Sie auf der Anmeldeseite das Passwort zurück."
)


def create_operator(*, email: str, name: str, password: str) -> User:
    """Whoever may run commands on the server may do everything, so no permission is asked."""
    refuse_known(email)
    try:
        return _create_operator(email.strip().lower(), name, password)
    except IntegrityError as error:  # two commands at the same moment
        raise Refused(KNOWN.format(email=email)) from error


def refuse_known(email: str) -> None:
    """Raise Refused where the address has an account already."""
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(KNOWN.format(email=email))


@transaction.atomic
def _create_operator(email: str, name: str, password: str) -> User:
    user = User.objects.create_superuser(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record("organisations.operator_created", by=None, about=user)
    return user


@transaction.atomic
def rename(user: User, *, name: str, by: User) -> User:
    require(rules.is_same_person, by, user)
    before = user.name
    user.name = name
    user.save(update_fields=["name"])
    audit.record("organisations.renamed", by=by, about=user, details={"Name": [before, name]})
    return user


def copy_of(user: User) -> dict[str, Any]:
    """All that is stored about the person here, ready for JSON (Art. 15 and 20 DSGVO)."""
    notifications = Notification.objects.filter(recipient=user)
    entries = AuditEntry.objects.filter(actor=user)
    return {
        "name": user.name,
        "email": user.email,
        "created": user.date_joined,
        "last_login": user.last_login,
        "memberships": [_membership(member) for member in _memberships(user)],
        "notifications": list(notifications.values("text", "created_at", "read_at")),
        "audit": list(entries.values("at", "action", "object_label", "details")),
    }


@transaction.atomic
def erase(user: User, *, by: User, label: str = personal.FORMER) -> None:
    """Delete the account and its memberships. ``label`` stands under what others still need to
    read; the audit trail keeps the name (Art. 17 (3)).
    """
    require(rules.is_same_person, by, user)
    for member in _memberships(user):
        members.leave(member, by=member)
    if user.is_superuser and not _other_operators(user):
        raise Refused("Sie betreiben dieses Netzwerk allein. Benennen Sie zuerst eine Vertretung.")
    audit.record("organisations.account_erased", by=by, about=user)
    personal.forget(user, label=label[:200])
    user.delete()


def _memberships(user: User) -> list[Member]:
    return list(
        Member.objects.filter(user=user)
        .select_related("organisation", "office", "user")
        .prefetch_related("roles", "groups")
    )


def _membership(member: Member) -> dict[str, Any]:
    return {
        "organisation": str(member.organisation),
        "office": str(member.office or ""),
        "roles": [str(Role(role).label) for role in sorted(member.role_names)],
        "groups": [str(group) for group in member.groups.all()],
        "joined": member.joined_at,
    }


def _other_operators(user: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
