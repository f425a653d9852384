"""What is published, and who reads it: the town's entry carries no secret, its messages do."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import following, messages, reuse
from tests.portal.register import made, shared
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_DONE,
    MEMBER_NO_METHOD,
    OFFICER,
    TOWN,
    TOWN_NO_METHOD,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/"
K = f"{P}katalog/"
ENTRY = f"{K}{{entry}}/"
N = f"{P}nachrichten/"
# The town's own colleagues comment; only others ask the owner.
OTHERS = codes("302 302 302 | 403 403 403 403 | 200 200 200 200 | 403 403 403 403 | 200")
OTHERS_INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 422 422 422 422 | 403 403 403 403 | 422")
# The first of each organisation takes it over; the town itself cannot.
TAKES = codes("302 302 302 | 409 409 409 409 | 302 302 302 302 | 409 409 409 409 | 302")
# The town's AI officer answers; nobody else knows of the message.
ANSWERS = codes("302 302 302 | 404 404 404 404 | 404 404 404 404 | 200 404 404 404 | 404")
ANSWERS_MOVED = codes("302 302 302 | 404 404 404 404 | 404 404 404 404 | 302 404 404 404 | 404")
ANSWERS_INCOMPLETE = codes(
    "302 302 302 | 404 404 404 404 | 404 404 404 404 | 422 404 404 404 | 404"
)
CLOSES_NO_METHOD = MEMBER_NO_METHOD
CLOSES = ANSWERS_MOVED
FOLLOWER = codes("302 302 302 | 302 404 404 404 | 404 404 404 404 | 404 404 404 404 | 404")

ROWS = [
    Row(K, MEMBER, MEMBER_NO_METHOD),
    Row(f"{K}export.csv", MEMBER, MEMBER_NO_METHOD),
    Row(ENTRY, MEMBER, MEMBER_NO_METHOD),
    Row(f"{ENTRY}fassung/1/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{ENTRY}fragen/", OTHERS, OTHERS_INCOMPLETE),
    Row(f"{ENTRY}uebernehmen/", MEMBER, TAKES),
    Row(f"{P}vergleich/?e={{entry}}", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}vergleich/vergleich.docx?e={{entry}}", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}folge-ich/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}folge-ich/neu/", MEMBER_NO_METHOD, MEMBER_DONE),
    Row(f"{P}folge-ich/{{follow}}/beenden/", MEMBER_NO_METHOD, FOLLOWER),
    Row(N, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{N}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{N}{{message}}/", ANSWERS, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{N}{{message}}/antworten/", ANSWERS_MOVED, ANSWERS_INCOMPLETE, tells=("post",)),
    Row(f"{N}{{message}}/schliessen/", CLOSES_NO_METHOD, CLOSES),
    Row(f"{P}{{copy}}/nachnutzung/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{P}{{copy}}/neuerungen/", OFFICER, OFFICER, tells=("get", "post")),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    opened = shared.publish(officer, "Offene Auskunft")
    made.use_case(officer, f"Entwurf {SECRET}")
    message = messages.give_feedback(opened, text=f"Die {SECRET} fehlt hier.")
    neighbour = shared.publish(people["foreign ai_officer"], "Nachbarhilfe")
    copy = reuse.take_over(neighbour, by=officer)
    copy.title = f"Unsere {SECRET}"
    copy.save()
    follow = following.follow(people["own staff"], kind="entry", value=str(opened.entry))
    return {
        "entry": opened.entry,
        "message": message.pk,
        "copy": copy.pk,
        "follow": follow.pk,
    }
