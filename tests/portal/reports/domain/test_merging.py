"""An author's words survive every filling; facts follow the register."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from allmende.portal.reports.domain import merging
from allmende.portal.reports.domain.statements import Citation, Statement
from allmende.portal.reports.enums import Origin

TODAY = date(2026, 11, 25)
WHERE = (Citation("KI-001", "Stand", "2026-11-01"),)
KEYS = st.lists(st.sampled_from("abcdef"), unique=True)


def say(key: str, text: str) -> Statement:
    return Statement(key, text, WHERE)


def filled(*texts: tuple[str, str]) -> list[merging.Stored]:
    return merging.merged([], [say(key, text) for key, text in texts])


def edit(stored: list[merging.Stored], **texts: str) -> list[merging.Stored]:
    own = texts.pop("own", "")
    return merging.edited(stored, texts, own=own, by="Anna Amtmann", on=TODAY)


def words(stored: list[merging.Stored]) -> list[str]:
    return [entry["text"] for entry in merging.shown(stored)]


def test_facts_follow_the_register_and_say_what_stood_there():
    again = merging.merged(filled(("a", "Zwei Fälle.")), [say("a", "Drei Fälle.")])

    assert [(e["text"], e["was"]) for e in again] == [("Drei Fälle.", "Zwei Fälle.")]


def test_an_edited_sentence_keeps_its_words_and_its_citation():
    stored = edit(filled(("a", "Zwei Fälle.")), a="Zwei gute Fälle.")

    (entry,) = merging.merged(stored, [say("a", "Drei Fälle.")])

    assert (entry["text"], entry["origin"]) == ("Zwei gute Fälle.", Origin.EDITED)
    assert (entry["register_text"], entry["was"]) == ("Drei Fälle.", "Zwei Fälle.")
    assert [Citation(**one) for one in entry["citations"]] == list(WHERE)


def test_an_edited_sentence_that_the_register_no_longer_says_is_marked():
    stored = edit(filled(("a", "Zwei Fälle."), ("b", "Bleibt nicht.")), a="Zwei gute Fälle.")

    again = merging.merged(stored, [])

    assert [(e["text"], e["stale"]) for e in again] == [("Zwei gute Fälle.", True)]


def test_a_removed_sentence_stays_away_until_it_is_brought_back():
    stored = edit(filled(("a", "Erster."), ("b", "Zweiter.")), a="")
    again = merging.merged(stored, [say("a", "Erster."), say("b", "Zweiter.")])

    assert words(again) == ["Zweiter."]
    assert words(merging.restored(again)) == ["Erster.", "Zweiter."]


def test_own_sentences_are_signed_and_stay_at_the_end():
    stored = edit(edit(filled(("a", "Erster.")), own="Eins."), own="Zwei.")

    again = merging.merged(stored, [say("a", "Erster."), say("c", "Neu.")])

    assert words(again) == ["Erster.", "Neu.", "Eins.", "Zwei."]
    assert [(e["by"], e["on"]) for e in again if e["origin"] == Origin.OWN] == [
        ("Anna Amtmann", "2026-11-25")
    ] * 2


def test_an_emptied_own_sentence_is_gone():
    stored = edit(filled(("a", "Erster.")), own="Eins.")

    assert words(edit(stored, **{"own:1": " "})) == ["Erster."]


def test_typing_the_register_s_words_again_is_no_edit():
    stored = edit(edit(filled(("a", "Erster.")), a="Anders."), a="Erster.")

    assert stored[0]["origin"] == Origin.REGISTER


@given(first=KEYS, edits=KEYS, second=KEYS)
def test_filling_twice_is_filling_once_and_no_edit_is_lost(first, edits, second):
    stored = filled(*((key, f"{key} alt") for key in first))
    changed = {key: f"{key} von mir" for key in edits if key in first}
    stored = edit(stored, own="Mein Satz.", **changed)
    new = [say(key, f"{key} neu") for key in second]

    once = merging.merged(stored, new)

    assert words(merging.merged(once, new)) == words(once)
    assert set(changed.values()) <= set(words(once))
    assert words(once).count("Mein Satz.") == 1
    assert {f"{key} neu" for key in second if key not in changed} <= set(words(once))
