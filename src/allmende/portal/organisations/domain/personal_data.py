"""What this app and the frame keep about a person beside the account (core.domain.personal)."""

from typing import Any

from django.db.models import Q

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.core.models import MailSettings, OutgoingMail, Subscription
from allmende.portal.organisations.models import (
    GroupRequest,
    Invitation,
    JoinRequest,
    NetworkRoleAssignment,
    User,
)


def register_all() -> None:
    personal.register(Keeper("joining", _copy_joining, _forget_joining))
    personal.register(Keeper("working_groups", _copy_groups, _forget_groups))
    personal.register(Keeper("network_roles", _copy_roles, _forget_roles))
    personal.register(Keeper("mails", _copy_mails, _forget_mails))


def _requests(user: User) -> Any:
    return JoinRequest.objects.filter(Q(user=user) | Q(email__iexact=user.email))


def _copy_joining(user: User) -> dict[str, Any]:
    fields = ("organisation__name", "email", "name", "message", "state", "reason", "created_at")
    invited = Invitation.objects.filter(email__iexact=user.email)
    return {
        "requests": list(_requests(user).values(*fields)),
        "invitations": list(invited.values("organisation__name", "created_at", "accepted_at")),
    }


def _forget_joining(user: User, _: str) -> None:
    _requests(user).delete()
    Invitation.objects.filter(email__iexact=user.email).delete()


def _copy_groups(user: User) -> list[Any]:
    mine = GroupRequest.objects.filter(member__user=user)
    return list(mine.values("group__name", "message", "created_at"))


def _forget_groups(user: User, _: str) -> None:
    GroupRequest.objects.filter(member__user=user).delete()


def _copy_roles(user: User) -> list[str]:
    return [str(one) for one in NetworkRoleAssignment.objects.filter(user=user)]


def _forget_roles(user: User, _: str) -> None:
    NetworkRoleAssignment.objects.filter(user=user).delete()


def _copy_mails(user: User) -> dict[str, Any]:
    sent = OutgoingMail.objects.filter(to__iexact=user.email)
    return {
        "settings": list(MailSettings.objects.filter(user=user).values("digest", "at_once")),
        "follows": list(
            Subscription.objects.filter(user=user).values("kind", "key", "level", "created_at")
        ),
        "sent": list(sent.values("subject", "created_at", "sent_at")),
    }


def _forget_mails(user: User, _: str) -> None:
    MailSettings.objects.filter(user=user).delete()
    Subscription.objects.filter(user=user).delete()
    OutgoingMail.objects.filter(to__iexact=user.email).delete()
