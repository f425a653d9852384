"""The first log-in through the administration's own identity provider."""

from django.db import transaction

from allmende.portal.organisations.domain import members, queries
from allmende.portal.organisations.models import Member, User


@transaction.atomic
def join_by_mail_domain(user: User) -> Member | None:
    """Make the person a plain member of the organisation with just that mail domain.

    The identity provider has confirmed the address; None where no organisation has the domain.
    """
    domain = user.email.rpartition("@")[2]
    found = queries.public_organisations().filter(mail_domain__iexact=domain)
    organisation = found.exclude(mail_domain="").first()
    if organisation is None:
        return None
    return members.join(
        user, organisation=organisation, roles=(), by=user, how="Anmeldung der Verwaltung"
    )
