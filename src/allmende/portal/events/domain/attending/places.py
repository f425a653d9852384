"""Places of a session: how many are held, and who moves up. Callers hold the session's lock."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone

from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import (
    HOLDING,
    OFFER_HELD,
    OFFERS_FROM,
    refusal,
)
from allmende.portal.events.enums import LetterKind, SessionState
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Registration, RoomPlace, Session

EXPIRED = "Das Angebot ist abgelaufen, der Platz ging an die nächste Person."


@dataclass(frozen=True, slots=True)
class Standing:
    """Counted, never trusted to a counter: what is deleted elsewhere cannot spoil it."""

    held: int
    waiting: int
    last_turn: int

    def free(self, session: Session) -> int | None:
        """None: without limit. Below nothing where the number of places was lowered."""
        return None if session.capacity is None else session.capacity - self.held

    def has_room(self, session: Session) -> bool:
        free = self.free(session)
        return free is None or free > 0

    def after(self, to: State) -> "Standing":
        """With one person more, who has taken the next turn."""
        held, waiting = self.held + (to in HOLDING), self.waiting + (to == State.WAITING)
        return Standing(held, waiting, self.last_turn + 1)


def standing(session: Session) -> Standing:
    found = Registration.objects.filter(session=session).aggregate(
        held=Count("pk", filter=Q(state__in=HOLDING)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        last_turn=Max("turn"),
    )
    return Standing(found["held"], found["waiting"], found["last_turn"] or 0)


def note_taken(session: Session, held: int) -> None:
    """For lists, so that they need not count."""
    if session.taken != held:
        Session.objects.filter(pk=session.pk).update(taken=held)
        session.taken = held


def move(registration: Registration, to: State, *, note: str = "") -> None:
    """Into another state; a letter will tell. Places in rooms go with the place."""
    assign(registration, to, note=note)
    new = registration._state.adding
    registration.save()
    if not new and to in {State.CANCELLED, State.WAITING}:
        RoomPlace.objects.filter(registration=registration).delete()


def assign(registration: Registration, to: State, *, note: str = "") -> None:
    """What ``move`` writes, unsaved."""
    now = timezone.now()
    registration.state = to
    registration.note = note
    registration.due = LetterKind.STATE
    registration.offered_until = None
    if to == State.CONFIRMED:
        registration.confirmed_at, registration.cancelled_at = now, None
    if to == State.CANCELLED:
        registration.cancelled_at = now
    if to == State.OFFERED:
        registration.offered_until = min(now + OFFER_HELD, max(registration.session.starts_at, now))


def promote(session: Session) -> int:
    """Who waits longest moves up: at once until a day before, by an offer after that."""
    now = timezone.now()
    found = standing(session)
    free = found.free(session)
    count = 0
    if session.state == SessionState.PUBLISHED and found.waiting and now < session.starts_at:
        waiting = Registration.objects.filter(session=session, state=State.WAITING)
        more = waiting if free is None else waiting[: max(0, free)]
        unasked = now < session.starts_at - OFFERS_FROM
        for registration in more.select_related("session"):
            move(registration, State.CONFIRMED if unasked else State.OFFERED)
            count += 1
    note_taken(session, found.held + count)
    return count


@one_by_one
def settle(pk: int) -> int:
    """Lets offers expire and the next ones move up; returns how many registrations changed."""
    session = lock(pk)
    expired = Registration.objects.filter(
        session=session, state=State.OFFERED, offered_until__lte=timezone.now()
    )
    count = 0
    for registration in expired.select_related("session"):
        move(registration, State.CANCELLED, note=EXPIRED)
        count += 1
    return count + promote(session)


def settle_all() -> int:
    """The worker's round: sessions with an expired offer, or with people waiting."""
    now = timezone.now()
    expired = Registration.objects.filter(state=State.OFFERED, offered_until__lte=now)
    pks = set(expired.values_list("session_id", flat=True))
    waiting = Session.objects.filter(
        state=SessionState.PUBLISHED, starts_at__gt=now, registrations__state=State.WAITING
    ).distinct()
    pks |= {one.pk for one in waiting if one.capacity is None or one.taken < one.capacity}
    return sum(settle(pk) for pk in sorted(pks))


def is_open(session: Session) -> bool:
    return not refusal(session)
