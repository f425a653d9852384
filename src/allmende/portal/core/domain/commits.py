"""What follows a transaction, however often it was asked for."""

from collections.abc import Callable

from django.db import connection, transaction


def once(action: Callable[[], object]) -> None:
    """Call it when the transaction commits: a hundred notifications wake a worker once.

    What fails is logged; the worker's next round makes up for it.
    """
    waiting = {registered for _, registered, *_ in connection.run_on_commit}
    if action not in waiting:
        transaction.on_commit(action, robust=True)
