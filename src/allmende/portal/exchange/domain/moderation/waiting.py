"""What waits for those who moderate."""

from allmende.portal.exchange.domain.moderation import queries
from allmende.portal.exchange.enums import ReportState
from allmende.portal.organisations.models import Member

QUEUE = "/austausch/moderation/"


def tasks(member: Member) -> list[tuple[int, str, str]]:
    """``(how many, in words, where)``; empty where there is nothing to decide."""
    count = queries.in_state(queries.reports(member), ReportState.OPEN).count()
    words = "1 Meldung zu prüfen" if count == 1 else f"{count} Meldungen zu prüfen"
    return [(count, words, QUEUE)] if count else []
