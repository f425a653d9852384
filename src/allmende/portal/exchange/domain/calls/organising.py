"""An organiser makes a call, opens it, chooses the jury and may call it off."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit, subscriptions, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.calls import asking, finding, queries, states
from allmende.portal.exchange.domain.calls.queries import KIND
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.models import Call, Juror, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, User

FIELDS = (
    *("title", "text", "topic", "audience", "group", "opens_at", "closes_at", "jury_until"),
    "places",
)
CHANGED = (
    "Jemand anderes hat diesen Aufruf inzwischen geändert. Ihre Eingaben sind nicht verloren, und "
    "nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)
STARTED = "Der Aufruf läuft. Fragen, Kriterien und Sichtbarkeit stehen seit der Eröffnung fest."


@transaction.atomic
def create_call(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> Call:
    """A draft with the usual questions and criteria, which only organisers see."""
    require(rules.may_organise, by)
    _check_dates(values)
    scope = sharing.scope_for(values["audience"], group=values.get("group"), by=by)
    own = {**sharing.stamp(by), "organisation": organisation}
    call = Call.objects.create(
        **{name: values[name] for name in FIELDS if name in values},
        **own,
        scope=scope,
        questions=asking.questions(asking.DEFAULT_QUESTIONS),
        criteria=asking.criteria(asking.DEFAULT_CRITERIA),
    )
    audit.record("exchange.call_begun", by=by, about=call)
    return call


@transaction.atomic
def change_call(call: Call, *, values: Mapping[str, Any], revision: int, by: Member) -> Call:
    """In a draft everything; later words and dates, but never an end that has passed."""
    require(rules.may_manage, by, call)
    state = states.state_of(call)
    if state in {CallState.DECIDED, CallState.CANCELLED}:
        raise Refused("Der Aufruf ist abgeschlossen und lässt sich nicht mehr ändern.")
    fields = {name: values[name] for name in FIELDS if name in values}
    _check_dates({**_dates(call), **fields})
    if state == CallState.DRAFT:
        audience = fields.get("audience", call.audience)
        fields["scope"] = sharing.scope_for(audience, group=fields.get("group"), by=by)
    else:
        _check_started(call, fields, state)
    _touch(call, revision=revision, **fields)
    _record("exchange.call_changed", call, by)
    finding.put(call)
    return call


@transaction.atomic
def set_form(
    call: Call,
    *,
    questions: Sequence[Mapping[str, Any]],
    criteria: Sequence[Mapping[str, Any]],
    revision: int,
    by: Member,
) -> Call:
    """Replace what is asked and by what it is judged, as long as the call is a draft."""
    require(rules.may_manage, by, call)
    if call.state != CallState.DRAFT:
        raise Refused(STARTED)
    _touch(
        call,
        revision=revision,
        questions=asking.questions(questions),
        criteria=asking.criteria(criteria),
    )
    _record("exchange.call_form_changed", call, by)
    return call


@transaction.atomic
def open_call(call: Call, *, by: Member) -> Call:
    """From now on the audience sees it; profiles are taken from ``opens_at`` on."""
    require(rules.may_manage, by, call)
    gaps = missing(call)
    if gaps:
        raise Refused(" ".join(gaps))
    states.advance(call, to=CallState.OPEN)
    _record("exchange.call_opened", call, by)
    finding.put(call)
    officers = list(sharing.everywhere(Role.AI_OFFICER))
    seen = things.seen_by([one.pk for one in officers], [(KIND, str(call.pk))])
    for officer in officers:
        if officer.pk != by.user_id and seen(officer.pk, KIND, str(call.pk)):
            _tell(officer, call, f"Neuer Aufruf: „{call.title}“")
    return call


@transaction.atomic
def cancel(call: Call, *, reason: str, by: Member) -> Call:
    """Whoever has begun or handed in a profile hears why."""
    require(rules.may_manage, by, call)
    if not reason.strip():
        raise Refused("Schreiben Sie, warum der Aufruf abgesagt wird.")
    states.advance(call, to=CallState.CANCELLED, result=reason)
    _record("exchange.call_cancelled", call, by)
    finding.put(call)
    rows = Submission.objects.filter(call=call).exclude(state=SubmissionState.WITHDRAWN)
    for user in User.objects.filter(is_active=True, pk__in=rows.values("author_id")):
        _tell(user, call, f"Abgesagt: „{call.title}“", Reason.ASSIGNED)
    return call


@transaction.atomic
def add_juror(call: Call, *, user: User, by: Member) -> Juror:
    require(rules.may_manage, by, call)
    _require_undecided(call)
    juror, new = Juror.objects.get_or_create(call=call, user=user, defaults={"label": str(user)})
    if not new:
        raise Refused(f"{user} gehört schon zur Jury.")
    audit.record(
        "exchange.juror_added",
        by=by,
        about=call,
        organisation_id=call.organisation_id,
        details={"Person": str(user)},
    )
    if call.state != CallState.DRAFT:
        _invite(juror, call)
    return juror


@transaction.atomic
def remove_juror(juror: Juror, *, by: Member) -> None:
    """With the scores; after the decision they stay."""
    call = juror.call
    require(rules.may_manage, by, call)
    _require_undecided(call)
    audit.record(
        "exchange.juror_removed",
        by=by,
        about=call,
        organisation_id=call.organisation_id,
        details={"Person": juror.label},
    )
    juror.delete()


def hand_to_jury() -> int:
    """Tell the juries of calls that have closed. Run often; nothing depends on it but the word."""
    now = timezone.now()
    closed = Call.objects.filter(state=CallState.OPEN, closes_at__lte=now)
    return sum(_close(call) for call in closed)


def missing(call: Call) -> list[str]:
    """What a draft still needs before it can open."""
    now = timezone.now()
    found = []
    if not call.questions:
        found.append("Es fehlt mindestens eine Frage.")
    if not call.criteria:
        found.append("Es fehlt mindestens ein Kriterium.")
    if call.opens_at is None or call.closes_at is None:
        found.append("Es fehlen Beginn und Einsendeschluss.")
    elif call.closes_at <= now:
        found.append("Der Einsendeschluss liegt in der Vergangenheit.")
    if not call.jurors.exists():
        found.append("Es fehlt eine Jury.")
    return found


def address_of(call: Call) -> str:
    return f"/austausch/aufrufe/{call.pk}/"


@transaction.atomic
def _close(call: Call) -> int:
    mine = Call.objects.filter(pk=call.pk, state=CallState.OPEN)
    if not mine.update(state=CallState.JURY, revision=F("revision") + 1):
        return 0
    audit.record("exchange.call_closed", by=None, about=call)
    if queries.judged(call).exists():
        for juror in call.jurors.select_related("user"):
            _invite(juror, call)
    return 1


def _invite(juror: Juror, call: Call) -> None:
    if juror.user:
        subscriptions.begin(juror.user, KIND, str(call.pk))
        until = f" bis {call.jury_until:%d.%m.%Y}" if call.jury_until else ""
        text = f"Sie gehören zur Jury: „{call.title}“. Bewerten Sie{until}"
        notify(juror.user, text=text, url=address_of(call), reason=Reason.ASSIGNED)


def _tell(user: User, call: Call, text: str, reason: Reason = Reason.FOLLOWING) -> None:
    notify(user, text=text, url=address_of(call), reason=reason, about=(KIND, str(call.pk)))


def _touch(call: Call, *, revision: int, **fields: Any) -> None:
    written = Call.objects.filter(pk=call.pk, revision=revision).update(
        revision=F("revision") + 1, **fields
    )
    call.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)


def _dates(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in ("opens_at", "closes_at", "jury_until")}


def _check_dates(values: Mapping[str, Any]) -> None:
    opens, closes, until = (values.get(name) for name in ("opens_at", "closes_at", "jury_until"))
    if opens and closes and closes <= opens:
        raise Refused("Der Einsendeschluss liegt vor dem Beginn.")
    if closes and until and until <= closes:
        raise Refused("Die Jury braucht Zeit nach dem Einsendeschluss.")


def _check_started(call: Call, fields: dict[str, Any], state: CallState) -> None:
    group = fields.get("group", call.group)
    if (fields.get("audience", call.audience), group) != (call.audience, call.group):
        raise Refused(STARTED)
    closes = fields.get("closes_at", call.closes_at)
    if state == CallState.JURY and closes != call.closes_at:
        raise Refused("Der Einsendeschluss ist vorbei und bleibt, wie er war.")
    if closes is None or (state == CallState.OPEN and closes <= timezone.now()):
        raise Refused("Der Einsendeschluss muss in der Zukunft liegen.")
    if states.has_begun(call) and fields.get("opens_at", call.opens_at) != call.opens_at:
        raise Refused("Der Aufruf hat schon begonnen. Der Beginn bleibt, wie er war.")


def _require_undecided(call: Call) -> None:
    if states.state_of(call) in {CallState.DECIDED, CallState.CANCELLED}:
        raise Refused("Der Aufruf ist abgeschlossen. Die Jury bleibt, wie sie war.")


def _record(action: str, call: Call, by: Member) -> None:
    audit.record(action, by=by, about=call, organisation_id=call.organisation_id)
