"""Named permissions: guidelines."""

from django.utils import timezone

from allmende.portal.exchange.models import Consultation, Guideline, ParagraphComment
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import Audience, OrganisationKind, Role
from allmende.portal.organisations.models import Member
from allmende.portal.organisations.rules import is_active

ADOPTERS = (Role.AI_OFFICER, Role.LEADERSHIP, Role.ADMINISTRATOR)
SPEAKERS = (*ADOPTERS, Role.EDITOR)  # who lets an organisation say something to the public


def may_create(member: Member | None) -> bool:
    return is_active(member)


def may_write(member: Member | None, guideline: Guideline) -> bool:
    """The chosen people, whatever organisation they belong to."""
    return bool(
        member
        and is_active(member)
        and guideline.writers.through.objects.filter(
            guideline=guideline, user_id=member.user_id
        ).exists()
    )


def may_publish(member: Member | None, guideline: Guideline) -> bool:
    """What everybody on the internet reads, somebody of the organisation answers for."""
    if not member or not may_write(member, guideline):
        return False
    if guideline.audience != Audience.PUBLIC:
        return True
    return member.organisation_id == guideline.organisation_id and member.has_role(*SPEAKERS)


def may_comment(member: Member | None, consultation: Consultation) -> bool:
    """Everybody of the audience, as long as the window is open; nobody else needs to say so."""
    now = timezone.now()
    if not member or not is_active(member):
        return False
    if not consultation.opens_at <= now < consultation.closes_at:
        return False
    guideline = consultation.guideline
    return guideline.scope in find_keys(member) or may_write(member, guideline)


def may_remove_comment(member: Member | None, comment: ParagraphComment) -> bool:
    return bool(member and is_active(member) and comment.author_id == member.user_id)


def may_adopt(member: Member | None) -> bool:
    """States for the own organisation what holds there."""
    return bool(
        member
        and is_active(member)
        and member.organisation.kind != OrganisationKind.EXPERTS
        and member.has_role(*ADOPTERS)
    )
