"""Reports: begin, ask, fill from the register, edit, finish, copy, delete."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain.overview import overview
from allmende.portal.reports import rules
from allmende.portal.reports.domain import merging, presets, topics
from allmende.portal.reports.enums import ReportKind, ReportState
from allmende.portal.reports.models import Report, ReportSection

CHANGED = (
    "Jemand anderes hat diesen Bericht inzwischen geändert. Ihre Eingaben sind nicht verloren, "
    "und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie erneut."
)
FINAL = (
    "Dieser Bericht ist fertig und lässt sich nicht mehr ändern. "
    "Legen Sie eine Kopie an, wenn Sie weiterarbeiten möchten."
)
MOST_SECTIONS = 40


@transaction.atomic
def begin_council(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    questions: Sequence[str],
    by: Member,
) -> Report:
    """A new inquiry with its questions; the topics of each are proposed and can be changed."""
    report = _begin(organisation, ReportKind.COUNCIL, values, by)
    sections = [(question, topics.proposed(question)) for question in questions]
    _write_sections(report, sections)
    return _filled(report, by)


@transaction.atomic
def begin_yearly(organisation: Organisation, *, year: int, by: Member) -> Report:
    values = {"title": f"KI-Bericht {year}", "year": year}
    report = _begin(organisation, ReportKind.YEARLY, values, by)
    _write_sections(report, [(title, list(keys)) for title, keys in presets.YEARLY_CHAPTERS])
    return _filled(report, by)


def _begin(
    organisation: Organisation, kind: ReportKind, values: Mapping[str, Any], by: Member
) -> Report:
    require(rules.may_write, by, organisation.pk)
    report = Report.objects.create(
        organisation=organisation, kind=kind, created_by_label=str(by.user), **values
    )
    audit.record("reports.begun", by=by, about=report)
    return report


def _write_sections(report: Report, sections: Iterable[tuple[str, list[str]]]) -> None:
    ReportSection.objects.bulk_create(
        ReportSection(report=report, position=position, title=title, topics=keys)
        for position, (title, keys) in enumerate(sections)
    )


@transaction.atomic
def fill(report: Report, *, by: Member) -> Report:
    """Read the register again. Edited sentences stay; the page shows what has changed."""
    require(rules.may_write, by, report.organisation_id)
    _touch(report, revision=report.revision)
    return _filled(report, by)


def _filled(report: Report, by: Member) -> Report:
    known = overview(by, published_only=report.published_only)
    for section in report.sections.all():
        section.statements = merging.merged(section.statements, topics.tell(section.topics, known))
        section.revision += 1
        section.save(update_fields=["statements", "revision"])
    report.filled_at = timezone.now()
    report.save(update_fields=["filled_at", "updated_at"])
    audit.record("reports.filled", by=by, about=report)
    return report


@transaction.atomic
def change(report: Report, *, values: Mapping[str, Any], revision: int, by: Member) -> Report:
    require(rules.may_write, by, report.organisation_id)
    _touch(report, revision=revision, **values)
    audit.record("reports.changed", by=by, about=report)
    return report


@transaction.atomic
def change_sections(
    report: Report, *, sections: Sequence[Mapping[str, Any]], revision: int, by: Member
) -> Report:
    """Questions and their topics, in order; one named by ``id`` keeps its sentences."""
    require(rules.may_write, by, report.organisation_id)
    if not sections:
        raise Refused("Ein Bericht braucht mindestens eine Frage.")
    if len(sections) > MOST_SECTIONS:
        raise Refused(f"Höchstens {MOST_SECTIONS} Fragen sind möglich.")
    _touch(report, revision=revision)
    kept = {one["id"] for one in sections if one.get("id")}
    report.sections.exclude(pk__in=kept).delete()
    for position, one in enumerate(sections):
        keys = one["topics"] or topics.proposed(one["title"])
        values = {"title": one["title"], "topics": keys, "position": position}
        if one.get("id"):
            report.sections.filter(pk=one["id"]).update(**values)
        else:
            ReportSection.objects.create(report=report, **values)
    return _filled(report, by)


@transaction.atomic
def edit(
    section: ReportSection,
    *,
    texts: Mapping[str, str],
    own: str = "",
    revision: int,
    by: Member,
) -> ReportSection:
    """An author's words; edited sentences keep their citations and are marked."""
    _hold(section, revision, by)
    today = timezone.localdate()
    section.statements = merging.edited(
        section.statements, texts, own=own, by=str(by.user), on=today
    )
    return _save(section, by)


@transaction.atomic
def restore(section: ReportSection, *, revision: int, by: Member) -> ReportSection:
    """Bring back what was removed."""
    _hold(section, revision, by)
    section.statements = merging.restored(section.statements)
    return _save(section, by)


def _hold(section: ReportSection, revision: int, by: Member) -> None:
    report = Report.objects.select_for_update(of=("self",)).get(pk=section.report_id)
    require(rules.may_write, by, report.organisation_id)
    if report.is_final:
        raise Refused(FINAL)
    section.refresh_from_db()
    if section.revision != revision:
        raise Conflict(CHANGED)


def _save(section: ReportSection, by: Member) -> ReportSection:
    section.revision += 1
    section.save(update_fields=["statements", "revision"])
    Report.objects.filter(pk=section.report_id).update(updated_at=timezone.now())
    audit.record("reports.edited", by=by, about=section.report)
    return section


@transaction.atomic
def finish(report: Report, *, by: Member) -> Report:
    """From now on nothing changes in it."""
    require(rules.may_write, by, report.organisation_id)
    _touch(report, revision=report.revision, state=ReportState.FINAL, finished_at=timezone.now())
    audit.record("reports.finished", by=by, about=report)
    return report


@transaction.atomic
def copy(report: Report, *, by: Member) -> Report:
    """A new draft with the same questions and sentences."""
    require(rules.may_write, by, report.organisation_id)
    names = ("asked_by", "asked_on", "due_on", "year", "introduction", "published_only")
    values = {name: getattr(report, name) for name in names}
    values["title"] = f"{report.title} (Kopie)"[:200]
    new = _begin(report.organisation, ReportKind(report.kind), values, by)
    ReportSection.objects.bulk_create(
        ReportSection(
            report=new,
            position=one.position,
            title=one.title,
            topics=one.topics,
            statements=one.statements,
        )
        for one in report.sections.all()
    )
    return new


@transaction.atomic
def delete(report: Report, *, by: Member) -> None:
    require(rules.may_write, by, report.organisation_id)
    audit.record("reports.deleted", by=by, about=report)
    report.delete()


def _touch(report: Report, *, revision: int, **fields: Any) -> None:
    """Write where nobody else wrote since ``revision``, and only into a draft."""
    fields["updated_at"] = timezone.now()
    mine = Report.objects.filter(pk=report.pk, revision=revision, state=ReportState.DRAFT)
    done = mine.update(revision=F("revision") + 1, **fields)
    report.refresh_from_db()
    if not done:
        raise Refused(FINAL) if report.is_final else Conflict(CHANGED)


def default_year(today: date) -> int:
    """In spring people report on the year before."""
    return today.year if today.month > 6 else today.year - 1
