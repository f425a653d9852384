"""Who leads rooms and takes minutes, and who plans a session."""

from django.db.models import Q, QuerySet

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.enums import Audience, NetworkRole, OrganisationKind
from allmende.portal.organisations.models import Member, User

NETWORK_WIDE = (Audience.NETWORK, Audience.PUBLIC)
SUGGESTED = 200


def candidates(session: Session) -> QuerySet[Member]:
    """Everybody who may see the session."""
    found = Member.objects.filter(user__is_active=True, organisation__is_active=True)
    if session.audience == Audience.GROUP:
        found = found.filter(groups=session.group_id)
    elif session.audience == Audience.ORGANISATION:
        found = found.filter(organisation=session.organisation_id)
        found = found.exclude(organisation__kind=OrganisationKind.EXPERTS)
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def suggested(session: Session) -> list[str]:
    """Names for the form: of a group or an organisation all, else of the own colleagues."""
    found = candidates(session)
    if session.audience in NETWORK_WIDE:
        found = found.filter(organisation=session.organisation_id)
    return list(dict.fromkeys(str(member.user) for member in found[:SUGGESTED]))


def named(session: Session, text: str) -> User | None:
    """The person by name or mail address; none for an empty text.

    Raises Refused where nobody or several people are meant.
    """
    wanted = " ".join(text.split())
    if not wanted:
        return None
    match = Q(user__email__iexact=wanted) if "@" in wanted else Q(user__name__iexact=wanted)
    users = {member.user_id: member for member in candidates(session).filter(match)[:50]}
    if not users:
        raise Refused(
            f"„{wanted[:80]}“ ist niemand, der diese Veranstaltung sehen darf. Schreiben Sie den "
            "ganzen Namen oder die dienstliche E-Mail-Adresse."
        )
    if len(users) > 1:
        places = ", ".join(sorted(str(member.organisation) for member in users.values()))
        raise Refused(
            f"„{wanted[:80]}“ gibt es mehrmals ({places}). Schreiben Sie die E-Mail-Adresse."
        )
    return next(iter(users.values())).user


def organisers(session: Session) -> list[User]:
    """The author where that person still plans it, else all who may."""
    author = (
        Member.objects.filter(
            user=session.author_id,
            user__is_active=True,
            organisation=session.organisation_id,
            organisation__is_active=True,
        )
        .select_related("user")
        .first()
    )
    if author:
        return [author.user]
    if session.audience == Audience.NETWORK:
        return list(
            User.objects.filter(
                is_active=True, network_roles__role=NetworkRole.ORGANISER
            ).distinct()
        )
    found = candidates(session).filter(
        organisation=session.organisation_id, roles__role__in=rules.ROLES
    )
    return list({member.user_id: member.user for member in found}.values())
