"""The sign-off chain of an organisation: which role decides what before which state."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from allmende.engines.regulation.ladders import ImpactAssessment
from allmende.engines.regulation.ladders import Participation as Law
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain.default_chain import DEFAULTS
from allmende.portal.register.enums import OFFICE_ROLE, Participation, State, StepCondition, Tri
from allmende.portal.register.models import Assessment, ChainStep, UseCase

# Forward states in order; a chain step stands before one of them.
ORDER: tuple[State, ...] = (
    State.IDEA,
    State.PRECHECK,
    State.REVIEW,
    State.APPROVAL,
    State.PILOT,
    State.OPERATION,
)
RANK: dict[str, int] = {state: number for number, state in enumerate(ORDER)}
OFFICE_LABEL = "Fachamt (verantwortliche Person)"
SIGNING_ROLES: dict[str, str] = {
    OFFICE_ROLE: OFFICE_LABEL,
    **{
        role: str(role.label)
        for role in (
            Role.AI_OFFICER,
            Role.DATA_PROTECTION,
            Role.SECURITY,
            Role.STAFF_COUNCIL,
            Role.LEADERSHIP,
            Role.INCLUSION,
        )
    },
}
SKIPPED: dict[str, str] = {
    StepCondition.IMPACT: "entfällt: nach der Einstufung ist keine DSFA erforderlich",
    StepCondition.PARTICIPATION: "entfällt: nach der Einstufung ist der Personalrat nicht zu "
    "beteiligen",
    StepCondition.CONTRACT: "entfällt: kein Anbieter verarbeitet personenbezogene Daten",
}
CHANGED = (
    "Jemand anderes hat die Freigabekette inzwischen geändert. Nichts wurde überschrieben. "
    "Sehen Sie sich den neuen Stand an und speichern Sie dann erneut."
)
FIELDS = ("title", "help", "role", "participation", "before_state", "days", "condition")


def role_label(role: str) -> str:
    return SIGNING_ROLES.get(role, role)


def chain_of(organisation_id: int) -> list[ChainStep]:
    """The active steps in order; the default chain is written down at the first call."""
    return [step for step in whole_chain(organisation_id) if step.is_active]


def whole_chain(organisation_id: int) -> list[ChainStep]:
    """Switched-off steps too, for the page that changes them."""
    steps = list(ChainStep.objects.filter(organisation_id=organisation_id))
    return steps or _begin(organisation_id)


def is_needed(step: ChainStep, use_case: UseCase, assessment: Assessment | None) -> bool:
    """Whether the step's condition holds; what is not yet assessed counts as needed."""
    match step.condition:
        case StepCondition.IMPACT:
            return assessment is None or assessment.impact != ImpactAssessment.NOT_NEEDED
        case StepCondition.PARTICIPATION:
            return assessment is None or assessment.participation != Law.NONE
        case StepCondition.CONTRACT:
            return bool(use_case.provider) and use_case.personal_data != Tri.NO
    return True


def kind_of(step: ChainStep, assessment: Assessment | None) -> Participation:
    """What the decision means. The staff council's follows the state's law unless the step
    says otherwise; an open question counts as the strictest kind.
    """
    chosen = Participation(step.participation)
    if step.role != Role.STAFF_COUNCIL or chosen != Participation.APPROVE:
        return chosen
    if assessment and assessment.participation == Law.INFORMED:
        return Participation.INFORMED
    return Participation.AGREED


def is_doubtful(role: str, assessment: Assessment | None) -> bool:
    """Whether the state's law leaves open how the staff council takes part."""
    is_open = assessment is None or assessment.participation == Law.REVIEW
    return role == Role.STAFF_COUNCIL and is_open


@transaction.atomic
def add(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> ChainStep:
    """A new step at the end of its state."""
    require(rules.may_manage, by, organisation.pk)
    steps = whole_chain(organisation.pk)
    step = ChainStep.objects.create(
        organisation=organisation,
        key=_free_key(str(values["title"]), {step.key for step in steps}),
        position=max((step.position for step in steps), default=0) + 1,
        **{name: values[name] for name in FIELDS},
    )
    audit.record("register.chain_step_added", by=by, about=step)
    return step


@transaction.atomic
def change(step: ChainStep, *, values: Mapping[str, Any], revision: int, by: Member) -> None:
    """Counts for what is asked from now on; open and decided sign-offs stay as they are."""
    require(rules.may_manage, by, step.organisation_id)
    before = {name: getattr(step, name) for name in FIELDS}
    after = {name: values[name] for name in FIELDS}
    _write(step, revision, **after)
    audit.record(
        "register.chain_step_changed", by=by, about=step, details=audit.changes(before, after)
    )


@transaction.atomic
def switch(step: ChainStep, *, on: bool, revision: int, by: Member) -> None:
    """Steps are switched off, never deleted: decisions refer to them."""
    require(rules.may_manage, by, step.organisation_id)
    _write(step, revision, is_active=on)
    action = "register.chain_step_switched_on" if on else "register.chain_step_switched_off"
    audit.record(action, by=by, about=step)


@transaction.atomic
def move(step: ChainStep, *, up: bool, by: Member) -> bool:
    """Change places with the neighbour before the same state; False where there is none."""
    require(rules.may_manage, by, step.organisation_id)
    steps = whole_chain(step.organisation_id)
    peers = [peer for peer in steps if peer.before_state == step.before_state]
    place = next(number for number, peer in enumerate(peers) if peer.pk == step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(peers):
        return False
    order = [*peers]
    order[place], order[other] = order[other], order[place]
    # Written anew as a whole: equal positions could not be told apart.
    ranked = sorted(steps, key=lambda s: (RANK[s.before_state], s.position, s.pk))
    rest = iter(order)
    whole = [next(rest) if s.before_state == step.before_state else s for s in ranked]
    for position, each in enumerate(whole, start=1):
        ChainStep.objects.filter(pk=each.pk).update(position=position)
    audit.record("register.chain_step_moved", by=by, about=step)
    return True


def _write(step: ChainStep, revision: int, **fields: Any) -> None:
    mine = ChainStep.objects.filter(pk=step.pk, revision=revision)
    written = mine.update(revision=F("revision") + 1, **fields)
    step.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)


def _begin(organisation_id: int) -> list[ChainStep]:
    # Two first visitors at once: the second finds the keys taken.
    ChainStep.objects.bulk_create(
        [
            ChainStep(
                organisation_id=organisation_id,
                position=number,
                key=step.key,
                is_active=step.is_active,
                **{name: getattr(step, name) for name in FIELDS},
            )
            for number, step in enumerate(DEFAULTS, start=1)
        ],
        ignore_conflicts=True,
    )
    return list(ChainStep.objects.filter(organisation_id=organisation_id))


def _free_key(title: str, taken: set[str]) -> str:
    wanted = slugify(title)[:34] or "schritt"
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(key for key in candidates if key not in taken)
