"""Who asks: what every request reads before anything else.

The SQL stands here as text because Django needs ten times as long to write it as the database
needs to answer it, and a crowd pays for that at every click.
"""

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from allmende.portal.organisations.models import Member, Organisation, User

_MEMBERS = """
SELECT m.*, r.role FROM organisations_member m
JOIN organisations_organisation o ON o.id = m.organisation_id
LEFT JOIN organisations_roleassignment r ON r.member_id = m.id
WHERE m.user_id = %s AND o.is_active
ORDER BY m.joined_at, m.id
"""
_GROUPS = """
SELECT g.member_id, g.group_id FROM organisations_group_members g
JOIN organisations_member m ON m.id = g.member_id
WHERE m.user_id = %s
"""
_ORGANISATIONS = """
SELECT o.* FROM organisations_organisation o
JOIN organisations_member m ON o.id = m.organisation_id
WHERE m.user_id = %s
"""


def memberships_of(user: User | AnonymousUser) -> list[Member]:
    """The memberships of a person in active organisations, with roles and groups, the oldest first.

    Nobody signed in: no question to the database.
    """
    if isinstance(user, AnonymousUser):
        return []
    rows = list(Member.objects.raw(_MEMBERS, [user.pk]))  # as often as there are roles
    if not rows:
        return []
    organisations = {one.pk: one for one in Organisation.objects.raw(_ORGANISATIONS, [user.pk])}
    members: dict[int, Member] = {}
    for row in rows:
        member = members.setdefault(row.pk, row)
        if member is row:
            member.user, member.organisation = user, organisations[row.organisation_id]
            member.role_names, member.group_ids = set(), set()
        member.role_names |= {row.role} - {None}  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, [user.pk])
        for member_id, group in cursor.fetchall():
            if member_id in members:
                members[member_id].group_ids.add(group)
    return list(members.values())
