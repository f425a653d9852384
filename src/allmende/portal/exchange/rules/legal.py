"""Named permissions: legal."""

from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member


def may_ask(member: Member | None) -> bool:
    """Asks, says that it concerns them too, follows."""
    return organisations.is_active(member)


def may_work(member: Member | None) -> bool:
    """Sights, merges, drafts, marks as outdated."""
    return bool(member and organisations.is_active(member) and member.serves_as(NetworkRole.EXPERT))


def may_review(member: Member | None) -> bool:
    """Whether the person has written on the draft is asked where it is locked."""
    return bool(
        member and organisations.is_active(member) and member.serves_as(NetworkRole.REVIEWER)
    )


def may_serve(member: Member | None) -> bool:
    """Reads drafts, withdraws answers, has the work desk."""
    return may_work(member) or may_review(member)


def has_asked(member: Member | None, question: LegalQuestion) -> bool:
    return bool(member and organisations.is_active(member) and question.author_id == member.user_id)


def may_change(member: Member | None, question: LegalQuestion) -> bool:
    """Who has asked, until somebody has sighted it; from then on the experts."""
    if may_work(member):
        return True
    return has_asked(member, question) and question.state == LegalState.ASKED


def may_retract(member: Member | None, question: LegalQuestion) -> bool:
    return may_work(member) or has_asked(member, question)
