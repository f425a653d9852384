"""Named permissions: calls."""

from allmende.portal.exchange.models import Call, Juror, Submission
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import NetworkRole, OrganisationKind
from allmende.portal.organisations.models import Member
from allmende.portal.organisations.rules import is_active


def may_organise(member: Member | None) -> bool:
    return bool(member and is_active(member) and member.serves_as(NetworkRole.ORGANISER))


def may_manage(member: Member | None, call: Call) -> bool:
    """Organisers of the network, inside what they may see at all."""
    return bool(member and may_organise(member) and call.scope in find_keys(member))


def may_submit(member: Member | None, call: Call) -> bool:
    """Whether the call is open is a matter of time, see domain.calls.states."""
    return bool(member and is_active(member) and call.scope in find_keys(member))


def may_edit_submission(member: Member | None, submission: Submission) -> bool:
    """Colleagues write together; experts share an organisation without knowing each other."""
    if not member or not is_active(member):
        return False
    if member.organisation_id != submission.organisation_id:
        return False
    shared = member.organisation.kind != OrganisationKind.EXPERTS
    return shared or submission.author_id == member.user_id


def juror_of(member: Member | None, call: Call) -> Juror | None:
    if not member or not is_active(member):
        return None
    return Juror.objects.filter(call=call, user=member.user_id).first()


def is_juror(member: Member | None, call: Call) -> bool:
    return juror_of(member, call) is not None


def may_see_scores(member: Member | None, call: Call) -> bool:
    """Organisers; but whoever scores as well sees no others before the own ones are done."""
    juror = juror_of(member, call)
    if juror is not None:
        return juror.finished_at is not None
    return may_manage(member, call)
