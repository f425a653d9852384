"""Matrices in the one search table."""

from django.db import transaction

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.responsibilities.queries import KIND
from allmende.portal.exchange.models import Matrix


def put(matrix: Matrix) -> None:
    tasks = matrix.tasks.values_list("title", "note")
    search.put(
        KIND,
        matrix.pk,
        scope=matrix.scope,
        organisation_id=matrix.organisation_id,
        title=matrix.title,
        body="\n".join([matrix.text, *(f"{title} {note}" for title, note in tasks)]),
        at=matrix.created_at,
    )


def remove(matrix: Matrix) -> None:
    search.remove(KIND, [matrix.pk])


@transaction.atomic
def rebuild() -> int:
    search.clear(KIND)
    return catch_up()


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    count = 0
    for matrix in Matrix.objects.exclude(pk__in=search.known(KIND)).iterator(chunk_size=200):
        put(matrix)
        count += 1
    return count
