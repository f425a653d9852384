"""What people judged: the questionnaire, duties, the impact assessment of data protection."""

from datetime import date

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import questions_to_ask
from allmende.engines.regulation.loading import shipped
from allmende.portal.demo.register.cast import Cast
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.register.content import Story
from allmende.portal.demo.register.words import DUTY_NOTE, DUTY_NOTES, NOT_NEEDED, SECTIONS
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.impact import content, deciding, queries, risks, writing
from allmende.portal.register.enums import DutyState, ImpactKind, Opinion, Tri
from allmende.portal.register.models import UseCase


def assess(use_case: UseCase, story: Story, cast: Cast, day: date) -> None:
    """Every question that is asked, until nothing new comes up; then the class is held."""
    if not story.given:
        return
    answers = whole_answers(story.given, state=cast.organisation.state)
    notes = story.facts.get("answer_notes")
    with at(day):
        assessing.answer(use_case, answers=answers, notes=notes, revision=0, by=cast.officer)
        assessing.conclude(use_case, by=cast.officer)


def whole_answers(given: dict[str, str], *, state: str) -> dict[str, str]:
    answers: dict[str, str] = {}
    while True:
        known = {question: Answer(value) for question, value in answers.items()}
        asked = questions_to_ask(known, rules=shipped(), state=state)
        fresh = {q.id: given.get(q.id, Tri.NO.value) for q in asked if q.id not in answers}
        if not fresh:
            return answers
        answers |= fresh


def settle_duties(use_case: UseCase, story: Story, cast: Cast, day: date) -> None:
    """Note what was done about each duty that is due on that day."""
    left_open = story.facts.get("open_duties", ())
    with at(day):
        for view in assessing.duties(use_case):
            rule = view.duty.rule
            if not view.is_open or rule in left_open:
                continue
            state = DutyState.NOT_APPLICABLE if rule in NOT_NEEDED else DutyState.DONE
            assessing.set_duty(
                use_case,
                rule=rule,
                state=state,
                note=DUTY_NOTES.get(rule, DUTY_NOTE),
                responsible=use_case.owner,
                evidence=None,
                revision=0,
                by=cast.officer,
            )


def weigh(use_case: UseCase, story: Story, cast: Cast, day: date) -> None:
    """The DSFA: sections that the record leaves empty, risks, and the opinion."""
    facts = story.facts.get("dsfa")
    if not facts:
        return
    with at(day):
        document = writing.start(use_case, kind=ImpactKind.DSFA, by=cast.officer)
        texts = SECTIONS | facts.get("sections", {})
        for one in content.contents(document, queries.basis(use_case)):
            if one.is_empty:
                key = one.section.key
                writing.write(
                    document, key=key, text=texts[key], refers=False, revision=0, by=cast.officer
                )
        for risk in facts["risks"]:
            risks.add(document, values=risk, by=cast.officer)
        deciding.submit(document, revision=document.revision, by=cast.officer)
        if "opinion" in facts:
            deciding.give_opinion(
                document,
                opinion=Opinion(facts["opinion"]),
                reason=facts["reason"],
                revision=document.revision,
                by=cast.holder(Role.DATA_PROTECTION),
            )
