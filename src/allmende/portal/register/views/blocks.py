"""The platform's applications as cards; switching them on and off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import tools
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import building_blocks
from allmende.portal.register.enums import BuildingBlock

TEXTS: dict[str, str] = {
    BuildingBlock.ASSISTANT: (
        "Beantwortet Fragen mit wörtlichen Auszügen aus Ihren eigenen Quellen: auf der "
        "öffentlichen Seite und intern unter „Fragen“. Ohne Sprachmodell."
    ),
    BuildingBlock.DRAFTING: "Hilft beim Entwerfen von Schreiben, auch in einfacher Sprache.",
    BuildingBlock.TELEPHONY: "Gibt am Telefon Auskunft, auch außerhalb der Öffnungszeiten.",
    BuildingBlock.TOURS: "Plant Touren der Grünpflege nach Dringlichkeit und Fahrzeit.",
    BuildingBlock.HAZARDS: "Sagt vorher, auf welchen Straßen Unfälle wahrscheinlicher sind.",
}
LOSSES: dict[str, list[str]] = {
    BuildingBlock.ASSISTANT: [
        "Die öffentliche Seite und die Seite „Fragen“ beantworten keine Fragen mehr.",
        "Dokumente, Prüffragen und der Eintrag im Register bleiben erhalten.",
    ],
    BuildingBlock.TOURS: [
        "Niemand öffnet mehr Pläne und Touren, auch die Kolonnen unterwegs nicht.",
        "Orte, Pläne, Nachweise und der Eintrag im Register bleiben erhalten.",
    ],
}
AGAIN = "Sie können die Anwendung jederzeit wieder einschalten."


@member_required
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    context = {
        "cards": [
            (
                view,
                TEXTS[view.block],
                tools.door(view.block, request.member) if view.is_on else None,
            )
            for view in building_blocks.blocks_of(organisation)
        ],
        "may_test": request.member.has_role(Role.EDITOR, Role.AI_OFFICER),
        "may_switch": rules.may_switch_blocks(request.member, organisation.pk),
    }
    return render(request, "register/blocks/page.html", context)


@member_required
@require_POST
def switch_on(request: MemberRequest, block: str) -> HttpResponse:
    chosen = _known(request, block)
    organisation = request.member.organisation

    def action() -> str:
        use = building_blocks.switch_on(organisation, block=chosen, by=request.member)
        return f"„{use.get_block_display()}“ ist eingeschaltet und steht im Register."

    return _told(request, action)


@member_required
def switch_off(request: MemberRequest, block: str) -> HttpResponse:
    chosen = _known(request, block)
    organisation = request.member.organisation

    def action() -> str:
        use = building_blocks.switch_off(organisation, block=chosen, by=request.member)
        return f"„{use.get_block_display()}“ ist ausgeschaltet."

    if request.method == "POST":
        return _told(request, action)
    context = {
        "title": f"{chosen.label} ausschalten",
        "text": "Was das bedeutet:",
        "losses": [*LOSSES.get(chosen, []), AGAIN],
        "action": "Ausschalten",
        "back": "/werkzeuge/",
        "trail": [("Werkzeuge", "/werkzeuge/")],
    }
    return render(request, "core/confirm.html", context)


@member_required
@require_POST
def add_to_register(request: MemberRequest, block: str) -> HttpResponse:
    chosen = _known(request, block)
    organisation = request.member.organisation

    def action() -> str:
        case = building_blocks.add_to_register(organisation, block=chosen, by=request.member)
        return f"„{case.title}“ steht jetzt im Register."

    return _told(request, action)


def _known(request: MemberRequest, block: str) -> BuildingBlock:
    if block not in BuildingBlock.values:
        raise Http404
    require(rules.may_switch_blocks, request.member, request.member.organisation_id)
    return BuildingBlock(block)


def _told(request: MemberRequest, action: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, action())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("tools")
