"""Every address of the administration, with what it needs to exist."""

from django.urls import reverse

from allmende.portal.organisations.domain import groups, invitations, members, offices, pages
from tests import factories

OFFICE = {"name": "Bürgerbüro", "email": "", "phone": "", "address": "", "room": "", "hours": ""}
LISTS = ["members", "invitations", "offices", "pages", "groups", "audit", "settings"]
EXPORTS = ["members-export", "audit-export"]
FORMS = ["invitation-create", "office-create", "group-create"]


def furnish(organisation, admin, mark):
    """One of everything in the organisation, named with ``mark``; returns the addresses."""
    person = factories.member(organisation, email=f"{mark}@x.example", name=f"Person {mark}")
    gone = factories.member(organisation, email=f"weg-{mark}@x.example", name=f"Weg {mark}")
    office = offices.create(organisation, values={**OFFICE, "name": f"Amt {mark}"}, by=admin)
    issued = invitations.invite(organisation, email=f"neu-{mark}@x.example", roles=[], by=admin)
    group = groups.create(organisation, name=f"Gruppe {mark}", members=[person], by=admin)
    pages.save(
        organisation, kind="imprint", language="de", text=f"Text {mark}", revision=0, by=admin
    )
    members.remove(gone, by=admin)
    objects = [
        *((name, [person.pk]) for name in ("member", "member-remove", "member-reset")),
        *((name, [office.pk]) for name in ("office", "office-delete")),
        *((name, [issued.invitation.pk]) for name in ("invitation-resend", "invitation-withdraw")),
        *((name, [group.pk]) for name in ("group", "group-delete", "group-guest")),
        ("group-guest-remove", [group.pk, person.pk]),
    ]
    return [reverse(name, args=args) for name, args in objects]
