"""What people discuss."""

from datetime import date
from typing import Any

from allmende.portal.core.domain import links
from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import entry, person
from allmende.portal.demo.register.clock import at
from allmende.portal.exchange.domain.threads import finding, posts, states, writing
from allmende.portal.exchange.models import Thread

type End = tuple[str, str]


def load(today: date, sessions: dict[str, End]) -> None:
    """``sessions``: things by the keys of the events' file."""
    for facts in content.read("threads", today)["threads"]:
        _discuss(facts, today, sessions)


def _discuss(facts: dict[str, Any], today: date, sessions: dict[str, End]) -> Thread:
    author = person(facts["by"])
    values = {key: facts[key] for key in ("title", "kind", "topic")}
    values |= {"audience": facts.get("audience", "network"), "group": None}
    with at(facts["day"]):
        thread = writing.begin(values=values, text=facts["text"], by=author)
    for reference in facts.get("links", ()):
        key = reference.removeprefix("session:")
        far = sessions.get(key) if key != reference else entry(reference, today)
        if far:
            links.connect((finding.THREAD, str(thread.pk)), far, by=author)
    written = {1: thread.posts.get(number=1)}
    for number, said in enumerate(facts["replies"], start=2):
        with at(said["day"]):
            written[number] = posts.reply(thread, text=said["text"], by=person(said["by"]))
    for email in facts.get("me_too", ()):
        with at(facts["day"]):
            states.concern(thread, concerns=True, by=person(email))
    if solved := facts.get("solved_by"):
        with at(facts["replies"][-1]["day"]):
            states.solve(thread, post=written[solved], by=author)
    return thread
