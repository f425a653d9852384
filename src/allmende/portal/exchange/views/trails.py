"""What pages of guidelines, calls and matrices have in common."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from allmende.portal.core.domain import audit
from allmende.portal.exchange.domain import sharing
from allmende.portal.organisations.middleware import MemberRequest

type Trail = list[tuple[str, str]]

EXCHANGE = ("Austausch", "/austausch/")
MOST = 30  # entries of a history


def kept(draft: Any) -> dict[str, Any]:
    """A draft as initial values."""
    if draft is None:
        return {}
    return {name: values[-1] for name, values in draft.data.items() if values}


def status_of(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200


def history(thing: Any, *, without: str = "-") -> list[tuple[str, Any]]:
    """``without``: the begin of actions of which there are too many to tell each."""
    rows = audit.history(thing).exclude(action__startswith=without)
    return [(audit.label(entry.action), entry) for entry in rows[:MOST]]


def toggle_follow(request: MemberRequest, kind: str, key: int, back: str) -> HttpResponse:
    follows = sharing.toggle_follow(request.member, kind, key)
    messages.success(
        request,
        "Sie hören, wenn es etwas Neues gibt." if follows else "Sie hören davon nichts mehr.",
    )
    return redirect(back)
