import pytest
from django.utils import timezone

from allmende.portal.core.domain import search
from allmende.portal.core.models import SearchEntry, SearchTerm
from tests import factories

pytestmark = pytest.mark.django_db
KINDS, KEYS = ["thing"], ["network"]


@pytest.fixture
def put():
    town = factories.organisation()

    def put(number, title, body="", *, kind="thing", scope="network"):
        search.put(
            kind,
            number,
            scope=scope,
            organisation_id=town.pk,
            title=title,
            body=body,
            at=timezone.now(),
        )

    return put


def found(text, *, kinds=KINDS, keys=KEYS, **more):
    return list(search.matching(text, kinds=kinds, keys=keys, **more))


def test_title_weighs_above_the_text(put):
    put(1, "Straßenbau", "Hier geht es um Hunde und Katzen.")
    put(2, "Hunde", "Hier geht es um Straßen.")
    put(3, "Parken")

    assert found("Hunde") == [2, 1]


def test_a_rare_word_says_more_than_a_frequent_one(put):
    for number in range(1, 9):
        put(number, f"Vorgang {number}", "Die Verwaltung arbeitet. Sie prüft auch Anträge.")
    put(9, "Archiv", "Die Verwaltung bewahrt auf, auch Sperrmüll.")

    assert found("Sperrmüll") == [9]
    assert found("Verwaltung Anträge Sperrmüll")[-1] != 9


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Straßen", "Straße"),
        ("strasse", "Straße"),
        ("Abschätzung", "Datenschutzfolgenabschätzung"),
        ("Datenschutzfolgenabschätzung", "Folgenabschätzung"),
        ("Baume", "Bäume"),
        ("Mitarbeiterinnen", "Mitarbeiter*innen"),
    ],
)
def test_german_words_meet(put, asked, title):
    put(1, title)
    put(2, "Wassertemperatur")

    assert found(asked) == [1]


def test_two_words_must_both_occur_and_of_three_two(put):
    put(1, "Hunde und Steuern")
    put(2, "Hunde im Park")
    put(3, "Steuern im Park am See")

    assert found("Hunde Steuern") == [1]
    assert set(found("Hunde Steuern Park")) == {1, 2, 3}


def test_nobody_finds_what_is_not_meant_for_them(put):
    put(1, "Geheimer Plan", scope="organisation:7")
    put(2, "Offener Plan")
    put(3, "Plan anderer Art", kind="other")

    assert found("Plan") == [2]
    assert set(found("Plan", keys=["network", "organisation:7"])) == {1, 2}
    assert found("Plan", keys=[]) == []
    assert set(found("Plan", kinds=["thing", "other"])) == {2, 3}


def test_it_can_be_narrowed_by_another_query(put):
    put(1, "Plan eins")
    put(2, "Plan zwei")

    ids = SearchEntry.objects.filter(title="Plan zwei").values("object_id")
    assert found("Plan", within=ids) == [2]


def test_writing_anew_replaces_what_was_there(put):
    put(1, "Hunde", "Steuer")
    put(1, "Katzen", "Futter")

    assert found("Hunde") == []
    assert found("Katzen") == [1]
    assert SearchEntry.objects.count() == 1


def test_removed_is_gone_with_its_words(put):
    put(1, "Hunde")
    search.remove("thing", [1])

    assert found("Hunde") == []
    assert not SearchTerm.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "und der die", "%", "?!", "x" * 5000, "a_b%c"])
def test_a_question_without_words_finds_nothing(put, text):
    put(1, "Hunde")

    assert found(text) == []


def test_a_word_that_nobody_has_written_finds_nothing(put):
    put(1, "Hunde")

    assert found("Quantenkryptographie") == []
    assert found("Hunde Quantenkryptographie") == []


def test_it_is_counted_and_sliced(put, django_assert_num_queries):
    for number in range(1, 31):
        put(number, f"Plan {number}")

    with django_assert_num_queries(4):
        ranked = search.matching("Plan", kinds=KINDS, keys=KEYS)
    assert ranked.count() == 30
    assert len(ranked[:25]) == 25


def test_nothing_is_asked_before_somebody_looks_and_then_once(put, django_assert_num_queries):
    put(1, "Plan")
    ranked = search.matching("Plan", kinds=KINDS, keys=KEYS)
    with django_assert_num_queries(1):
        assert (ranked.count(), len(ranked), list(ranked), ranked[:1]) == (1, 1, [1], [1])
    within = SearchEntry.objects.filter(object_id__in=ranked.order_by())
    assert [one.title for one in within] == ["Plan"]


def test_the_best_of_each_kind_are_found_at_once(put):
    for number in range(1, 5):
        put(number, "Plan und Plan")
    put(7, "", "Ein Plan unter vielen", kind="other")
    put(8, "Geheimer Plan", kind="secret", scope="organisation:7")

    kinds = ["thing", "other", "secret", "unknown"]
    found = search.by_kind("Plan", kinds=kinds, keys=KEYS)
    assert found == {"thing": [4, 3, 2, 1], "other": [7]}
    assert search.matching("Plan", kinds=KINDS, keys=KEYS, most=2).ids == [4, 3]
    assert search.by_kind("", kinds=kinds, keys=KEYS) == {}


def test_an_empty_circle_finds_nothing(put):
    put(1, "Plan")
    none = SearchEntry.objects.none().values("object_id")
    assert found("Plan", within=none) == []
    assert found("Plan", keys=None, within=none) == []
    assert found("Plan", kinds=[]) == []


def test_the_same_words_for_others(put):
    put(1, "Plan")
    search.rescope("thing", [1], scope="organisation:7")
    assert found("Plan") == []
    assert found("Plan", keys=["organisation:7"]) == [1]


@pytest.mark.parametrize("key", ["x' OR '1'='1", "%s", "';--", "%"])
def test_keys_and_kinds_are_never_part_of_the_query(put, key):
    put(1, "Plan")
    assert found("Plan", keys=[key]) == []
    assert found("Plan", kinds=[key]) == []


def test_a_word_that_stands_for_two_asked_ones_covers_both(put):
    put(1, "Datenschutzfolgenabschätzung")
    put(2, "Folgenabschätzung")
    assert set(found("Folgenabschätzung Datenschutzfolgenabschätzung")) == {1, 2}
