"""One click each: solved, closed, pinned, removed, "betrifft uns auch", follow."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.threads import (
    addresses,
    following,
    posts,
    states,
    writing,
)
from allmende.portal.exchange.models import Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.exchange.views.threads.access import post_or_404, thread_view, trail
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type Step = Callable[[Thread, Member], None]

# What the buttons of a thread send -> what is done, what is said
STATES: dict[str, tuple[Step, str]] = {
    "schliessen": (
        lambda thread, by: states.close(thread, by=by),
        "Das Thema ist geschlossen. Alle können weiter lesen.",
    ),
    "oeffnen": (lambda thread, by: states.reopen(thread, by=by), "Das Thema ist wieder offen."),
    "anheften": (
        lambda thread, by: states.pin(thread, pinned=True, by=by),
        "Das Thema steht jetzt oben.",
    ),
    "loesen": (
        lambda thread, by: states.pin(thread, pinned=False, by=by),
        "Das Thema steht nicht mehr oben.",
    ),
    "ungeloest": (lambda thread, by: states.unsolve(thread, by=by), "Die Lösung ist aufgehoben."),
}


@thread_view
@require_POST
def state(request: MemberRequest, thread: Thread) -> HttpResponse:
    step, sentence = STATES.get(request.POST.get("stand", ""), (None, ""))
    if step is None:
        messages.error(request, "Das hat nicht geklappt. Laden Sie die Seite neu.")
    else:
        step(thread, request.member)
        messages.success(request, sentence)
    return redirect(addresses.thread_url(thread.pk))


@thread_view
@require_POST
def solve(request: MemberRequest, thread: Thread, number: int) -> HttpResponse:
    post = post_or_404(thread, number)
    try:
        states.solve(thread, post=post, by=request.member)
        messages.success(request, f"Beitrag {number} steht jetzt als Lösung oben.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(addresses.thread_url(thread.pk))


@thread_view
@require_POST
def concern(request: MemberRequest, thread: Thread) -> HttpResponse:
    concerns = request.POST.get("betrifft") == "ja"
    states.concern(thread, concerns=concerns, by=request.member)
    messages.success(
        request,
        "Vermerkt. Sie hören, wenn es etwas Neues gibt." if concerns else "Zurückgenommen.",
    )
    return redirect(addresses.thread_url(thread.pk))


@thread_view
@require_POST
def follow(request: MemberRequest, thread: Thread) -> HttpResponse:
    _follow(
        request,
        lambda level: following.follow_thread(thread, level=level, by=request.member),
    )
    return redirect(addresses.thread_url(thread.pk))


@member_required
@require_POST
def follow_topic(request: MemberRequest, topic: str) -> HttpResponse:
    _follow(request, lambda level: following.follow_topic(topic, level=level, by=request.member))
    return redirect(addresses.topic_url(topic))


@thread_view
def remove(request: MemberRequest, thread: Thread, number: int) -> HttpResponseBase:
    post = post_or_404(thread, number)
    require(rules.may_remove, request.member, post)
    if request.method == "POST":
        posts.remove(post, by=request.member)
        messages.success(request, "Ihr Text ist entfernt. 30 Tage lang können Sie ihn zurückholen.")
        return redirect(addresses.post_url(thread.pk, number))
    context = {
        "title": f"Beitrag {number} entfernen",
        "text": "Was geschieht:",
        "losses": [
            "Niemand liest Ihren Text mehr, auch Anhänge und Suche zeigen ihn nicht.",
            "Der Platz im Thema bleibt, damit Antworten verständlich sind.",
            "30 Tage lang können Sie ihn zurückholen. Danach ist er endgültig gelöscht.",
        ],
        "action": "Beitrag entfernen",
        "trail": trail(thread),
        "back": addresses.post_url(thread.pk, number),
    }
    return render(request, "core/confirm.html", context)


@thread_view
@require_POST
def restore(request: MemberRequest, thread: Thread, number: int) -> HttpResponse:
    posts.restore(post_or_404(thread, number), by=request.member)
    messages.success(request, "Ihr Beitrag ist wieder da.")
    return redirect(addresses.post_url(thread.pk, number))


@thread_view
@require_POST
def detach(request: MemberRequest, thread: Thread, number: int, file: int) -> HttpResponse:
    posts.detach(post_or_404(thread, number), file=file, by=request.member)
    messages.success(request, "Die Datei ist entfernt.")
    return redirect(f"{addresses.thread_url(thread.pk)}{number}/bearbeiten/")


@thread_view
def delete(request: MemberRequest, thread: Thread) -> HttpResponseBase:
    require(rules.is_author, request.member, thread)
    if request.method == "POST":
        try:
            writing.delete(thread, by=request.member)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(addresses.thread_url(thread.pk))
        messages.success(request, "Das Thema ist gelöscht.")
        return redirect("exchange")
    context = {
        "title": "Thema löschen",
        "text": f"„{thread.title}“ verschwindet endgültig. Verloren gehen:",
        "losses": ["der Text und seine Anhänge", "Verknüpfungen und „Betrifft uns auch“"],
        "action": "Thema löschen",
        "trail": trail(thread),
        "back": addresses.thread_url(thread.pk),
    }
    return render(request, "core/confirm.html", context)


def _follow(request: MemberRequest, act: Callable[[str], None]) -> None:
    try:
        act(request.POST.get("wie", ""))
        messages.success(request, "Gespeichert.")
    except Refused as refused:
        messages.error(request, str(refused))
