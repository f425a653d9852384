import pytest

from allmende.engines.retrieval.reader.rarity import Rarity, learn


def test_words_of_fewer_pages_weigh_more_and_unknown_ones_most():
    rarity = learn([["pass", "amt"], ["amt"], ["amt", "hund"]])
    assert rarity("amt") < rarity("pass") == rarity("hund") < rarity("neu") == 1


def test_it_survives_being_stored():
    rarity = learn([["pass", "amt"], ["amt"]])
    again = Rarity.of_arrays(rarity.arrays())
    assert again("amt") == pytest.approx(rarity("amt"))
    assert again("neu") == rarity("neu")
