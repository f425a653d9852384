"""Who gets which status in exchange and events. Twenty people, in the order of
``role_world.PEOPLE``, ``OFFICERS`` and ``SERVANTS``:

anonymous, without membership, operator | own staff, editor, inquiries, administrator |
the same four of the neighbour | own AI officer, data protection, staff council, leadership |
the neighbour's AI officer | expert, reviewer, moderator, organiser of the network
"""

from tests.portal.register.addresses.codes import Codes, Row

__all__ = ["Codes", "Row", "codes", "everybody", "members"]


def codes(text: str) -> Codes:
    found = tuple(int(code) for code in text.replace("|", " ").split())
    assert len(found) == 20, text
    return found


def everybody(code: int) -> Codes:
    return (code,) * 20


def members(code: int) -> Codes:
    """Every member gets it; others are sent to the log-in or to joining."""
    return (302,) * 3 + (code,) * 17


PUBLIC = everybody(200)
NO_METHOD = everybody(405)
NOT_THERE = everybody(404)
MEMBER = members(200)
MEMBER_DONE = members(302)
MEMBER_INCOMPLETE = members(422)
MEMBER_NO_METHOD = members(405)
# An object of the town
TOWN = codes(
    "302 302 302 | 200 200 200 200 | 404 404 404 404 | 200 200 200 200 | 404 | 404 404 404 404"
)
