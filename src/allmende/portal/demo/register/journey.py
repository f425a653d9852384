"""Through the life cycle, step by step, with the decisions of those who are asked."""

from datetime import timedelta

from django.utils import timezone

from allmende.portal.demo.register.cast import Cast
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.register.content import Story
from allmende.portal.demo.register.judging import settle_duties, weigh
from allmende.portal.demo.register.words import NOTED, REASONS
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import incidents, lifecycle, reviews, signoffs
from allmende.portal.register.domain.chain import ORDER, RANK
from allmende.portal.register.enums import (
    RUNNING_STATES,
    Decision,
    Participation,
    State,
)
from allmende.portal.register.models import Signoff, UseCase

BEFORE_CAPTURE = "Die Anwendung lief schon vor dem Register. Der Eintrag ist nacherfasst."
UNCHANGED = "Zweck, Daten und Anbieter sind unverändert. Die Stichproben waren in Ordnung."
FEW_DAYS = timedelta(days=3)


def travel(use_case: UseCase, story: Story, cast: Cast) -> None:
    """Every state of its path on its day; then what has happened since."""
    for to, day in zip(story.path[1:], story.days[1:], strict=True):
        if to == State.APPROVAL:
            weigh(use_case, story, cast, day - FEW_DAYS)
        if to in ORDER and story.path[-1] != State.RETIRED:
            with at(day - FEW_DAYS):
                _decide_all(use_case, story, cast, to)
        if to == State.OPERATION:
            settle_duties(use_case, story, cast, day - FEW_DAYS)
        with at(day):
            _take(use_case, story, cast, to)
    _decide_some(use_case, story, cast)
    _review(use_case, cast)
    if use_case.state in RUNNING_STATES:
        settle_duties(use_case, story, cast, max(timezone.localdate() - FEW_DAYS, story.days[-1]))
    _mishaps(use_case, story, cast)


def _take(use_case: UseCase, story: Story, cast: Cast, to: State) -> None:
    by, reason = cast.officer, str(story.facts.get("end_reason", ""))
    if to == State.OPERATION and story.path[-1] == State.RETIRED:
        # Its sign-offs were never recorded: not taken as a step, but said to be captured later.
        revision = use_case.revision
        lifecycle.enter(use_case, to, reason=BEFORE_CAPTURE, revision=revision, by=by)
        return
    lifecycle.advance(use_case, to=to, reason=reason, revision=use_case.revision, by=by)


def _decide_all(use_case: UseCase, story: Story, cast: Cast, to: State) -> None:
    for signoff in _open(use_case):
        if RANK[signoff.before_state] <= RANK[to]:
            _decide(signoff, story, cast)


def _decide_some(use_case: UseCase, story: Story, cast: Cast) -> None:
    """In the state where it is now, only some have answered yet."""
    wanted = story.facts.get("decided", ())
    for number, signoff in enumerate(_open(use_case), start=1):
        if _key(signoff) in wanted:
            with at(story.days[-1] + number * FEW_DAYS):
                _decide(signoff, story, cast)


def _open(use_case: UseCase) -> list[Signoff]:
    rows = Signoff.objects.filter(use_case=use_case, decision=Decision.OPEN)
    return list(rows.select_related("use_case__organisation", "use_case__owner__user", "step"))


def _key(signoff: Signoff) -> str:
    return signoff.step.key if signoff.step else ""


def _decide(signoff: Signoff, story: Story, cast: Cast) -> None:
    key, use_case = _key(signoff), signoff.use_case
    own = story.facts.get("signoffs", {}).get(key)
    if own:
        decision, reason = own["decision"], own["reason"]
    elif signoff.participation == Participation.INFORMED:
        decision, reason = Decision.NOTED, NOTED
    else:
        decision = Decision.APPROVED
        reason = REASONS[key][use_case.number % len(REASONS[key])]
    by = cast.signing(signoff.role, use_case)
    revision = signoff.revision
    signoffs.decide(signoff, decision=decision, reason=reason, revision=revision, by=by)


def _review(use_case: UseCase, cast: Cast) -> None:
    """The yearly review of what has run for longer, a week before it was due."""
    use_case.refresh_from_db()
    while use_case.review_due and use_case.review_due < timezone.localdate():
        with at(use_case.review_due - timedelta(days=7)):
            revision = use_case.revision
            reviews.confirm(use_case, note=UNCHANGED, revision=revision, by=cast.officer)


def _mishaps(use_case: UseCase, story: Story, cast: Cast) -> None:
    for facts in story.many("incidents"):
        values = {name: facts[name] for name in incidents.FIELDS}
        with at(facts["occurred_on"]):
            by = cast.person(story.facts.get("owner"))
            stops = facts.get("suspends", False)
            incident = incidents.report(use_case, values=values, suspend=stops, by=by)
        if text := facts.get("resolution"):
            with at(facts["occurred_on"] + FEW_DAYS):
                by, revision = cast.holder(Role.SECURITY), incident.revision
                incidents.resolve(incident, resolution=text, revision=revision, by=by)
        use_case.refresh_from_db()
