"""One after the other: who changes places of a session holds its row until the end."""

import random
import time
from collections.abc import Callable
from functools import wraps

from django.db import OperationalError, connection, transaction

from allmende.portal.events.models import Session

ATTEMPTS = 4


def lock(pk: int) -> Session:
    """Inside a transaction. PostgreSQL locks the row; on SQLite the transaction has kept all
    other writers out since it began.
    """
    return Session.objects.select_for_update().get(pk=pk)


def one_by_one[**P, R](action: Callable[P, R]) -> Callable[P, R]:
    """A transaction that is tried again where the database was too busy to begin or end it."""

    @wraps(action)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, ATTEMPTS):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except OperationalError:
                if connection.in_atomic_block:
                    raise
                time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311 -- spreads a crowd
        with transaction.atomic():
            return action(*args, **kwargs)

    return patient
