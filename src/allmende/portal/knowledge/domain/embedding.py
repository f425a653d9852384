"""Makes passages findable by meaning, in the background, document by document."""

from collections.abc import Sequence

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.engines.models.embedding import EmbeddingModel, ModelUnavailable
from allmende.engines.retrieval.meaning import centres, title_text, window_vectors
from allmende.engines.retrieval.types import Matrix, Vector
from allmende.portal.core.domain import jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import JobState
from allmende.portal.core.models import Job
from allmende.portal.knowledge import index, tasks
from allmende.portal.knowledge.domain.remaining import Estimate
from allmende.portal.knowledge.enums import DocumentState
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Collection, Document, Embedding, Passage

CHUNK = 16  # passages; after each the work is saved and the cancel button heard


def ensure(collection: Collection) -> Job | None:
    """Start the work where something is missing and no job waits for it already."""
    if not pending_passages(collection).exists():
        return None
    waiting = open_jobs(collection).filter(state="waiting").first()
    return waiting or jobs.start(
        tasks.run_embedding,
        collection.pk,
        title=f"„{collection}“ nach Bedeutung durchsuchbar machen"[:200],
        unit="Dokumenten",
        organisation_id=collection.organisation_id,
    )


def ensure_all() -> int:
    """For every collection, such as after a change of the model; returns how many jobs."""
    return sum(1 for collection in Collection.objects.all() if ensure(collection))


def open_jobs(collection: Collection) -> QuerySet[Job]:
    return Job.objects.filter(
        task=tasks.run_embedding.module_path, arguments=[collection.pk], state__in=jobs.OPEN
    )


def stop(collection: Collection) -> None:
    for job in open_jobs(collection):
        jobs.cancel(job)


def pending_passages(collection: Collection) -> QuerySet[Passage]:
    """Passages without vectors of today's model."""
    missing = Q(embedding=None) | ~Q(embedding__model=meaning.signature())
    return Passage.objects.filter(missing, document__collection=collection)


def documents_done(collection: Collection) -> tuple[int, int]:
    """How many readable documents have all their vectors, and how many there are."""
    pending = pending_passages(collection).filter(document=OuterRef("pk"))
    documents = Document.objects.filter(collection=collection, state=DocumentState.READY)
    return documents.filter(~Exists(pending)).count(), documents.count()


def run(collection_id: int, progress: jobs.Reporter) -> None:
    """Embed what is missing; raises Refused with a sentence where the model is away."""
    collection = Collection.objects.get(pk=collection_id)
    estimate, worked = Estimate(), 0
    try:
        while chunk := _next_chunk(collection):
            if worked and _import_waits():
                ensure(collection)  # goes on behind the import, for which somebody waits
                break
            done, total = documents_done(collection)
            left = pending_passages(collection).count()
            progress.at(done, total, estimate.sentence(done=worked, left=left))
            _embed(chunk)
            worked += len(chunk)
    except ModelUnavailable as error:
        raise Refused(str(error)) from error
    done, total = documents_done(collection)
    progress.at(done, total)
    progress.result(f"{done} von {total} Dokumenten sind nach Bedeutung durchsuchbar.")


def _import_waits() -> bool:
    waiting = Job.objects.filter(task=tasks.run_import.module_path, state=JobState.WAITING)
    return waiting.exists()


def _next_chunk(collection: Collection) -> list[Passage]:
    """Passages of one document, so that documents are finished one after the other."""
    first = pending_passages(collection).order_by("document_id", "position").first()
    if first is None:
        return []
    same = pending_passages(collection).filter(document_id=first.document_id)
    return list(same.select_related("document").order_by("position")[:CHUNK])


def _embed(passages: list[Passage]) -> None:
    rows = _rows(passages)
    with transaction.atomic():
        # A document may have been replaced or deleted while the model was at work.
        there = Passage.objects.select_for_update().filter(pk__in=[p.pk for p in passages])
        living = set(there.values_list("pk", flat=True))
        Embedding.objects.filter(passage__in=living).delete()
        Embedding.objects.bulk_create(row for row in rows if row.passage_id in living)
        index.changed([passages[0].document_id])


def _rows(passages: list[Passage]) -> list[Embedding]:
    search, reader = meaning.model(), meaning.reader_model()
    lines = list(dict.fromkeys(line for passage in passages for line in _lines(passage)))
    of_search = _vectors_of([*lines, *{_title(passage) for passage in passages}], search)
    of_reader = of_search if search is reader else _vectors_of(lines, reader)
    return [
        Embedding(
            passage=passage,
            model=meaning.signature(),
            windows=meaning.pack(_windows(passage, of_search, search)),
            sentences=meaning.pack(np.stack([of_reader[line] for line in _lines(passage)])),
        )
        for passage in passages
    ]


def _windows(passage: Passage, vectors: dict[str, Vector], model: EmbeddingModel) -> Matrix:
    sentences = np.stack([vectors[sentence] for sentence in passage.sentences])
    return window_vectors(sentences, vectors[_title(passage)], centres(model))


def _lines(passage: Passage) -> list[str]:
    """What the reader sees of a passage, in the order in which the vectors are kept."""
    return [passage.document.title, *passage.heading_path, *passage.sentences]


def _title(passage: Passage) -> str:
    return title_text(passage.document.title, passage.heading_path)


def _vectors_of(lines: Sequence[str], model: EmbeddingModel) -> dict[str, Vector]:
    return dict(zip(lines, model.embed_passages(lines), strict=True))
