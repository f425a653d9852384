"""Named permissions of this app. Reading follows ``organisations.domain.audience``."""

from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.register.enums import OFFICE_ROLE, State
from allmende.portal.register.models import DutyStatus, Message, Publication, Signoff, UseCase


def is_colleague(member: Member | None, use_case: UseCase) -> bool:
    """An active member of the organisation that owns the use case."""
    return organisations.is_colleague(member, use_case.organisation_id)


def may_propose(member: Member | None, organisation_id: int) -> bool:
    """Every member has ideas."""
    return organisations.is_colleague(member, organisation_id)


def may_manage(member: Member | None, organisation_id: int) -> bool:
    """Keeps the register of that organisation: criteria, chain, publication, imports."""
    return organisations.holds(member, Role.AI_OFFICER, organisation_id)


def may_edit(member: Member | None, use_case: UseCase) -> bool:
    """The AI officer, who is responsible for it, and the proposer as long as it is an idea."""
    if member is None or not is_colleague(member, use_case):
        return False
    if may_manage(member, use_case.organisation_id) or use_case.owner_id == member.pk:
        return True
    return use_case.state == State.IDEA and use_case.created_by_id == member.pk


def may_assess(member: Member | None, use_case: UseCase) -> bool:
    """Concludes the class: the AI officer and who is responsible, not just who had the idea."""
    if member is None or not is_colleague(member, use_case):
        return False
    return may_manage(member, use_case.organisation_id) or use_case.owner_id == member.pk


def may_settle(member: Member | None, use_case: UseCase, status: DutyStatus | None = None) -> bool:
    """Notes what was done about a duty: who edits, and who was asked to see to this one."""
    if may_edit(member, use_case):
        return True
    asked = status is not None and member is not None and status.responsible_id == member.pk
    return asked and is_colleague(member, use_case)


def may_comment(member: Member | None, use_case: UseCase) -> bool:
    return is_colleague(member, use_case)


def may_give_opinion(member: Member | None, use_case: UseCase) -> bool:
    """The data protection officer's own word."""
    return organisations.holds(member, Role.DATA_PROTECTION, use_case.organisation_id)


def may_publish(member: Member | None, use_case: UseCase) -> bool:
    return may_manage(member, use_case.organisation_id)


def may_lead(member: Member | None, organisation_id: int) -> bool:
    """Sets targets and orders reports."""
    return may_manage(member, organisation_id) or organisations.holds(
        member, Role.LEADERSHIP, organisation_id
    )


def may_score(member: Member | None, use_case: UseCase) -> bool:
    """Who works on it, and the leadership, which decides what comes first."""
    return may_edit(member, use_case) or organisations.holds(
        member, Role.LEADERSHIP, use_case.organisation_id
    )


def may_prove(member: Member | None, use_case: UseCase) -> bool:
    """Who works on it, and those who check data protection and security."""
    return may_edit(member, use_case) or any(
        organisations.holds(member, role, use_case.organisation_id)
        for role in (Role.DATA_PROTECTION, Role.SECURITY)
    )


def may_switch_blocks(member: Member | None, organisation_id: int) -> bool:
    """Switches the platform's applications on and off."""
    return may_manage(member, organisation_id) or organisations.holds(
        member, Role.ADMINISTRATOR, organisation_id
    )


def may_steer(member: Member | None, use_case: UseCase) -> bool:
    """Leads the use case through its life cycle: the AI officer and who is responsible."""
    if member is None or not is_colleague(member, use_case):
        return False
    return may_manage(member, use_case.organisation_id) or use_case.owner_id == member.pk


def may_stop(member: Member | None, use_case: UseCase) -> bool:
    """Rejects, ends or reopens."""
    return may_lead(member, use_case.organisation_id)


def may_suspend(member: Member | None, use_case: UseCase) -> bool:
    """Stops the operation at once, and handles incidents; everybody else proposes it."""
    if may_steer(member, use_case) or may_lead(member, use_case.organisation_id):
        return True
    return organisations.holds(member, Role.SECURITY, use_case.organisation_id)


def holds_signoff(member: Member | None, signoff: Signoff) -> bool:
    """Has the role of the sign-off now; the office's are the responsible person's."""
    use_case = signoff.use_case
    if member is None or not is_colleague(member, use_case):
        return False
    if signoff.role == OFFICE_ROLE:
        return use_case.owner_id == member.pk
    return signoff.role in member.role_names


def may_sign(member: Member | None, signoff: Signoff) -> bool:
    """Who has the role, or to whom it was delegated."""
    if holds_signoff(member, signoff):
        return True
    is_delegate = member is not None and signoff.assigned_to_id == member.pk
    return is_delegate and is_colleague(member, signoff.use_case)


def may_follow(member: Member | None) -> bool:
    return organisations.is_active(member)


def may_ask_owner(member: Member | None, organisation_id: int) -> bool:
    """Colleagues of other organisations; the own ones comment on the use case."""
    return bool(
        member and organisations.is_active(member) and member.organisation_id != organisation_id
    )


def may_answer(member: Member | None, message: Message) -> bool:
    """The AI officer, and who is responsible for the published use case."""
    if member is None or may_manage(member, message.organisation_id):
        return member is not None
    own = Publication.objects.filter(
        entry=message.entry, is_current=True, use_case__owner_id=member.pk
    )
    same = member.organisation_id == message.organisation_id
    return same and organisations.is_active(member) and own.exists()
