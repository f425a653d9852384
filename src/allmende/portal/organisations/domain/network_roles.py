"""Who does something for the whole network."""

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from allmende.portal.core.domain import audit, notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations import rules
from allmende.portal.organisations.enums import NETWORK_ROLE_HELP, NetworkRole
from allmende.portal.organisations.models import Member, NetworkRoleAssignment, User


def listed(*, role: str = "") -> QuerySet[NetworkRoleAssignment]:
    """With the organisations of each person."""
    found = NetworkRoleAssignment.objects.filter(role=role) if role else _all()
    places = Member.objects.filter(organisation__is_active=True).select_related("organisation")
    return found.select_related("user").prefetch_related(Prefetch("user__members", places))


@transaction.atomic
def give(*, email: str, role: str, by: User) -> NetworkRoleAssignment:
    require(rules.may_run_network, by)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise Refused(f"Zu {email} gibt es kein Konto. Die Person muss zuerst beitreten.")
    if not Member.objects.filter(user=user, organisation__is_active=True).exists():
        raise Refused(f"{user} gehört noch zu keiner Organisation.")
    task = NetworkRole(role)
    given, is_new = NetworkRoleAssignment.objects.get_or_create(user=user, role=task)
    if not is_new:
        raise Refused(f"{user} hat diese Aufgabe schon.")
    audit.record(
        "organisations.network_role_given",
        by=by,
        about=user,
        details={"Aufgabe": str(task.label)},
    )
    notifications.notify(
        user,
        text=f"Sie haben eine Aufgabe für das Netzwerk: {task.label}.",
        url="/netzwerk/organisationen/",
        reason=Reason.ASSIGNED,
    )
    return given


@transaction.atomic
def take(given: NetworkRoleAssignment, *, by: User) -> None:
    require(rules.may_run_network, by)
    details = {"Aufgabe": given.get_role_display()}
    audit.record("organisations.network_role_taken", by=by, about=given.user, details=details)
    given.delete()


def help_of(role: str) -> str:
    return NETWORK_ROLE_HELP[NetworkRole(role)]


def _all() -> QuerySet[NetworkRoleAssignment]:
    return NetworkRoleAssignment.objects.all()
