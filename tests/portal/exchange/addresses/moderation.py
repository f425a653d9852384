"""Reports: who sends them and who decides."""

from typing import Any

from allmende.portal.exchange.domain.moderation import reporting
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.network_codes import MEMBER, MEMBER_NO_METHOD, Row, codes
from tests.portal.role_world import SECRET

A = "austausch/"
M = A + "moderation/"
WHAT = "?kind=post&key={post}"

OTHERS = "404 404 404 404 |"
# Administrators of each organisation, and the moderator of the network.
DESK = codes(
    "302 302 302 | 403 403 403 200 | 403 403 403 200 | 403 403 403 403 | 403 | 403 403 200 403"
)
DESK_NO_METHOD = codes(
    "302 302 302 | 403 403 403 405 | 403 403 403 405 | 403 403 403 403 | 403 | 403 403 405 403"
)
# What stays inside the town is for its own administration alone.
INSIDE = codes(
    "302 302 302 | 403 403 403 200 | 403 403 403 404 | 403 403 403 403 | 403 | 403 403 404 403"
)
INSIDE_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 422 | 403 403 403 404 | 403 403 403 403 | 403 | 403 403 404 403"
)
TOWN = codes(f"302 302 302 | 200 200 200 200 | {OTHERS} 200 200 200 200 | 404 | 404 404 404 404")
TOWN_INCOMPLETE = codes(
    f"302 302 302 | 422 422 422 422 | {OTHERS} 422 422 422 422 | 404 | 404 404 404 404"
)

ROWS = [
    Row(f"{A}melden/{WHAT}", TOWN, TOWN_INCOMPLETE, tells=("get", "post")),
    Row(f"{A}meldungen/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(M, DESK, DESK_NO_METHOD, tells=("get",)),
    Row(f"{M}export.csv", DESK, DESK_NO_METHOD, tells=("get",)),
    Row(f"{M}statistik/", DESK, DESK_NO_METHOD),
    Row(f"{M}eingreifen/{WHAT}", INSIDE, INSIDE_INCOMPLETE, tells=("get", "post")),
    Row(f"{M}{{moderation_report}}/", INSIDE, INSIDE_INCOMPLETE, tells=("get", "post")),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    """Runs before ``threads``, in the order of names, so it makes its own post."""
    from tests.portal.exchange import talk  # noqa: PLC0415 -- see the other areas

    thread = talk.thread(
        people["own editor"], f"Die {SECRET} ist weg.", title=SECRET, audience="organisation"
    )
    reported = thread.posts.get()
    new = reporting.report(
        "post", str(reported.pk), reason=f"Nennt die {SECRET}", by=people["own staff"]
    )
    return {"moderation_report": new.pk}
