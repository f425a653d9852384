"""One plan holds at a time: publish, tell the crews, freeze, tidy up."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import versions
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Crew, Plan

TODAY = "/werkzeuge/touren/heute/"


@transaction.atomic
def publish(plan: Plan, *, frozen_until: date | None, revision: int, by: Member) -> None:
    """The crews see it from now on; the plan that held before is replaced."""
    require(rules.may_plan, by)
    Organisation.objects.select_for_update().get(pk=plan.organisation_id)
    if plan.state == PlanState.PLANNING:
        raise Refused(f"{plan} entsteht gerade. Warten Sie, bis er fertig ist.")
    if plan.state == PlanState.PUBLISHED:
        raise Refused(f"{plan} gilt schon.")
    if not plan.tours.exists():
        raise Refused(f"{plan} hat keine einzige Tour. Beheben Sie erst, was dem entgegensteht.")
    _check_within(plan, frozen_until)
    published = versions.of(plan.organisation).filter(state=PlanState.PUBLISHED)
    published.exclude(pk=plan.pk).update(state=PlanState.REPLACED)
    versions.touch(
        plan,
        revision=revision,
        state=PlanState.PUBLISHED,
        frozen_until=frozen_until,
        is_undone=False,
        published_at=timezone.now(),
    )
    audit.record("tours.published", by=by, about=plan)
    _tell_crews(plan, by)


@transaction.atomic
def freeze(plan: Plan, *, until: date | None, revision: int, by: Member) -> None:
    """Days up to ``until`` stay as they are whatever is planned anew; None frees them."""
    require(rules.may_plan, by)
    _check_within(plan, until)
    versions.touch(plan, revision=revision, frozen_until=until)
    audit.record("tours.frozen", by=by, about=plan)


def _check_within(plan: Plan, until: date | None) -> None:
    if until and until > versions.last_day(plan):
        raise Refused(f"{plan} endet am {versions.last_day(plan):%d.%m.%Y}, also vor diesem Tag.")


@transaction.atomic
def delete(plan: Plan, *, by: Member) -> None:
    require(rules.may_plan, by)
    if plan.state != PlanState.DRAFT:
        raise Refused(f"{plan} ist kein Entwurf. Nur Entwürfe lassen sich löschen.")
    audit.record("tours.draft_deleted", by=by, about=plan)
    plan.delete()


@transaction.atomic
def delete_old(organisation: Organisation, *, by: Member) -> int:
    """Drafts that are older than the plan that holds, and those that were set aside."""
    require(rules.may_plan, by)
    old = old_drafts(organisation)
    for plan in old:
        delete(plan, by=by)
    return len(old)


def old_drafts(organisation: Organisation) -> list[Plan]:
    holds = versions.published(organisation)
    drafts = versions.of(organisation).filter(state=PlanState.DRAFT)
    return [plan for plan in drafts if plan.is_undone or (holds and plan.number < holds.number)]


def _tell_crews(plan: Plan, by: Member) -> None:
    crews = Crew.objects.filter(tours__plan=plan).distinct().prefetch_related("members__user")
    told = {member.user for crew in crews for member in crew.members.all() if member != by}
    text = f"Neuer Tourenplan: {plan} gilt ab {plan.first:%d.%m.%Y}"
    for user in sorted(told, key=lambda user: user.pk):
        notifications.notify(
            user,
            text=text,
            url=TODAY,
            reason=Reason.ASSIGNED,
            organisation_id=plan.organisation_id,
        )
