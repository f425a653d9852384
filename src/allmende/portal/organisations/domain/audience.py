"""The one policy of who sees what, used by pages, search, exports and the API alike.

Every object that can be seen carries one audience key in a column ``scope``; every reader has
a set of keys. Visible is what has a key of the set, decided inside the query.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q

from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation

NETWORK_KEY = "network"
PUBLIC_PREFIX = "public:"
NETWORK_PUBLIC_KEY = "public:network"  # everybody's, and no single organisation's


def key_for(audience: str, *, organisation_id: int, group_id: int | None = None) -> str:
    """The audience key of an object of that organisation.

    Raises ValueError where the audience is a group and none is given.
    """
    match Audience(audience):
        case Audience.PUBLIC:
            return f"{PUBLIC_PREFIX}{organisation_id}"
        case Audience.NETWORK:
            return NETWORK_KEY
        case Audience.ORGANISATION:
            return f"organisation:{organisation_id}"
        case Audience.GROUP if group_id:
            return f"group:{group_id}"
    raise ValueError("Eine Arbeitsgruppe muss gewählt sein.")


def member_keys(member: Member | None) -> frozenset[str]:
    """Keys beyond the public that a member reads; empty for everybody else."""
    if member is None or not member.user.is_active or not member.organisation.is_active:
        return frozenset()
    return frozenset(_keys(member))


def keys_by_user(user_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Keys beyond the public of many people at once, out of all their memberships."""
    keys: dict[int, set[str]] = {}
    members = Member.objects.filter(
        user__in=user_ids, user__is_active=True, organisation__is_active=True
    )
    for member in members.select_related("organisation").prefetch_related("groups"):
        keys.setdefault(member.user_id, set()).update(_keys(member))
    return {user: frozenset(found) for user, found in keys.items()}


def visible_to(member: Member | None) -> Q:
    """Everything public of active organisations, and what the member may read beyond."""
    return Q(scope__in=find_keys(member))


def may_see(member: Member | None, scope: str) -> bool:
    """``visible_to`` for one object that was found already: mostly without a query."""
    return scope in member_keys(member) or scope in find_keys(member)


def find_keys(member: Member | None) -> frozenset[str]:
    """For search over everything: what ``visible_to`` says, as plain keys."""
    # Thousands may come from a list; where nobody acts for an organisation, nothing is its own.
    active = Organisation.objects.filter(is_active=True, is_claimed=True)
    return (
        member_keys(member)
        | _public_keys(active.values_list("pk", flat=True))
        | {NETWORK_PUBLIC_KEY}
    )


def search_keys(organisation: Organisation, member: Member | None) -> frozenset[str]:
    """Where a question asked at ``organisation`` is looked up: its own public knowledge and
    that of the organisations above it, and what the asking member may read beyond.
    """
    return _public_keys(_with_parents(organisation)) | member_keys(member)


def staff_keys(organisation: Organisation) -> frozenset[str]:
    """What every member of the organisation may read and search, without working groups."""
    own = key_for(Audience.ORGANISATION, organisation_id=organisation.pk)
    return search_keys(organisation, None) | {NETWORK_KEY, own}


def _keys(member: Member) -> set[str]:
    return _own_keys(member.organisation) | {f"group:{group}" for group in member.group_ids}


def _own_keys(organisation: Organisation) -> set[str]:
    if not organisation.has_inside:
        return {NETWORK_KEY}
    return {NETWORK_KEY, f"organisation:{organisation.pk}"}


def _public_keys(organisation_ids: Iterable[int]) -> frozenset[str]:
    return frozenset(f"{PUBLIC_PREFIX}{pk}" for pk in organisation_ids)


def _with_parents(organisation: Organisation) -> list[int]:
    chain: list[int] = []
    current: Organisation | None = organisation
    while current and current.pk not in chain:  # a loop of parents must not hang the town
        if current.is_active:
            chain.append(current.pk)
        current = current.parent
    return chain
