"""Who gets which status in the register. Sixteen people, in the order of ``role_world.PEOPLE``
followed by ``role_world.OFFICERS``:

anonymous, without membership, operator | own staff, editor, inquiries, administrator |
the same four of the neighbour | own AI officer, data protection, staff council, leadership |
the neighbour's AI officer
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

type Codes = tuple[int, ...]


def codes(text: str) -> Codes:
    found = tuple(int(code) for code in text.replace("|", " ").split())
    assert len(found) == 16, text
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One address; ``tells``: the methods by which somebody of the town reads the secret."""

    path: str
    get: Codes
    post: Codes
    sends: Callable[[], dict[str, Any]] | None = None
    tells: tuple[str, ...] = ()


def everybody(code: int) -> Codes:
    return (code,) * 16


PUBLIC = everybody(200)
NO_METHOD = everybody(405)
NOT_THERE = everybody(404)
INCOMPLETE = everybody(422)
REDIRECT = everybody(302)
# Every member, each in the own organisation
MEMBER = codes("302 302 302 | 200 200 200 200 | 200 200 200 200 | 200 200 200 200 | 200")
MEMBER_INCOMPLETE = codes("302 302 302 | 422 422 422 422 | 422 422 422 422 | 422 422 422 422 | 422")
MEMBER_DONE = codes("302 302 302 | 302 302 302 302 | 302 302 302 302 | 302 302 302 302 | 302")
MEMBER_NO_METHOD = codes("302 302 302 | 405 405 405 405 | 405 405 405 405 | 405 405 405 405 | 405")
# An object of the town
TOWN = codes("302 302 302 | 200 200 200 200 | 404 404 404 404 | 200 200 200 200 | 404")
TOWN_DONE = codes("302 302 302 | 302 302 302 302 | 404 404 404 404 | 302 302 302 302 | 404")
TOWN_INCOMPLETE = codes("302 302 302 | 422 422 422 422 | 404 404 404 404 | 422 422 422 422 | 404")
TOWN_NO_METHOD = codes("302 302 302 | 405 405 405 405 | 404 404 404 404 | 405 405 405 405 | 404")
# An object of the town, for its AI officer
OFFICER = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 200 403 403 403 | 404")
OFFICER_DONE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 302 403 403 403 | 404")
OFFICER_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 404 404 404 404 | 422 403 403 403 | 404"
)
OFFICER_NO_METHOD = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 405 403 403 403 | 404")
# A page that each AI officer has for the own organisation
OFFICERS = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 403 | 200")
OFFICERS_DONE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 302 403 403 403 | 302")
OFFICERS_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 403 | 422"
)
OFFICERS_NO_METHOD = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 405 403 403 403 | 405"
)
