"""Guidelines. The town has a draft that its AI officer writes, one in consultation for the own
organisation, and a public one of two versions.
"""

from datetime import timedelta
from typing import Any

from allmende.portal.exchange.domain.guidelines import adopting, commenting, publishing, queries
from allmende.portal.exchange.domain.guidelines import writing as domain
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.exchange import writing_together as made
from tests.portal.network_codes import (
    MEMBER,
    MEMBER_INCOMPLETE,
    MEMBER_NO_METHOD,
    NO_METHOD,
    PUBLIC,
    TOWN,
    Row,
    codes,
    members,
)
from tests.portal.role_world import SECRET

L = "austausch/leitlinien/"
D = f"{L}{{guideline_draft}}/"
I = f"{L}{{guideline}}/"  # noqa: E741 -- inside the town
C = f"{I}konsultation/{{consultation}}/"
P = f"{L}{{guideline_public}}/"
# Only the AI officer writes; the others of the town see what is in consultation.
OFF, NET = "404 404 404 404", "404 | 404 404 404 404"
WRITER = codes(f"302 302 302 | 404 404 404 404 | {OFF} | 200 404 404 404 | {NET}")
WRITER_422 = codes(f"302 302 302 | 404 404 404 404 | {OFF} | 422 404 404 404 | {NET}")
WRITER_302 = codes(f"302 302 302 | 404 404 404 404 | {OFF} | 302 404 404 404 | {NET}")
WRITER_405 = codes(f"302 302 302 | 404 404 404 404 | {OFF} | 405 404 404 404 | {NET}")
IN_TOWN = codes(f"302 302 302 | 403 403 403 403 | {OFF} | 200 403 403 403 | {NET}")
IN_TOWN_422 = codes(f"302 302 302 | 403 403 403 403 | {OFF} | 422 403 403 403 | {NET}")
IN_TOWN_302 = codes(f"302 302 302 | 403 403 403 403 | {OFF} | 302 403 403 403 | {NET}")
TOWN_405 = codes(f"302 302 302 | 405 405 405 405 | {OFF} | 405 405 405 405 | {NET}")
TOWN_302 = codes(f"302 302 302 | 302 302 302 302 | {OFF} | 302 302 302 302 | {NET}")
TOWN_422 = codes(f"302 302 302 | 422 422 422 422 | {OFF} | 422 422 422 422 | {NET}")
OWN = codes(f"302 302 302 | 200 404 404 404 | {OFF} | 404 404 404 404 | {NET}")
OWN_302 = codes(f"302 302 302 | 302 404 404 404 | {OFF} | 404 404 404 404 | {NET}")
ADOPTER = codes(
    "302 302 302 | 403 403 403 200 | 403 403 403 200 | 200 403 403 200 | 200 | 403 403 403 403"
)
ADOPTER_422 = codes(
    "302 302 302 | 403 403 403 422 | 403 403 403 422 | 422 403 403 422 | 422 | 403 403 403 403"
)
ADOPTED = codes(
    "302 302 302 | 403 403 403 200 | 403 403 403 404 | 200 403 403 200 | 404 | 403 403 403 403"
)
ADOPTED_302 = codes(
    "302 302 302 | 403 403 403 302 | 403 403 403 404 | 302 403 403 302 | 404 | 403 403 403 403"
)
WRITES = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 403 | 403 | 403 403 403 403"
)
WRITES_422 = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 403 | 403 | 403 403 403 403"
)
ROWS = [
    Row(L, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{L}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{L}neu/", MEMBER, MEMBER_INCOMPLETE, tells=("get", "post")),
    Row(D, WRITER, WRITER_405, tells=("get",)),
    Row(f"{D}bearbeiten/", WRITER, WRITER_422, tells=("get", "post")),
    Row(f"{D}folgen/", WRITER_405, WRITER_302),
    Row(f"{D}mitschreibende/", WRITER, WRITER_422, tells=("get", "post")),
    Row(f"{D}mitschreibende/{{guideline_writer}}/entfernen/", WRITER_405, WRITER_302),
    Row(f"{D}konsultation/neu/", WRITER, WRITER_422, tells=("get", "post")),
    Row(f"{D}veroeffentlichen/", WRITER, WRITER_422, tells=("get", "post")),
    Row(C, TOWN, TOWN_405, tells=("get",)),
    Row(f"{C}aendern/", IN_TOWN, IN_TOWN_422, tells=("get", "post")),
    Row(f"{C}beenden/", IN_TOWN, IN_TOWN_302, tells=("get",)),
    Row(f"{C}ergebnis/", IN_TOWN, IN_TOWN_422, tells=("get", "post")),
    Row(f"{C}anmerkungen.csv", TOWN, TOWN_405, tells=("get",)),
    Row(f"{C}absatz/1/", TOWN_405, TOWN_422, tells=("post",)),
    Row(
        f"{C}anmerkung/{{paragraph_comment}}/antworten/",
        IN_TOWN,
        IN_TOWN_422,
        tells=("get", "post"),
    ),
    Row(f"{C}anmerkung/{{paragraph_comment}}/entfernen/", OWN, OWN_302, tells=("get",)),
    Row(f"{P}zurueckziehen/", WRITES, WRITES_422),
    Row(f"{P}uebernehmen/", ADOPTER, ADOPTER_422),
    Row(f"{P}uebernahme-beenden/", ADOPTED, ADOPTED_302),
    Row(f"{P}fassung/2/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}fassung/2/unterschied/", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}fassung/2/datei.docx", MEMBER, MEMBER_NO_METHOD),
    Row(f"{P}fassung/3/datei.pdf", members(404), MEMBER_NO_METHOD),
    Row("leitlinien/", PUBLIC, NO_METHOD),
    Row("leitlinien/{guideline_public}/", PUBLIC, NO_METHOD),
    Row("leitlinien/{guideline_public}/datei.docx", PUBLIC, NO_METHOD),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    author = people["own ai_officer"]
    draft = made.guideline(author, title=f"Entwurf {SECRET}", text=f"Die {SECRET} ist geheim.")
    inside = made.guideline(
        author, title=f"Intern {SECRET}", text=f"Die {SECRET} zuerst.", audience="organisation"
    )
    window = made.window(inside, author, closes=timedelta(days=30))
    comment = commenting.comment(
        window, paragraph=1, text=f"Welche {SECRET}?", by=people["own staff"]
    )
    public = made.published(author, title="Zehn Sätze", audience="public", text="Alt.")
    domain.change(
        public,
        values={"title": "Zehn Sätze", "text": "Neu."},
        revision=public.revision,
        by=author,
    )
    publishing.publish(public, change_note="Neu", revision=public.revision, by=author)
    domain.change(public, values={"summary": "Kurz"}, revision=public.revision, by=author)
    adopting.adopt(
        queries.versions_of(public).last(),  # type: ignore[arg-type]
        since=made.timezone.localdate(),
        by=people["own administrator"],
    )
    return {
        "guideline_draft": draft.pk,
        "guideline": inside.pk,
        "consultation": window.pk,
        "paragraph_comment": comment.pk,
        "guideline_public": public.pk,
        "guideline_writer": people["own staff"].user_id,
    }
