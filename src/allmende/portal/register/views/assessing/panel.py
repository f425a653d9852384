"""Class and duties on the page of one use case."""

from allmende.engines.regulation.ladders import RiskClass, label
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.assessing.showing import BADGES
from allmende.portal.register.views.panel import Panel


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    held, sheet = assessing.current(use_case), assessing.sheet_of(use_case)
    views = assessing.duties(use_case, held=held) if held else []
    upcoming = [view.duty for view in views if view.is_own and view.is_upcoming]
    context = {
        "held": held,
        "label": label(RiskClass(held.risk)) if held else "",
        "badge": BADGES[held.risk] if held else "",
        "started": bool(sheet.answers),
        "changed": bool(held and sheet.pk and sheet.answers != held.answers),
        "open": sum(view.is_open for view in views),
        "next": min((duty.applies_from for duty in upcoming if duty.applies_from), default=None),
        "edit": rules.may_edit(request.member, use_case),
    }
    return Panel("einstufung", "Einstufung und Pflichten", "register/assessing/panel.html", context)
