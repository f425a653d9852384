"""A run over all questions, in the background; its score becomes evidence in the register."""

from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from allmende.portal.assistant import rules, tasks
from allmende.portal.assistant.domain import service
from allmende.portal.assistant.domain.acceptance import judging
from allmende.portal.assistant.domain.acceptance.questions import questions_of
from allmende.portal.assistant.models import AcceptanceQuestion, AcceptanceRun
from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import building_blocks

NOTHING = "Es gibt noch keine aktive Prüffrage mit erwarteter Quelle. Legen Sie zuerst welche an."
RUNS_ALREADY = "Eine Prüfung läuft schon. Warten Sie, bis sie fertig ist, oder brechen Sie sie ab."


@transaction.atomic
def start(organisation: Organisation, *, by: Member) -> AcceptanceRun:
    """Ask every active question in the background."""
    require(rules.may_test, by, organisation.pk)
    count = askable(organisation).count()
    if not count:
        raise Refused(NOTHING)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one run at a time
    if any(run.job and not run.job.is_over for run in runs_of(organisation)[:5]):
        raise Refused(RUNS_ALREADY)
    run = AcceptanceRun.objects.create(organisation=organisation, started_by=by, total=count)
    run.job = jobs.start(
        tasks.run_acceptance,
        run.pk,
        title="Prüffragen stellen",
        by=by,
        unit="Fragen",
        total=count,
        url=reverse("acceptance-run", args=[run.pk]),
    )
    run.save(update_fields=["job"])
    audit.record("assistant.test_started", by=by, about=run, details={"Fragen": count})
    return run


def askable(organisation: Organisation) -> QuerySet[AcceptanceQuestion]:
    """Active ones that can be judged."""
    active = questions_of(organisation).filter(is_active=True).order_by("pk")
    return active.exclude(document=None, expects_refusal=False)


def run(run_id: int, progress: jobs.Reporter) -> None:
    """Ask what has not been asked yet; safe to call again after a worker has died."""
    one = AcceptanceRun.objects.select_related("organisation", "started_by__user").get(pk=run_id)
    if one.finished_at:
        return
    questions = list(askable(one.organisation))
    known = {row["question"] for row in one.rows}
    for place, question in enumerate(questions):
        progress.at(place, len(questions))
        if question.pk not in known:
            one.rows.append(judging.as_row(judging.judge(question)))
            one.save(update_fields=["rows"])
    progress.at(len(questions), len(questions))
    finish(one)
    progress.result(f"{one.right} von {one.total} Prüffragen richtig.")


@transaction.atomic
def finish(one: AcceptanceRun) -> None:
    """Add up, and hand the score to the register where the assistant has its entry."""
    one.total = len(one.rows)
    one.right = sum(1 for row in one.rows if row["right"])
    one.conditions = conditions(one.organisation)
    one.finished_at = timezone.now()
    one.evidence_id = _evidence(one)
    one.save()
    details = {"richtig": f"{one.right} von {one.total}"}
    audit.record("assistant.test_finished", by=one.started_by, about=one, details=details)


def runs_of(organisation: Organisation) -> QuerySet[AcceptanceRun]:
    found = AcceptanceRun.objects.filter(organisation=organisation)
    return found.select_related("job", "started_by__user", "evidence__use_case")


def conditions(organisation: Organisation) -> dict[str, Any]:
    """What must be the same for two scores to be compared without a second thought."""
    overview = knowledge.overview(organisation)
    return {
        "program": _program(),
        "reader": _reader(),
        "embedding": settings.EMBEDDING_MODEL or "eingebautes Modell",
        "documents": overview.documents,
        "passages": overview.passages,
    }


def _evidence(one: AcceptanceRun) -> int | None:
    if one.started_by is None or not one.total or one.score is None:
        return None
    try:
        evidence = building_blocks.record_score(
            one.organisation,
            block=service.BLOCK,
            value=round(one.score, 1),
            questions=one.total,
            on=timezone.localdate(),
            by=one.started_by,
            text=f"{one.right} von {one.total} Prüffragen richtig beantwortet.",
        )
    except PermissionDenied:  # who started it has left meanwhile; the result stays
        return None
    return evidence.pk if evidence else None


def _program() -> str:
    try:
        return version("allmende")
    except PackageNotFoundError:
        return "Entwicklung"


@cache
def _reader() -> str:
    """A short mark of the trained reader: another file, another mark."""
    file = resources.files("allmende.engines.retrieval.reader") / "reader.npz"
    return sha256(file.read_bytes()).hexdigest()[:12]
