"""The content files agree with the people, the topics and the use cases of the demo."""

from collections.abc import Iterator
from typing import Any

import pytest

from allmende.portal.demo.network import content
from allmende.portal.demo.people import EXPERT, PEOPLE
from allmende.portal.demo.register.clock import WRITTEN_FOR
from allmende.portal.demo.register.content import story
from allmende.portal.exchange.domain.calls import asking
from allmende.portal.organisations.enums import TOPICS, KokiField

FILES = ("organisations", "threads", "legal", "guidelines", "calls", "events")
KNOWN = {person.email for group in PEOPLE.values() for person in group} | {EXPERT.email}


def everything(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar of a file with the key under which it stands."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield "key", name
            yield from everything(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from everything(one, key)
    else:
        yield key, value


@pytest.mark.parametrize("name", FILES)
def test_everybody_named_exists(name):
    named = {
        value
        for key, value in everything(content.read(name, WRITTEN_FOR))
        if isinstance(value, str) and value.endswith(".example") and "@" in value
    }

    assert named - KNOWN == set()


@pytest.mark.parametrize("name", FILES)
def test_topics_are_known(name):
    topics = {value for key, value in everything(content.read(name, WRITTEN_FOR)) if key == "topic"}

    assert topics - set(TOPICS) == set()


def test_linked_use_cases_are_published():
    linked = [
        reference
        for name in ("threads", "legal")
        for key, reference in everything(content.read(name, WRITTEN_FOR))
        if key == "links" and not reference.startswith("session:")
    ]

    assert linked
    assert all(story(reference, WRITTEN_FOR).facts.get("publish") for reference in linked)


def test_the_closing_event_has_a_room_for_each_field_of_action():
    (closing,) = [
        one for one in content.read("events", WRITTEN_FOR)["sessions"] if one["key"] == "abschluss"
    ]
    rooms = [room for block in closing["blocks"] for room in block.get("rooms", ())]

    assert (closing["from"], closing["until"]) == ("10:00", "12:45")
    assert {room["topic"] for room in rooms} == {f"koki:{field}" for field in KokiField}


def test_dots_are_given_for_every_option_and_not_too_many():
    polls = [
        poll
        for one in content.read("events", WRITTEN_FOR)["sessions"]
        for poll in one.get("polls", ())
        if poll["kind"] == "dots"
    ]

    assert polls
    for poll in polls:
        for dots in poll["votes"].values():
            assert len(dots) == len(poll["options"])
            assert sum(dots) <= poll["dots"]


def test_answers_of_calls_go_into_fields_that_the_register_has():
    for call in content.read("calls", WRITTEN_FOR)["calls"]:
        assert asking.questions(call["questions"])
        assert asking.criteria(call["criteria"])
