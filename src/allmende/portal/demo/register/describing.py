"""What people wrote down about a use case: the record, goals, scores, remarks, evidence."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify

from allmende.portal.demo.register.cast import Cast
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.register.content import Story
from allmende.portal.organisations.models import Office
from allmende.portal.register.domain import building_blocks, criteria, evidence, reuse, use_cases
from allmende.portal.register.models import BlockUse, Publication, UseCase

WEEK = timedelta(days=7)
PAPER = """{title}

Ausgestellt von: {issuer}
Ausgestellt am: {day:%d.%m.%Y}
Anwendungsfall: {case}

{text}

Dieses Dokument gehört zum Vorführnetz von Allmende. Es ist erfunden.
"""
NO_TEXT = "Das Dokument liegt in der Akte. Hier steht nur, dass es vorliegt und wann es gilt."


def begin(story: Story, cast: Cast, source: Publication | None) -> UseCase:
    """Proposed by a colleague, taken over from another town, or there with its block."""
    facts, values = story.facts, _values(story, cast)
    author = cast.person(facts.get("by") or facts.get("owner"))
    with at(story.days[0]):
        if block := facts.get("block"):
            use_case = _of_block(cast, block)
        elif source:
            use_case = reuse.take_over(source, by=author)
        else:
            return use_cases.propose(cast.organisation, values=values, by=author)
        revision = use_case.revision
        return use_cases.change(use_case, values=values, revision=revision, by=cast.officer)


def describe(use_case: UseCase, story: Story, cast: Cast) -> None:
    """Who is responsible, which goals, which points, what was said about it."""
    facts = story.facts
    with at(_second(story)):
        if owner := facts.get("owner"):
            to, revision = cast.person(owner), use_case.revision
            use_cases.change_owner(use_case, to=to, revision=revision, by=cast.officer)
        if goals := story.many("goals"):
            revision = use_case.revision
            use_cases.change_goals(use_case, goals=goals, revision=revision, by=cast.officer)
        if points := facts.get("scores"):
            given = {key: (number, reason) for key, (number, reason) in points.items()}
            criteria.score(use_case, points_and_reasons=given, by=cast.leader)
    for number, one in enumerate(story.many("comments"), start=1):
        with at(story.days[-1] + number * timedelta(days=2)):
            use_cases.comment(use_case, text=one["text"], by=cast.person(one["by"]))


def prove(use_case: UseCase, story: Story, cast: Cast) -> None:
    """Each piece of evidence on its day; a paper gets a small file."""
    goals = list(use_case.goals.all())
    for facts in story.many("evidence"):
        values = dict(facts)
        if "goal" in values:
            values["goal"] = goals[values["goal"]]
        is_paper = values["kind"] in evidence.ON_PAPER and not values.get("link")
        with at(max(values["issued_on"], story.days[0])):
            file = _paper(use_case, values) if is_paper else None
            evidence.record(use_case, values=values, file=file, by=cast.officer)


def _second(story: Story) -> date:
    """Soon after the idea, and before the pre-check needs it."""
    if len(story.days) == 1:
        return story.days[0]
    return max(story.days[0], min(story.days[0] + WEEK, story.days[1]))


def _values(story: Story, cast: Cast) -> dict[str, Any]:
    values = dict(story.facts["record"])
    if name := values.get("office"):
        values["office"] = Office.objects.get(organisation=cast.organisation, name=name)
    return values


def _of_block(cast: Cast, block: str) -> UseCase:
    """The entry that switching on has made; made now where the application is older."""
    uses = BlockUse.objects.filter(organisation=cast.organisation, block=block)
    use = uses.select_related("use_case").first()
    if use is None:
        use = building_blocks.switch_on(cast.organisation, block=block, by=cast.officer)
    if use.use_case is None:
        return building_blocks.add_to_register(cast.organisation, block=block, by=cast.officer)
    return use.use_case


def _paper(use_case: UseCase, values: dict[str, Any]) -> ContentFile[bytes]:
    text = PAPER.format(
        title=values["title"],
        issuer=values["issuer"],
        day=values["issued_on"],
        case=use_case.title,
        text=values.get("text") or NO_TEXT,
    )
    return ContentFile(text.encode(), name=f"{slugify(values['title'])}.txt")
