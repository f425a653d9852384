"""Hide, keep, edit or wipe: each with a reason that its author gets."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.domain.moderation.reporting import GONE, fields_of
from allmende.portal.exchange.domain.moderation.targets import Content, Target
from allmende.portal.exchange.enums import ReportState
from allmende.portal.exchange.models import Report
from allmende.portal.exchange.rules import moderation as rules
from allmende.portal.organisations.models import Member

DECISIONS = {
    ReportState.KEPT: "exchange.kept",
    ReportState.HIDDEN: "exchange.hidden",
    ReportState.EDITED: "exchange.edited_by_moderation",
    ReportState.WIPED: "exchange.wiped",
}
TOLD = {
    ReportState.HIDDEN: "Ausgeblendet: {label}. Grund: {reason}",
    ReportState.EDITED: "Durch die Moderation bearbeitet: {label}. Grund: {reason}",
    ReportState.WIPED: "Endgültig gelöscht: {label}. Grund: {reason}",
    ReportState.RESTORED: "Wieder eingeblendet: {label}. Grund: {reason}",
}
OVER = "Darüber wurde schon entschieden. Laden Sie die Seite neu."


@transaction.atomic
def decide(
    report: Report, *, decision: str, reason: str, by: Member, text: str = "", revision: int = 0
) -> Report:
    """For every open report of the same text. ``text`` and ``revision`` belong to an edit."""
    require(rules.may_decide, by, report)
    if Report.objects.select_for_update().get(pk=report.pk).state != ReportState.OPEN:
        raise Refused(OVER)
    content = _content(report.kind, report.key)
    _apply(content, decision, reason, by=by, text=text, revision=revision)
    _close(content, decision, reason, by)
    report.refresh_from_db()
    return report


@transaction.atomic
def act(kind: str, key: str, *, decision: str, reason: str, by: Member, text: str = "") -> Report:
    """Without a report: those who moderate have found it themselves."""
    content = _content(kind, key)
    require(rules.decides_in, by, content.scope, content.organisation_id)
    report = Report.objects.create(
        kind=kind,
        key=key,
        reason="Ohne Meldung, durch die Moderation",
        **fields_of(content),
    )
    _apply(content, decision, reason, by=by, text=text, revision=content.revision)
    _close(content, decision, reason, by)
    report.refresh_from_db()
    return report


@transaction.atomic
def show_again(report: Report, *, reason: str, by: Member) -> Report:
    """Takes a hiding back."""
    require(rules.may_decide, by, report)
    content = _content(report.kind, report.key)
    if report.state != ReportState.HIDDEN or not content.is_hidden:
        raise Refused("Das ist nicht ausgeblendet. Laden Sie die Seite neu.")
    why = _reason(reason)
    targets.target(report.kind).show(report.key, by)
    hidden = Report.objects.filter(kind=report.kind, key=report.key, state=ReportState.HIDDEN)
    hidden.update(**_decided(ReportState.RESTORED, why, by))
    report.refresh_from_db()
    audit.record("exchange.shown_again", by=by, about=report, details={"Grund": why})
    _tell_author(content, ReportState.RESTORED, why, by)
    return report


def _content(kind: str, key: str) -> Content:
    content = targets.load(kind, key)
    if content is None:
        raise Refused(GONE)
    return content


def _apply(
    content: Content, decision: str, reason: str, *, by: Member, text: str, revision: int
) -> None:
    why = _reason(reason)
    if decision not in DECISIONS:
        raise Refused("Wählen Sie, was geschehen soll.")
    if decision != ReportState.KEPT and content.is_gone:
        raise Refused("Der Text ist schon entfernt. Schließen Sie die Meldung mit „belassen“.")
    target = targets.target(content.kind)
    steps: dict[str, Callable[[], None]] = {
        ReportState.HIDDEN: lambda: target.hide(content.key, why, by),
        ReportState.WIPED: lambda: target.wipe(content.key, by),
        ReportState.EDITED: lambda: _edit(target, content, text, revision, by),
        ReportState.KEPT: lambda: None,
    }
    steps[decision]()
    _tell_author(content, decision, why, by)


def _edit(target: Target, content: Content, text: str, revision: int, by: Member) -> None:
    if target.edit is None:
        raise Refused("Diesen Text ändert nur, wer ihn geschrieben hat. Blenden Sie ihn aus.")
    target.edit(content.key, text, revision, by)


def _close(content: Content, decision: str, reason: str, by: Member) -> None:
    """The reporters hear what became of it."""
    rows = Report.objects.filter(kind=content.kind, key=content.key, state=ReportState.OPEN)
    closed = list(rows.select_related("reporter"))
    rows.update(**_decided(decision, _reason(reason), by))
    for report in closed:
        audit.record(
            DECISIONS[ReportState(decision)], by=by, about=report, details={"Grund": reason}
        )
        if report.reporter and report.reporter_id != by.user_id:
            notify(
                report.reporter,
                text=f"Zu Ihrer Meldung: {content.label} – {ReportState(decision).label}",
                url="/austausch/meldungen/",
                reason=Reason.FINISHED,
                organisation_id=None,
            )


def _tell_author(content: Content, decision: str, reason: str, by: Member) -> None:
    """Keeping is not told: nobody has to know that somebody complained."""
    sentence = TOLD.get(ReportState(decision))
    if sentence and content.author and content.author.pk != by.user_id:
        notify(
            content.author,
            text=sentence.format(label=content.label, reason=reason),
            url=content.url,
            reason=Reason.ASSIGNED,
        )


def _decided(decision: str, reason: str, by: Member) -> dict[str, object]:
    return {
        "state": decision,
        "note": reason[:500],
        "decided_at": timezone.now(),
        "decided_by_label": str(by.user),
    }


def _reason(reason: str) -> str:
    why = texts.line(reason)
    if texts.is_blank(why):
        raise Refused("Nennen Sie einen Grund. Wer geschrieben hat, bekommt ihn zu lesen.")
    return why
