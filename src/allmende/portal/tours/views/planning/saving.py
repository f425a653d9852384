"""What all changes of a plan share: conflicts, refusals, and buttons without a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.planning import reasons
from allmende.portal.tours.domain.planning.versions import Overtaken
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.forms.planning.plans import ChangeForm
from allmende.portal.tours.models import Plan
from allmende.portal.tours.views.planning.access import trail

type Action = Callable[[Any], Plan]

MOST_WARNINGS = 3
PAGE = "tours/planning/change.html"


def change_page(
    request: MemberRequest,
    plan: Plan,
    kind: type[ChangeForm],
    action: Action,
    *,
    initial: dict[str, Any] | None = None,
    done: str = "",
    **context: Any,
) -> HttpResponse:
    """A form whose action changes a plan. A lost race is shown; sent once more, it is meant."""
    form = kind(posted(request), plan=plan, initial=initial)
    shown: dict[str, Any] = {"form": form, "plan": plan, "trail": trail(plan)} | context
    shown.setdefault("back", f"/werkzeuge/touren/plaene/{plan.pk}/")
    if form.is_valid():
        try:
            return made(request, action(form), done=done)
        except Overtaken as lost:
            shown["conflict"] = lost
            again: Any = form.data.copy()  # type: ignore[attr-defined]
            again["revision"] = str(Plan.objects.values_list("revision").get(pk=plan.pk)[0])
            form.data = again
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 409 if "conflict" in shown else 422 if form.errors else 200
    return render(request, PAGE, shown, status=status)


def made(request: MemberRequest, new: Plan, *, done: str = "") -> HttpResponse:
    """To the new version, which says what moved."""
    if done:
        messages.success(request, done)
    elif new.state == PlanState.PLANNING:
        messages.info(request, f"{new} entsteht. Das dauert bei so vielen Einsätzen etwas länger.")
    else:
        messages.success(request, f"{new} ist fertig: {changes(new)}.")
        _warn(request, new)
    return redirect("tours-plan", new.pk)


def _warn(request: MemberRequest, new: Plan) -> None:
    """What found no place by this change."""
    before = new.parent.unplanned.values("key") if new.parent else []
    for one in new.unplanned.exclude(key__in=before)[:MOST_WARNINGS]:
        words = f"{reasons.sentence(one)} {reasons.remedy(one)}"
        messages.warning(request, f"„{one.label}“ ist nicht eingeplant. {words}")


def changes(new: Plan) -> str:
    """How many stops moved, came and went."""
    added = sum(one["before"] is None for one in new.moved)
    dropped = sum(one["after"] is None for one in new.moved)
    moved = len(new.moved) - added - dropped
    counts = ((moved, "verschoben"), (added, "neu dabei"), (dropped, "herausgefallen"))
    words = [f"{count} {word}" for count, word in counts if count]
    return ", ".join(words) or "nichts anderes hat sich verschoben"


def press(request: MemberRequest, action: Callable[[int], str | None], done: str) -> bool:
    """A button that knows the revision it was shown for; says what came of it.

    ``action`` may return one more sentence.
    """
    try:
        more = action(int(request.POST.get("revision", "")))
    except ValueError:
        messages.error(request, "Laden Sie die Seite neu und versuchen Sie es noch einmal.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{done} {more}" if more else done)
        return True
    return False
