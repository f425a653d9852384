"""Guidelines, written together, consulted on, adopted."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import person
from allmende.portal.demo.register.clock import at
from allmende.portal.exchange.domain.guidelines import (
    adopting,
    commenting,
    consulting,
    publishing,
    writing,
)
from allmende.portal.exchange.enums import CommentVerdict
from allmende.portal.exchange.models import Guideline, GuidelineVersion

DAY = timedelta(days=1)
END = time(18).isoformat()


def load(today: date) -> None:
    for facts in content.read("guidelines", today)["guidelines"]:
        guideline = _write(facts)
        _consult(guideline, facts)
        versions = [_publish(guideline, told, facts) for told in facts.get("versions", ())]
        for told in facts["adoptions"]:
            _adopt(versions[-1], told)
    with at(today):
        consulting.announce()


def _write(facts: dict[str, Any]) -> Guideline:
    author = person(facts["by"])
    values = {key: facts[key] for key in ("title", "summary", "kind", "topic", "audience", "text")}
    with at(facts["day"]):
        return writing.create(
            author.organisation,
            values={**values, "group": None},
            writers=[person(email).user for email in facts["writers"]],
            by=author,
        )


def _consult(guideline: Guideline, facts: dict[str, Any]) -> None:
    told = facts["consultation"]
    author = person(facts["by"])
    with at(told["opens_on"] - DAY):
        window = consulting.set_window(
            guideline,
            opens_at=content.moment(told["opens_on"], "08:00"),
            closes_at=content.moment(told["closes_on"], END),
            question=told["question"],
            by=author,
        )
    comments = []
    for said in told["comments"]:
        with at(said["day"]):
            by = person(said["by"])
            comments.append(
                commenting.comment(window, paragraph=said["paragraph"], text=said["text"], by=by)
            )
    with at(told["closes_on"] + DAY):
        for comment, said in zip(comments, told["comments"], strict=True):
            if "verdict" in said:
                verdict = CommentVerdict(said["verdict"])
                commenting.answer(comment, verdict=verdict, answer=said["answer"], by=author)
        if "summary" in told:
            consulting.summarise(window, text=told["summary"], by=author)


def _publish(guideline: Guideline, told: dict[str, Any], facts: dict[str, Any]) -> GuidelineVersion:
    with at(told["day"]):
        guideline.refresh_from_db()
        return publishing.publish(
            guideline,
            change_note=told["note"],
            revision=guideline.revision,
            by=person(facts["by"]),
        )


def _adopt(version: GuidelineVersion, told: dict[str, Any]) -> None:
    with at(min(told["day"], timezone.localdate())):
        by = person(told["by"])
        adopting.adopt(version, since=told["since"], note=told.get("note", ""), by=by)
