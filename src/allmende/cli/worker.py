"""Does the background work: imports, embeddings, expiry. Several may run side by side.

Jobs whose worker has died are taken up again.
"""

import argparse
import logging
import os
import threading
import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections

from allmende.portal.assistant.domain import retention
from allmende.portal.core.domain import (
    at_once,
    attachments,
    delivery,
    digest,
    drafts,
    jobs,
    ratelimit,
)
from allmende.portal.events.domain import daily as events
from allmende.portal.exchange.domain import daily as exchange
from allmende.portal.knowledge.domain import embedding, upkeep
from allmende.portal.organisations.domain import daily as organisations
from allmende.portal.register.domain import daily as register
from allmende.portal.tours.domain import daily as tours

logger = logging.getLogger("allmende.worker")
ROUND = 20.0  # seconds between two looks for abandoned jobs
HOUR = 3600.0
DAY = 24 * HOUR


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--child", action="store_true", help="enden, wenn der Webserver endet")
    parser.add_argument("--batch", action="store_true", help="enden, wenn nichts mehr wartet")


def run(options: argparse.Namespace) -> int:
    os.nice(10)  # people who wait for an answer come first
    stop = threading.Event()
    threading.Thread(target=_take_care, args=[stop], daemon=True).start()
    if options.child:
        threading.Thread(target=_follow_parent, args=[os.getppid()], daemon=True).start()
    try:
        call_command(
            "db_worker", interval=0.5, batch=options.batch, verbosity=0, startup_delay=False
        )
    finally:
        stop.set()
    return 0


def _follow_parent(parent: int) -> None:
    """A web server that was killed cannot say so; without it the worker would go on alone."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _take_care(stop: threading.Event) -> None:
    """Recover abandoned jobs often, forget what has expired once a day."""
    due = dict.fromkeys(_daily(), 0.0)
    waited = 1.0
    while not stop.wait(waited):
        for step in (_recover, exchange.run_often, events.run_often, tours.run_often, _mail):
            _quietly(step)
        for daily, at in due.items():
            if time.monotonic() >= at:
                due[daily] = time.monotonic() + (DAY if _quietly(daily) else HOUR)
        close_old_connections()
        waited = ROUND


def _quietly(step: Callable[[], object]) -> bool:
    """Whether it worked; one step that fails must not keep the others from their turn."""
    try:
        step()
    except Exception:
        logger.exception("Caretaking failed, tried again later")
        return False
    return True


def _recover() -> None:
    count = jobs.recover_abandoned()
    if count:
        logger.warning("%d abandoned jobs are taken up again", count)


def _mail() -> None:
    """What the tasks on commit have missed: retries, digests, rows of a process that died."""
    at_once.run()
    digest.run()
    delivery.deliver()


def _daily() -> list[Callable[[], object]]:
    """Delete what has expired; catch up where the embedding model has been changed."""
    return [
        retention.forget_expired,
        ratelimit.forget_expired,
        drafts.forget_expired,
        delivery.forget_sent,
        attachments.sweep,
        upkeep.tidy,
        organisations.run,
        register.run,
        exchange.run,
        events.run,
        tours.run,
        embedding.ensure_all,
        _tidy_django,
    ]


def _tidy_django() -> None:
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=7, verbosity=0)
