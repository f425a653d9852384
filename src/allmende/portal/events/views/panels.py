"""The parts of the page of one session. Each part of the events brings its own makers, which
take ``Panel`` from ``views.panel``; one that has nothing to show to the reader gives None.
"""

from allmende.portal.events.models import Session
from allmende.portal.events.views.attending import panel as attending
from allmende.portal.events.views.live import panels as live
from allmende.portal.events.views.panel import Maker, Panel
from allmende.portal.events.views.planning import panels as planning
from allmende.portal.organisations.middleware import MemberRequest


def panels(request: MemberRequest, session: Session) -> list[Panel]:
    """In the order of the page."""
    made = [make(request, session) for make in MAKERS]
    return [panel for panel in made if panel]


MAKERS: list[Maker] = [
    attending.panel,
    planning.warnings,
    planning.agenda,
    live.voting,
    live.results,
    live.materials,
    planning.contributions,
    live.feedback,
    planning.links,
]
