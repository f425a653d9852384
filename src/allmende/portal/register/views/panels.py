"""The parts of the page of one use case. Each part of the register brings its own maker, which
takes ``Panel`` from ``views.panel``.
"""

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.models import UseCase
from allmende.portal.register.views import criteria, evidence, incidents, lifecycle, signoff_chain
from allmende.portal.register.views.assessing.panel import panel as assessing
from allmende.portal.register.views.impact.panel import impact
from allmende.portal.register.views.panel import Maker, Panel
from allmende.portal.register.views.publishing import panel as publication


def panels(request: MemberRequest, use_case: UseCase) -> list[Panel]:
    """In the order in which somebody works through them."""
    return [make(request, use_case) for make in MAKERS]


MAKERS: list[Maker] = [
    lifecycle.panel,
    signoff_chain.panel,
    assessing,
    criteria.panel,
    impact,
    evidence.panel,
    incidents.panel,
    publication,
]
