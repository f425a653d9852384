"""The content files agree with the people, the questionnaire, the matrix and the life cycle."""

import json
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

import allmende.portal.demo.load as demo
from allmende.engines.regulation.loading import shipped
from allmende.portal.demo.people import PEOPLE
from allmende.portal.demo.register import content, judging
from allmende.portal.demo.register.clock import WRITTEN_FOR, shifted
from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.register.domain import record
from allmende.portal.register.domain.criteria.defaults import DEFAULTS
from allmende.portal.register.enums import State

STORIES = [one for slug in content.FILES for one in content.stories(slug, WRITTEN_FOR)]
ALL = pytest.mark.parametrize("story", STORIES, ids=lambda s: f"{s.slug}/{s.facts['key']}")
KEYS = {
    *("key", "block", "origin", "state", "days", "owner", "by", "publish", "record", "goals"),
    *("answers", "answer_notes", "scores", "evidence", "dsfa", "signoffs", "decided"),
    *("open_duties", "incidents", "comments", "end_reason"),
}


def described(slug: str) -> dict:
    file = Path(demo.CONTENT) / slug / "organisation.json"
    found = content.read(slug, WRITTEN_FOR).get("organisation")
    return found or json.loads(file.read_text("utf-8"))


@ALL
def test_days_follow_the_path(story):
    assert len(story.days) == len(story.path)
    assert story.days == sorted(story.days)


@ALL
def test_nothing_lies_in_the_future(story):
    past = [story.days, *([one["issued_on"]] for one in story.many("evidence"))]
    past += [[one["occurred_on"]] for one in story.many("incidents")]

    assert [day for day in chain(*past) if day > WRITTEN_FOR] == []


@ALL
def test_fields_are_those_of_the_record(story):
    assert set(story.facts) - KEYS == set()
    assert set(story.facts["record"]) - set(record.FIELDS) == set()


@ALL
def test_people_and_offices_are_there(story):
    people = {person.email for person in PEOPLE[story.slug]}
    named = {story.facts.get("owner"), story.facts.get("by")}
    named |= {one["by"] for one in story.many("comments")}
    offices = {office["name"] for office in described(story.slug)["offices"]}

    assert named - {None} - people == set()
    assert {story.facts["record"].get("office")} - {None} - offices == set()


@ALL
def test_every_answer_belongs_to_a_question_that_is_asked(story):
    land = described(story.slug)["state"]
    asked = judging.whole_answers(story.given, state=land) if story.given else {}

    assert set(story.given) - set(shipped().question) == set()
    assert set(story.given) - set(asked) == set()


@ALL
def test_scores_are_whole(story):
    scores = story.facts.get("scores", {})

    assert set(scores) in (set(), {criterion.key for criterion in DEFAULTS})
    assert [key for key, given in scores.items() if len(given) != 2 or not given[1]] == []


def test_all_states_and_fields_of_action_occur():
    records = [story.facts["record"] for story in STORIES]

    assert {story.path[-1] for story in STORIES} == set(State)
    assert {f for r in records for f in r.get("fields_koki", ())} == set(KokiField)
    assert {f for r in records for f in r.get("fields_urban", ())} == set(UrbanField)
    assert len(STORIES) >= 25


def test_dates_move_with_today():
    later = date(2027, 1, 4)
    here, there = content.stories("moorkreis", WRITTEN_FOR), content.stories("moorkreis", later)

    assert there[0].days[0] - here[0].days[0] == date(2027, 1, 4) - WRITTEN_FOR
    assert shifted({"a": [1, "x"]}, date(2027, 1, 4) - WRITTEN_FOR) == {"a": [1, "x"]}
