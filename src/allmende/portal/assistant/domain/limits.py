"""How often one address may do something."""

from django.conf import settings
from django.http import HttpRequest

from allmende.portal.core.domain import ratelimit

MINUTE = 60
HOUR = 3600
INQUIRIES_PER_HOUR = 6


def may_ask(request: HttpRequest) -> bool:
    who = ratelimit.address_of(request)
    return ratelimit.allow("ask", who, limit=settings.QUESTIONS_PER_MINUTE, seconds=MINUTE)


def may_judge(request: HttpRequest) -> bool:
    who = ratelimit.address_of(request)
    return ratelimit.allow("judge", who, limit=settings.QUESTIONS_PER_MINUTE, seconds=MINUTE)


def may_inquire(request: HttpRequest) -> bool:
    who = ratelimit.address_of(request)
    return ratelimit.allow("inquire", who, limit=INQUIRIES_PER_HOUR, seconds=HOUR)
