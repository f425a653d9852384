"""Which terms a passage must have, so that few passages are ranked."""

from allmende.portal.knowledge.index.postgres_terms import Choice, choose

MANY = 100_000


def test_no_terms_choose_nothing():
    assert choose([], counts={}, passages=0) == Choice([], [], [])


def test_where_all_are_rare_one_of_all_is_enough():
    assert choose([7, 8], counts={7: 3, 8: 3_000}, passages=MANY) == Choice([7, 8], [], [])


def test_frequent_light_terms_are_left_out_unless_the_rest_is_too_little():
    counts = {7: 3, 8: 3_000, 9: 6_000}
    assert choose([7, 8, 9], counts=counts, passages=MANY) == Choice([7, 8], [], [7, 8, 9])


def test_terms_that_would_bring_too_many_are_left_out_in_any_case():
    counts = {7: 3, 8: 3_000, 9: 60_000}
    assert choose([7, 8, 9], counts=counts, passages=MANY) == Choice([7, 8], [], [])


def test_a_frequent_first_term_needs_a_second_one():
    counts = {7: 40_000, 8: 9_000, 9: 20_000}
    assert choose([7, 8, 9], counts=counts, passages=MANY) == Choice([7], [8], [7])


def test_a_frequent_term_alone_is_taken_as_it_is():
    assert choose([7], counts={7: 40_000}, passages=MANY) == Choice([7], [], [])


def test_terms_that_nobody_has_count_as_rare():
    assert choose([7, 8], counts={}, passages=0) == Choice([7, 8], [], [])
