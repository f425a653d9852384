"""Writing a session: create, change, announce, call off, close, repeat, delete."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit, subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.planning import (
    changes,
    checking,
    copying,
    finding,
    names,
    patterns,
    telling,
)
from allmende.portal.events.domain.planning.changes import MOVING, Change, What
from allmende.portal.events.domain.planning.times import distance
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member

FIELDS = (
    "title",
    "summary",
    "text",
    "topic",
    "series",
    "audience",
    "group",
    "starts_at",
    "ends_at",
    "place",
    "provider",
    "link",
    "groups_in_meeting",
    "registers_from",
    "registers_until",
    "capacity",
    "allows_guests",
    "chooses_rooms",
    "rooms_until",
    "calls_for_talks",
    "certificate_hours",
)
IN_CALENDAR = MOVING | {"title", "summary"}  # what makes a new SEQUENCE
CHANGED = (
    "Jemand anderes hat diese Veranstaltung inzwischen geändert. Ihre Eingaben sind nicht "
    "verloren, und nichts wurde überschrieben. Vergleichen Sie und speichern Sie dann erneut."
)
OPEN = (SessionState.DRAFT, SessionState.PUBLISHED)
OVER = "Die Veranstaltung ist {state}. Daran lässt sich nichts mehr ändern."


@transaction.atomic
def create(*, values: Mapping[str, Any], by: Member, pattern: str = "") -> Session:
    """A draft for the organisation of ``by``; ``pattern`` names an agenda to start from."""
    require(rules.may_plan, by)
    session = Session(
        organisation=by.organisation, author=by.user, author_label=str(by.user), **_known(values)
    )
    _check(session, by)
    session.save()
    if pattern:
        patterns.fill(session, pattern)
    audit.record("events.planned", by=by, about=session)
    return session


@transaction.atomic
def change(session: Session, *, values: Mapping[str, Any], revision: int, by: Member) -> Session:
    """Write fields where nobody else wrote since ``revision``; a new beginning moves the agenda.

    Raises Conflict otherwise; ``session`` then holds what stands there now.
    """
    require(rules.may_organise, by, session)
    open_or_refused(session)
    # Whoever registers at this moment waits, so that no place is given twice.
    session.taken = Session.objects.select_for_update(of=("self",)).get(pk=session.pk).taken
    before = {name: getattr(session, name) for name in FIELDS}
    for name, value in _known(values).items():
        setattr(session, name, value)
    _check(session, by)
    fields = {name: getattr(session, name) for name in (*FIELDS, "scope")}
    changed = frozenset(name for name in FIELDS if before[name] != fields[name])
    grown = int(session.state != SessionState.DRAFT and not IN_CALENDAR.isdisjoint(changed))
    touch(session, revision=revision, sequence=F("sequence") + grown, **fields)
    if "starts_at" in changed:
        copying.move_agenda(session, by=distance(before["starts_at"], session.starts_at))
    if changed:
        labels = sorted(label_of(name) for name in changed)
        audit.record("events.changed", by=by, about=session, details={"Felder": ", ".join(labels)})
        _spread(session, Change(What.CHANGED, changed, by=by))
    return session


@transaction.atomic
def publish(session: Session, *, revision: int, by: Member) -> Session:
    """Everybody of the audience sees it from now on; what follows it hears of it."""
    require(rules.may_organise, by, session)
    if session.state != SessionState.DRAFT:
        raise Refused("Die Veranstaltung ist schon angekündigt.")
    checking.check(session)
    touch(session, revision=revision, state=SessionState.PUBLISHED, published_at=timezone.now())
    subscriptions.begin(by.user, *names.about(session))
    audit.record("events.published", by=by, about=session)
    finding.put(session)
    if session.ends_at > timezone.now():
        text = f"Neue Veranstaltung: „{session.title}“ am {telling.when(session)} Uhr"
        telling.tell_followers(session, text, by=by, new=True)
    changes.on_change(session, Change(What.PUBLISHED, by=by))
    return session


@transaction.atomic
def cancel(session: Session, *, reason: str, revision: int, by: Member) -> Session:
    """It stays as a page that says so; calendars cross it out."""
    require(rules.may_organise, by, session)
    open_or_refused(session)
    if session.state == SessionState.DRAFT:
        raise Refused("Von einem Entwurf weiß noch niemand. Löschen Sie ihn stattdessen.")
    if not reason.strip():
        raise Refused("Nennen Sie den Grund. Alle Angemeldeten lesen ihn.")
    touch(
        session,
        revision=revision,
        state=SessionState.CANCELLED,
        cancelled_reason=reason.strip(),
        sequence=F("sequence") + 1,
    )
    audit.record("events.cancelled", by=by, about=session)
    finding.put(session)
    text = f"Abgesagt: „{session.title}“ am {telling.when(session)} Uhr. {reason.strip()}"
    telling.tell_followers(session, text, by=by)
    telling.tell_crew(session, text, by=by)
    changes.on_change(session, Change(What.CANCELLED, by=by))
    return session


@transaction.atomic
def finish(session: Session, *, revision: int, by: Member) -> Session:
    """It took place; the plan is closed."""
    require(rules.may_organise, by, session)
    if session.state != SessionState.PUBLISHED:
        raise Refused("Nur eine angekündigte Veranstaltung lässt sich abschließen.")
    if session.starts_at > timezone.now():
        raise Refused("Die Veranstaltung hat noch nicht begonnen. Sagen Sie sie sonst ab.")
    touch(session, revision=revision, state=SessionState.DONE)
    audit.record("events.finished", by=by, about=session)
    changes.on_change(session, Change(What.FINISHED, by=by))
    return session


@transaction.atomic
def duplicate(session: Session, *, starts_at: datetime, by: Member) -> Session:
    """The same session as a draft on another day, with its agenda at the same clock times."""
    require(rules.may_organise, by, session)
    new = copying.of_session(session, starts_at=starts_at, by=by)
    _check(new, by)
    new.save()
    copying.agenda(session, new)
    audit.record("events.planned", by=by, about=new, details={"Vorlage": str(session)})
    return new


@transaction.atomic
def delete(session: Session, *, by: Member) -> None:
    require(rules.may_organise, by, session)
    if session.state != SessionState.DRAFT:
        raise Refused("Nur ein Entwurf lässt sich löschen. Sagen Sie die Veranstaltung ab.")
    audit.record("events.deleted", by=by, about=session)
    finding.forget(session)
    session.delete()


def touch(session: Session, *, revision: int, **fields: Any) -> None:
    """The one optimistic write; every other writer of the plan goes through it."""
    fields["changed_at"] = timezone.now()
    mine = Session.objects.filter(pk=session.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, **fields):
        session.refresh_from_db()
        raise Conflict(CHANGED)
    session.refresh_from_db()


def open_or_refused(session: Session) -> None:
    if session.state not in OPEN:
        raise Refused(OVER.format(state=session.get_state_display()))


def _spread(session: Session, change: Change) -> None:
    """Search, followers, crew and the other parts follow what was changed."""
    if session.state == SessionState.DRAFT:
        return
    finding.put(session)
    if change.is_move and session.ends_at > timezone.now():
        text = f"Geändert: „{session.title}“ ist jetzt {_where_and_when(session)}"
        telling.tell_followers(session, text, by=change.by)
        telling.tell_crew(session, text, by=change.by)
    changes.on_change(session, change)
    if "capacity" in change.fields:
        changes.on_change(session, Change(What.PLACES, by=change.by))


def _where_and_when(session: Session) -> str:
    place = session.place or ("online" if session.provider else "")
    return f"am {telling.when(session)} Uhr" + (f", {place}" if place else "")


def _check(session: Session, by: Member) -> None:
    checking.set_scope(session, by=by)
    if session.series and not rules.may_organise(by, session.series):
        raise Refused("In diese Reihe dürfen Sie nichts einordnen. Wählen Sie eine andere.")
    checking.check(session)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise ValueError(f"Kein Feld einer Veranstaltung: {', '.join(sorted(unknown))}")
    return dict(values)


def label_of(name: str) -> str:
    words = {"series": "Reihe", "group": "Arbeitsgruppe"}
    return words.get(name) or str(getattr(Session._meta.get_field(name), "verbose_name", name))
