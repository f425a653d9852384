"""Named permissions of this app. ``member`` is the active member or None."""

from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules as register
from allmende.portal.reports.models import Report


def may_read(member: Member | None, report: Report) -> bool:
    return bool(
        member
        and organisations.is_active(member)
        and member.organisation_id == report.organisation_id
    )


def may_write(member: Member | None, organisation_id: int) -> bool:
    """AI officers and the leadership answer the council."""
    return register.may_lead(member, organisation_id)
