"""Public pages of an organisation, in Markdown, one text for each language."""

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.enums import PageKind
from allmende.portal.organisations.models import Member, Organisation, Page

CHANGED_MEANWHILE = (
    "Jemand anderes hat diese Seite inzwischen geändert. Unten steht beides: der gespeicherte "
    "Text und Ihrer. Übernehmen Sie, was gelten soll, und speichern Sie erneut."
)


@transaction.atomic
def save(
    organisation: Organisation, *, kind: str, language: str, text: str, revision: int, by: Member
) -> Page:
    """Store ``text``. ``revision`` is what the editor had read, 0 for a new page.

    Raises Conflict where somebody else was faster; nothing is overwritten then.
    """
    require(rules.may_administer, by, organisation)
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Die Seite ist leer. Löschen Sie sie, wenn Sie sie nicht mehr brauchen.")
    place = {"organisation": organisation, "kind": PageKind(kind), "language": language}
    page, is_new = Page.objects.select_for_update().get_or_create(**place, defaults={"text": text})
    if not is_new and page.text == text:
        return page
    if not is_new:
        _overwrite(page, text, revision)
    elif revision:
        raise Conflict(
            "Die Seite wurde inzwischen gelöscht. Speichern Sie erneut, um sie neu anzulegen."
        )
    audit.record(
        "organisations.page_saved",
        by=by,
        about=page,
        details={"Sprache": language, "Fassung": page.revision},
    )
    return page


@transaction.atomic
def delete(page: Page, *, by: Member) -> None:
    require(rules.may_administer, by, page.organisation)
    audit.record(
        "organisations.page_deleted", by=by, about=page, details={"Sprache": page.language}
    )
    page.delete()


def _overwrite(page: Page, text: str, revision: int) -> None:
    if page.revision != revision:
        raise Conflict(CHANGED_MEANWHILE)
    page.text = text
    page.revision += 1
    page.save()
