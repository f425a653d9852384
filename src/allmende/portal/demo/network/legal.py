"""Legal questions on their way to a reviewed answer."""

from datetime import date
from typing import Any

from allmende.portal.core.domain import links
from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import entry, person
from allmende.portal.demo.people import EXPERT
from allmende.portal.demo.register.clock import at
from allmende.portal.exchange.domain.legal import (
    asking,
    drafting,
    kinds,
    queries,
    reviewing,
    sighting,
)
from allmende.portal.exchange.models import LegalQuestion


def load(today: date) -> None:
    asked: dict[str, LegalQuestion] = {}
    for facts in content.read("legal", today)["questions"]:
        asked[facts["key"]] = _ask(facts)
        _answer(asked[facts["key"]], facts, asked)
        _link(asked[facts["key"]], facts, today)


def _ask(facts: dict[str, Any]) -> LegalQuestion:
    with at(facts["asked_on"]):
        question = asking.ask(
            person(facts["by"]),
            title=facts["title"],
            text=facts["text"],
            topic=facts["topic"],
            land=facts.get("land", ""),
            shows_organisation=facts.get("shows_organisation", False),
        )
        for email in facts.get("me_too", ()):
            asking.me_too(question, by=person(email))
    return question


def _answer(
    question: LegalQuestion, facts: dict[str, Any], asked: dict[str, LegalQuestion]
) -> None:
    if "sighted_on" not in facts:
        return
    expert = person(facts["expert"])
    with at(facts["sighted_on"]):
        sighting.sight(question, by=expert)
        if other := facts.get("merged_into"):
            sighting.merge(question, into=asked[other], by=expert)
    for told in facts.get("versions", ()):
        revision = _draft(question, told, expert, submit=True)
        with at(told["reviewed_on"]):
            reviewing.approve(question, revision=revision, by=person(EXPERT.email))
    if told := facts.get("draft"):
        _draft(question, told, expert, submit=told["submitted"])


def _draft(question: LegalQuestion, told: dict[str, Any], expert: Any, *, submit: bool) -> int:
    """Returns the revision that waits for the review."""
    values = {
        "short": told["short"],
        "text": told["text"],
        "sources": told["sources"],
        "lands": told.get("lands", []),
        "valid_on": told["valid_on"],
        "review_on": told["review_on"],
        "audience": told.get("audience", "network"),
        "change_note": told.get("change_note", ""),
    }
    with at(told["drafted_on"]):
        draft = drafting.take_on(question, by=expert)
        draft = drafting.save(question, values=values, revision=draft.revision, by=expert)
        if submit:
            draft = drafting.submit(question, revision=draft.revision, by=expert)
    return draft.revision


def _link(question: LegalQuestion, facts: dict[str, Any], today: date) -> None:
    version = queries.current(question)
    for reference in facts.get("links", ()):
        far = entry(reference, today)
        if version and far:
            near = kinds.thing_of(version, None)
            links.connect((near.kind, near.key), far, by=person(facts["expert"]))
