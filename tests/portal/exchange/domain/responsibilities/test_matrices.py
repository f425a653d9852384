"""Who does what: templates, rows, copies, and who may change them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.documents.pdf import as_pdf
from allmende.portal.core.documents.word import as_word
from allmende.portal.core.domain import audit, personal, search, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.responsibilities import (
    finding,
    matrices,
    printing,
    queries,
    templates,
)
from allmende.portal.exchange.models import Matrix
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
VALUES = {"title": "Wer macht was", "text": "Region", "audience": "network", "group": None}
TASK = {"title": "Schulung", "town": "", "county": "leads", "central": "helps", "note": ""}


@pytest.fixture
def author():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


def matrix(by, **values):
    return matrices.create_matrix(by.organisation, values={**VALUES, **values}, by=by)


def test_it_starts_with_the_common_tasks(author):
    found = list(matrix(author).tasks.values_list("title", flat=True))

    assert found == [task["title"] for task in templates.COMMON]
    assert len(found) == 10


def test_rows_are_replaced_and_the_trail_says_what_changed(author):
    new = matrices.create_matrix(author.organisation, values=VALUES, tasks=[TASK], by=author)
    rows = [{**TASK, "town": "helps"}, {"title": "Vergabe", "county": "leads"}, {"title": " "}]
    matrices.set_tasks(new, tasks=rows, revision=1, by=author)

    assert [(t.title, t.town, t.county) for t in new.tasks.all()] == [
        ("Schulung", "helps", "leads"),
        ("Vergabe", "", "leads"),
    ]
    assert audit.history(new)[0].details == {
        "Schulung": ["– / federführend / wirkt mit", "wirkt mit / federführend / wirkt mit"],
        "Vergabe": ["", "– / federführend / –"],
    }
    with pytest.raises(Conflict):
        matrices.set_tasks(new, tasks=rows, revision=1, by=author)
    for bad in ([], [TASK, TASK], [{"title": str(n)} for n in range(61)]):
        with pytest.raises(Refused):
            matrices.set_tasks(new, tasks=bad, revision=2, by=author)
    assert new.tasks.count() == 2


def test_only_the_organisation_changes_it_and_everybody_copies(author, neighbour):
    new = matrix(author, agreed_on=date(2026, 6, 1))
    with pytest.raises(PermissionDenied):
        matrices.set_tasks(new, tasks=[TASK], revision=1, by=neighbour)
    copy = matrices.copy_matrix(new, by=neighbour)

    assert (copy.scope, copy.agreed_on) == (f"organisation:{neighbour.organisation_id}", None)
    assert copy.tasks.count() == 10
    assert queries.one(author, copy.pk) is None
    with pytest.raises(Refused, match="gibt es nicht mehr"):
        matrices.copy_matrix(copy, by=author)


def test_a_group_of_several_organisations_writes_together(author, neighbour):
    group = author.organisation.groups.create(name="Region")
    group.members.add(author, neighbour)
    new = matrix(author, audience="group", group=group)
    matrices.set_tasks(new, tasks=[TASK], revision=1, by=neighbour)
    with pytest.raises(Refused, match="legt die Organisation fest"):
        matrices.change_matrix(
            new, values={"audience": "network", "group": None}, revision=2, by=neighbour
        )
    with pytest.raises(PermissionDenied):
        matrices.delete_matrix(new, by=neighbour)


def test_it_is_found_printed_and_deleted(author, neighbour):
    new = matrix(author)
    keys = find_keys(neighbour)
    assert list(search.matching("Vergabe", kinds=["matrix"], keys=keys)) == [new.pk]
    assert finding.rebuild() == 1
    document = printing.as_document(new)
    assert as_word(document)[:2] == b"PK"
    assert as_pdf(document)[:4] == b"%PDF"
    assert things.one(neighbour, "matrix", str(new.pk)).note == "Entwurf"
    matrices.delete_matrix(new, by=author)

    assert list(search.matching("Vergabe", kinds=["matrix"], keys=keys)) == []
    assert Matrix.objects.count() == 0


def test_internal_ones_are_not_seen_elsewhere(author, neighbour):
    new = matrix(author, audience="organisation")

    assert queries.one(neighbour, new.pk) is None
    assert things.one(neighbour, "matrix", str(new.pk)) is None
    assert list(queries.find(neighbour, text="Vergabe")) == []


def test_who_leaves_keeps_no_name(author):
    new = matrix(author)
    assert personal.copy_of(author.user)["Zuständigkeiten"]
    personal.forget(author.user, label="Ehemaliges Mitglied")

    new.refresh_from_db()
    assert (new.author, new.author_label) == (None, "Ehemaliges Mitglied")
