"""Deciding sign-offs, handing them on, taking them back."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import chain, use_cases
from allmende.portal.register.domain.decisions import OPTIONS, passes
from allmende.portal.register.domain.signoffs.asking import ask, record
from allmende.portal.register.domain.signoffs.reading import address_of, recipients
from allmende.portal.register.domain.suspension import current, resume_if_clear, suspend
from allmende.portal.register.enums import RUNNING_STATES, Decision, Participation
from allmende.portal.register.models import Comment, Signoff

LOST_ROLE = (
    "Für diese Entscheidung brauchen Sie die Rolle „{role}“. Sie haben diese Rolle nicht oder "
    "nicht mehr. Die Aufgabe bleibt offen, Ihr Text steht noch im Formular. Bitten Sie eine "
    "Person mit dieser Rolle, zu entscheiden oder Ihnen die Aufgabe zu übertragen."
)
ALREADY = (
    "Diese Freigabe hat sich inzwischen geändert. Ihre Entscheidung wurde nicht gespeichert und "
    "nichts überschrieben. Sehen Sie sich den neuen Stand an."
)
NO_REASON = "Bitte begründen Sie die Entscheidung."


def decide(signoff: Signoff, *, decision: str, reason: str, revision: int, by: Member) -> Signoff:
    """The decision of a role. A person without it is refused; the row stays open."""
    require(rules.is_colleague, by, signoff.use_case)
    if not rules.may_sign(by, signoff):
        # Outside the transaction, so that the attempt stays in the trail.
        record("register.signoff_refused", signoff, by, {})
        raise Refused(LOST_ROLE.format(role=chain.role_label(signoff.role)))
    if decision not in OPTIONS[signoff.participation]:
        raise Refused("Diese Entscheidung passt nicht zur Art der Beteiligung. Wählen Sie neu.")
    if not reason.strip():
        raise Refused(NO_REASON)
    return _decide(signoff, Decision(decision), reason.strip(), revision, by)


@transaction.atomic
def _decide(
    signoff: Signoff, decision: Decision, reason: str, revision: int, by: Member
) -> Signoff:
    current(signoff.use_case)
    _write(
        signoff,
        revision,
        while_=Decision.OPEN,
        decision=decision,
        reason=reason,
        decided_by=by,
        decided_by_label=_signature(signoff, by),
        decided_at=timezone.now(),
    )
    details = {"Entscheidung": str(decision.label), "Begründung": reason}
    record("register.signoff_decided", signoff, by, details)
    _tell_asker(signoff, f"{signoff.step_title}: {decision.label} („{signoff.use_case}“)", by)
    resume_if_clear(signoff.use_case, by=by)
    return signoff


@transaction.atomic
def delegate(signoff: Signoff, *, to: Member | None, revision: int, by: Member) -> Signoff:
    """Hand the task to a colleague, or take it back with ``to=None``. Only the role's holder."""
    require(rules.holds_signoff, by, signoff)
    if to and not rules.is_colleague(to, signoff.use_case):
        raise Refused("Diese Person gehört nicht zu Ihrer Organisation.")
    _write(signoff, revision, while_=Decision.OPEN, assigned_to=to)
    name = str(to.user) if to else ""
    record("register.signoff_delegated", signoff, by, {"An": name or "zurück an die Rolle"})
    if to and to.pk != by.pk:
        text = f"{by.user} überträgt Ihnen: {signoff.step_title} („{signoff.use_case}“)"
        use_cases.tell([to], signoff.use_case, text, url=address_of(signoff))
    return signoff


@transaction.atomic
def withdraw(signoff: Signoff, *, reason: str, revision: int, by: Member) -> Signoff:
    """Take an approval back: the step is open again, and what runs is suspended."""
    require(rules.holds_signoff, by, signoff)
    if not passes(signoff) or signoff.round != signoff.use_case.round:
        raise Refused("Nur eine geltende Freigabe kann zurückgezogen werden.")
    if not reason.strip():
        raise Refused(NO_REASON)
    use_case = current(signoff.use_case)
    _write(
        signoff,
        revision,
        while_=signoff.decision,
        decision=Decision.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by_label=str(by.user),
        withdrawn_reason=reason.strip(),
    )
    record("register.signoff_withdrawn", signoff, by, {"Begründung": reason.strip()})
    if signoff.step:
        kind = Participation(signoff.participation)
        ask(use_case, signoff.step, kind, by=by)
    if use_case.state in RUNNING_STATES:
        suspend(use_case, because=f"Freigabe zurückgezogen: {signoff.step_title}", by=by)
    _tell_asker(signoff, f"Zurückgezogen: {signoff.step_title} („{use_case}“)", by)
    signoff.use_case.refresh_from_db()
    return signoff


@transaction.atomic
def comment(signoff: Signoff, *, text: str, by: Member) -> Comment:
    """A remark in the thread of the sign-off; those who decide hear of it."""
    new = use_cases.comment(signoff.use_case, text=text, by=by, signoff=signoff)
    people = {p.pk: p for p in recipients(signoff)}
    if signoff.requested_by:
        people[signoff.requested_by.pk] = signoff.requested_by
    owner = signoff.use_case.owner_id  # has heard of it already
    others = [p for p in people.values() if p.pk not in {by.pk, owner}]
    text = f"{by.user} hat zu „{signoff.step_title}“ geschrieben"
    use_cases.tell(others, signoff.use_case, text, url=address_of(signoff))
    return new


def _write(signoff: Signoff, revision: int, *, while_: str, **fields: object) -> None:
    mine = Signoff.objects.filter(pk=signoff.pk, revision=revision, decision=while_)
    written = mine.update(revision=F("revision") + 1, **fields)
    signoff.refresh_from_db()
    if not written:
        raise Conflict(ALREADY)


def _tell_asker(signoff: Signoff, text: str, by: Member) -> None:
    use_case = signoff.use_case
    people = {p.pk: p for p in (signoff.requested_by, use_case.owner) if p and p.pk != by.pk}
    use_cases.tell(people.values(), use_case, text, url=address_of(signoff))


def _signature(signoff: Signoff, by: Member) -> str:
    delegated = "" if rules.holds_signoff(by, signoff) else ", im Auftrag"
    return f"{by.user}{delegated}"
