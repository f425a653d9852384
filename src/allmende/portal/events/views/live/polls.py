"""Polls: made before, run during, kept after a session."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.events.domain.live import ballots, polls, tallies
from allmende.portal.events.domain.live.ballots import Ballot
from allmende.portal.events.enums import PollKind, PollState
from allmende.portal.events.forms.live.polls import PollForm, initial
from allmende.portal.events.models import Poll, Session
from allmende.portal.events.rules import live as rules
from allmende.portal.events.views.live.access import live_view, trail
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

BADGES = {PollState.DRAFT: "info", PollState.OPEN: "success", PollState.CLOSED: "info"}
WIDTH = 400  # of the longest bar, in the units of the drawing


@live_view(may=rules.may_poll)
def new(request: MemberRequest, session: Session) -> HttpResponse:
    form = PollForm(posted(request))
    if form.is_valid():
        made = attempt(form, lambda: polls.create(session, form.question, by=request.member))
        if made:
            messages.success(request, "Die Abstimmung ist vorbereitet. Starten Sie sie hier.")
            return redirect("poll", session.pk, made.pk)
    return _form_page(request, session, form, "Abstimmung vorbereiten", "Vorbereiten")


@live_view(may=rules.may_poll)
def edit(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    found = _one(request, session, poll)
    form = PollForm(posted(request), initial=initial(found))
    if form.is_valid() and done(
        form, lambda: polls.change(found, form.question, by=request.member)
    ):
        messages.success(request, "Die Abstimmung ist gespeichert.")
        return redirect("poll", session.pk, found.pk)
    return _form_page(request, session, form, "Abstimmung ändern", "Speichern")


@live_view()
@require_safe
def page(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    found = _one(request, session, poll)
    context = {
        "session": session,
        "may_run": rules.may_run(request.member, found),
        "trail": trail(session),
        **_seen(request, session, found),
    }
    return render(request, "events/live/poll.html", context)


@live_view()
@require_safe
def state(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    """Asked every two seconds by every screen that shows it."""
    found = _one(request, session, poll)
    context = _seen(request, session, found)
    return render(request, "events/live/poll.html#tally", context)


@live_view(may=rules.may_poll)
@require_safe
def screen(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    """For the wall of the room: large, and nothing else."""
    found = _one(request, session, poll)
    context = {"session": session, **shown(found, None), **_addresses(found)}
    return render(request, "events/live/screen.html", context)


@live_view()
@require_POST
def vote(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    found = _one(request, session, poll)
    cast(request, found, ballots.ballot_of(request.member, session))
    return redirect("poll", session.pk, found.pk)


@live_view(may=rules.may_poll)
@require_POST
def start(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    return _act(request, session, poll, polls.start, "Die Abstimmung läuft.")


@live_view(may=rules.may_poll)
@require_POST
def finish(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    return _act(request, session, poll, polls.finish, "Die Abstimmung ist beendet.")


@live_view(may=rules.may_poll)
def remove(request: MemberRequest, session: Session, poll: int) -> HttpResponse:
    found = _one(request, session, poll)
    back = reverse("poll", args=[session.pk, found.pk])
    if request.method == "POST":
        try:
            polls.remove(found, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, f"„{found}“ ist gelöscht.")
        return redirect(f"/veranstaltungen/{session.pk}/#abstimmungen")
    context = {
        "title": "Abstimmung löschen",
        "trail": trail(session),
        "text": f"„{found}“ lässt sich danach nicht wiederherstellen.",
        "losses": ["Das Ergebnis der Abstimmung"] if found.state == PollState.CLOSED else [],
        "action": "Abstimmung löschen",
        "back": back,
    }
    return render(request, "core/confirm.html", context)


def shown(poll: Poll, ballot: Ballot | None, *, reader: Member | None = None) -> dict[str, Any]:
    """What a page says about a poll to who holds the ballot; ``reader`` sees what is voted on."""
    counted = tallies.tally(poll)
    found = things.many(reader, [line.about for line in counted.lines if line.about[0]])
    may = ballot is not None and ballots.may_vote(ballot, poll)
    given = ballots.given_by(ballot, poll) if ballot and may else {}
    is_open = poll.state == PollState.OPEN
    return {
        "poll": poll,
        "badge_kind": BADGES[PollState(poll.state)],
        "is_open": is_open,
        "tally": counted,
        "shows": poll.state == PollState.CLOSED or (is_open and poll.shows_while_open),
        "lines": [
            (line, round(line.share * WIDTH), found.get(line.about)) for line in counted.lines
        ],
        "options": [(option, given.get(option.pk, 0)) for option in poll.options.all()],
        "may_vote": may and is_open,
        "has_voted": bool(given),
        "steps": range(poll.most_on_one + 1),
        "by_dots": poll.kind == PollKind.DOTS,
    }


def cast(request: HttpRequest, poll: Poll, ballot: Ballot | None) -> None:
    """Put the posted ballot in and say what came of it."""
    try:
        if ballot is None:
            raise Refused(ballots.NO_BALLOT)
        ballots.vote(poll, ballot=ballot, dots=_dots(poll, request.POST))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ihre Stimme ist gezählt. Bis zum Ende können Sie sie ändern.")


def _seen(request: MemberRequest, session: Session, poll: Poll) -> dict[str, Any]:
    ballot = ballots.ballot_of(request.member, session)
    return {**shown(poll, ballot, reader=request.member), **_addresses(poll)}


def _dots(poll: Poll, data: QueryDict) -> dict[int, int]:
    """``punkte-<option>`` for dots, ``wahl`` for one or several options."""
    if poll.kind == PollKind.DOTS:
        names = [name for name in data if name.startswith("punkte-")]
        rows = [(name.removeprefix("punkte-"), str(data[name])) for name in names]
        return {int(pk): int(n) for pk, n in rows if _number(pk) and _number(n)}
    return {int(pk): 1 for pk in map(str, data.getlist("wahl")) if _number(pk)}


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


def _addresses(poll: Poll) -> dict[str, str]:
    here = [poll.session_id, poll.pk]
    return {
        "state_url": reverse("poll-state", args=here),
        "vote_url": reverse("poll-vote", args=here),
    }


def _act(
    request: MemberRequest, session: Session, pk: int, action: Any, sentence: str
) -> HttpResponse:
    found = _one(request, session, pk)
    try:
        action(found, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("poll", session.pk, found.pk)


def _one(request: MemberRequest, session: Session, pk: int) -> Poll:
    """Drafts are there for those who run them."""
    found = polls.one(session, pk)
    if found is None:
        raise Http404
    if found.state == PollState.DRAFT and not rules.may_run(request.member, found):
        raise Http404
    return found


def _form_page(
    request: MemberRequest, session: Session, form: PollForm, title: str, submit: str
) -> HttpResponse:
    context = {
        "title": title,
        "trail": trail(session),
        "form": form,
        "submit": submit,
        "back": f"/veranstaltungen/{session.pk}/#abstimmungen",
    }
    status = 422 if form.errors else 200
    return render(request, "core/form_page.html", context, status=status)
