"""What those who moderate see among the places of the exchange."""

from django import template

from allmende.portal.exchange.domain.moderation import queries
from allmende.portal.exchange.rules import moderation as rules
from allmende.portal.organisations.models import Member

register = template.Library()


@register.simple_tag
def open_reports(member: Member | None) -> int | None:
    """How many wait; None for whoever does not moderate."""
    if member is None or not rules.may_moderate(member):
        return None
    return queries.in_state(queries.reports(member), "open").count()
