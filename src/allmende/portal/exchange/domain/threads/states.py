"""What becomes of a thread: solved, closed, pinned; whom it concerns, too."""

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.threads import following, me_too, telling
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.models import Member


@transaction.atomic
def solve(thread: Thread, *, post: Post, by: Member) -> None:
    """The post that solved it is shown at the top."""
    require(rules.may_change, by, thread)
    if post.thread_id != thread.pk or not post.is_shown:
        raise Refused("Diesen Beitrag gibt es hier nicht mehr. Laden Sie die Seite neu.")
    was_solved = thread.state == ThreadState.SOLVED
    closed = thread.state == ThreadState.CLOSED
    _set(thread, solution=post, state=ThreadState.CLOSED if closed else ThreadState.SOLVED)
    audit.record("exchange.solved", by=by, about=thread, details={"Beitrag": post.number})
    if not was_solved:
        telling.tell_solved(post, by=by)


@transaction.atomic
def unsolve(thread: Thread, *, by: Member) -> None:
    require(rules.may_change, by, thread)
    closed = thread.state == ThreadState.CLOSED
    _set(thread, solution=None, state=ThreadState.CLOSED if closed else ThreadState.OPEN)
    audit.record("exchange.unsolved", by=by, about=thread)


@transaction.atomic
def close(thread: Thread, *, by: Member) -> None:
    """Nobody writes any more; everybody still reads."""
    require(rules.may_change, by, thread)
    _set(thread, state=ThreadState.CLOSED)
    audit.record("exchange.closed", by=by, about=thread)


@transaction.atomic
def reopen(thread: Thread, *, by: Member) -> None:
    require(rules.may_change, by, thread)
    _set(thread, state=ThreadState.SOLVED if thread.solution_id else ThreadState.OPEN)
    audit.record("exchange.reopened", by=by, about=thread)


@transaction.atomic
def pin(thread: Thread, *, pinned: bool, by: Member) -> None:
    """Above the others in its topic field and in the list."""
    require(rules.may_moderate, by)
    _set(thread, is_pinned=pinned)
    action = "exchange.pinned" if pinned else "exchange.unpinned"
    audit.record(action, by=by, about=thread)


@transaction.atomic
def concern(thread: Thread, *, concerns: bool, by: Member) -> None:
    """ "Betrifft uns auch", or no longer; who says so follows."""
    require(rules.may_write, by)
    key = str(thread.pk)
    if not concerns:
        me_too.take_back(following.THREAD, key, by=by)
        audit.record("exchange.me_too_taken_back", by=by, about=thread)
    elif me_too.say(following.THREAD, key, by=by):
        following.begin(thread, by=by)
        audit.record("exchange.me_too", by=by, about=thread)


def _set(thread: Thread, **fields: object) -> None:
    for name, value in fields.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(fields))
