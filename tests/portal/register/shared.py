"""Two towns of one network, their AI officers, and something published."""

from typing import Any

from allmende.portal.organisations.enums import Audience, Role
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import publishing
from allmende.portal.register.models import Publication
from tests import factories
from tests.portal.register import made


def officer(slug: str = "wiesenbrueck", **fields: Any) -> Member:
    return factories.member(factories.organisation(slug, **fields), Role.AI_OFFICER)


def publish(
    by: Member, title: str = "", *, audience: str = Audience.PUBLIC, **fields: Any
) -> Publication:
    case = made.use_case(by, title, **fields)
    return publishing.publish(case, audience=audience, by=by)
