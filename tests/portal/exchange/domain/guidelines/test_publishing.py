"""Versions that never change, and organisations that say what holds there."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.documents.pdf import as_pdf
from allmende.portal.core.documents.word import as_word
from allmende.portal.core.domain import personal, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.guidelines import (
    adopting,
    printing,
    publishing,
    queries,
    waiting,
    writing,
)
from allmende.portal.exchange.models import Adoption
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
SINCE = date(2026, 6, 1)


@pytest.fixture
def author():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


def rewrite(guideline, by, text):
    writing.change(guideline, values={"text": text}, revision=guideline.revision, by=by)


def test_a_version_never_changes(author, neighbour):
    guideline = made.published(author)
    rewrite(guideline, author, "Ganz neu")
    assert queries.version(guideline, 1).text == made.TEXT
    with pytest.raises(Refused, match="was neu ist"):
        publishing.publish(guideline, revision=guideline.revision, by=author)
    second = publishing.publish(
        guideline, change_note="Neu gefasst", revision=guideline.revision, by=author
    )

    assert (second.number, second.text) == (2, "Ganz neu")
    with pytest.raises(Refused, match="derselbe"):
        publishing.publish(guideline, change_note="x", revision=guideline.revision, by=author)


def test_what_was_not_read_is_not_published(author):
    guideline = made.guideline(author)
    rewrite(guideline, author, "Von jemand anderem")
    with pytest.raises(Conflict):
        publishing.publish(guideline, revision=1, by=author)


def test_only_who_speaks_for_the_organisation_publishes_to_the_public(author, neighbour):
    colleague = factories.member(author.organisation, email="kollegin@wiesenbrueck.example")
    guideline = made.guideline(author, audience="public", writers=[neighbour.user, colleague.user])
    for writer in (neighbour, colleague):
        with pytest.raises(PermissionDenied):
            publishing.publish(guideline, revision=1, by=writer)
    publishing.publish(guideline, revision=1, by=author)

    assert list(queries.public()) == [guideline]


def test_an_organisation_adopts_and_hears_of_the_next_version(author, neighbour):
    guideline = made.published(author, audience="public")
    adopting.adopt(queries.newest(guideline), since=SINCE, by=neighbour)
    rewrite(guideline, author, "Neu")
    publishing.publish(guideline, change_note="Neu", revision=guideline.revision, by=author)

    assert made.told(neighbour) == ["Fassung 2 ist veröffentlicht: „Leitlinie zur Probe“"]
    assert waiting.tasks(neighbour) == [
        (
            1,
            "übernommene Leitlinie mit neuer Fassung",
            "/austausch/leitlinien/?uebernommen=on",
        )
    ]
    adopting.adopt(queries.newest(guideline), since=SINCE, by=neighbour)
    assert waiting.tasks(neighbour) == []
    assert Adoption.objects.count() == 1
    sections = dict(profile_sections.of_organisation(None, neighbour.organisation))
    assert [one.url for one in sections["Leitlinien, die hier gelten"]] == [
        f"/leitlinien/{guideline.pk}/"
    ]


def test_only_certain_roles_adopt_and_only_for_themselves(author, neighbour):
    version = queries.newest(made.published(author))
    staff = factories.member(neighbour.organisation, email="amt@ahornried.example")
    with pytest.raises(PermissionDenied):
        adopting.adopt(version, since=SINCE, by=staff)
    adoption = adopting.adopt(version, since=SINCE, by=neighbour)
    with pytest.raises(PermissionDenied):
        adopting.end(adoption, by=author)
    adopting.end(adoption, by=neighbour)
    assert Adoption.objects.count() == 0


def test_what_is_internal_elsewhere_cannot_be_adopted(author, neighbour):
    version = queries.newest(made.published(author, audience="organisation"))
    with pytest.raises(Refused, match="gibt es nicht mehr"):
        adopting.adopt(version, since=SINCE, by=neighbour)


def test_withdrawn_with_a_reason_and_back_with_a_version(author, neighbour):
    guideline = made.published(author, audience="public")
    with pytest.raises(Refused, match="warum"):
        publishing.withdraw(guideline, reason=" ", by=author)
    publishing.withdraw(guideline, reason="Überholt durch Landesrecht", by=author)

    assert queries.public().count() == 0
    assert queries.one(neighbour, guideline.pk).withdrawn_reason == "Überholt durch Landesrecht"
    with pytest.raises(Refused, match="zurückgezogen"):
        adopting.adopt(queries.newest(guideline), since=SINCE, by=neighbour)
    publishing.publish(guideline, change_note="Gilt wieder", revision=guideline.revision, by=author)
    assert queries.public().count() == 1


def test_only_what_may_be_seen_is_a_thing(author, neighbour):
    draft, inside = made.guideline(author), made.published(author, audience="organisation")
    keys = [("guideline", str(draft.pk)), ("guideline", str(inside.pk)), ("guideline", "x")]

    assert things.many(neighbour, keys) == {}
    assert len(things.many(author, keys)) == 2
    seen = things.seen_by([author.user_id, neighbour.user_id], keys)
    assert seen(author.user_id, *keys[1])
    assert not seen(neighbour.user_id, *keys[1])
    assert not seen(author.user_id, *keys[0])


def test_a_version_becomes_word_and_pdf(author):
    text = made.TEXT + (
        "\n#### Tief\n\n> Zitat mit **Nachdruck** und [Verweis](https://example.org)\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n- a\n  - b\n"
    )
    document = printing.as_document(queries.newest(made.published(author, text=text)))

    assert [block.kind for block in document.blocks] == [
        *("heading", "paragraph", "list", "heading", "paragraph", "table", "paragraph", "list")
    ]
    assert as_word(document)[:2] == b"PK"
    assert as_pdf(document)[:4] == b"%PDF"


def test_who_leaves_is_forgotten_and_the_text_stays(author, neighbour):
    guideline = made.published(author, writers=[neighbour.user])
    assert personal.copy_of(neighbour.user)["Leitlinien"]["Mitgeschrieben"]
    personal.forget(author.user, label="Ehemaliges Mitglied")
    author.user.delete()

    guideline.refresh_from_db()
    assert (guideline.author, guideline.author_label) == (None, "Ehemaliges Mitglied")
    assert queries.newest(guideline).published_by_label == "Ehemaliges Mitglied"
    assert list(guideline.writers.all()) == [neighbour.user]
