import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import pages, queries
from allmende.portal.organisations.models import Page

pytestmark = pytest.mark.django_db


def save(town, by, text="Alt", revision=0, language="de"):
    return pages.save(town, kind="imprint", language=language, text=text, revision=revision, by=by)


def test_each_saving_makes_a_new_revision(town, admin):
    assert save(town, admin).revision == 1
    assert save(town, admin, text="Neu", revision=1).revision == 2
    entries = AuditEntry.objects.order_by("pk")
    assert [entry.details["Fassung"] for entry in entries] == [1, 2]


def test_the_second_of_two_editors_overwrites_nothing(town, admin):
    save(town, admin)
    save(town, admin, text="Von der ersten", revision=1)
    with pytest.raises(Conflict, match="Jemand anderes"):
        save(town, admin, text="Von der zweiten", revision=1)
    assert Page.objects.get().text == "Von der ersten"


def test_two_who_write_the_same_do_not_collide(town, admin):
    save(town, admin)
    save(town, admin, text="Gleich", revision=1)
    assert save(town, admin, text="Gleich", revision=1).revision == 2


def test_two_who_write_the_first_text_collide(town, admin):
    save(town, admin)
    with pytest.raises(Conflict):
        save(town, admin, text="Anders", revision=0)


def test_a_page_deleted_meanwhile_is_not_silently_revived(town, admin):
    page = save(town, admin)
    pages.delete(page, by=admin)
    with pytest.raises(Conflict, match="gelöscht"):
        save(town, admin, text="Neu", revision=1)
    assert not Page.objects.exists()


def test_an_empty_page_is_refused(town, admin):
    with pytest.raises(Refused, match="leer"):
        save(town, admin, text="  \r\n ")


def test_a_missing_language_falls_back_to_german(town, admin):
    german = save(town, admin)
    assert queries.page_in(town, kind="imprint", language="en") == german
    english = save(town, admin, text="English", language="en")
    assert queries.page_in(town, kind="imprint", language="en") == english
    assert queries.page_kinds(town) == [("imprint", "Impressum")]


def test_others_do_not_write_our_pages(town, staff, foreign_admin):
    for by in (staff, foreign_admin):
        with pytest.raises(PermissionDenied):
            save(town, by)
