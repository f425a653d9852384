"""Steps of ``test_killed_worker``, each run in a process of its own on the product's settings.

python -m tests.portal.knowledge.killed_worker prepare|work|recover|report
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after the set-up
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from allmende.portal.core.domain import jobs  # noqa: E402
from allmende.portal.core.models import Job  # noqa: E402
from allmende.portal.knowledge.domain import importing, imports  # noqa: E402
from allmende.portal.knowledge.domain.imports import Source  # noqa: E402
from allmende.portal.knowledge.index import meaning  # noqa: E402
from allmende.portal.knowledge.models import (  # noqa: E402
    Document,
    Embedding,
    ImportItem,
    Passage,
)
from allmende.portal.organisations.enums import Role  # noqa: E402
from tests import factories  # noqa: E402
from tests.portal.knowledge.fakes import WordModel  # noqa: E402
from tests.portal.knowledge.helpers import new_collection  # noqa: E402

FILES = 20
FINISHED = Path(settings.HOME) / "finished"


def prepare() -> None:
    call_command("migrate", verbosity=0)
    editor = factories.member(factories.organisation(), Role.EDITOR)
    text = "# Seite {0}\n\n" + "\n\n".join(f"## Teil {n}\n\nHier steht {n}." for n in range(30))
    sources = [Source(f"{n}.md", text.format(n).encode()) for n in range(FILES)]
    imports.start(new_collection(editor), sources=sources, by=editor)


def work() -> None:
    """The real worker; it only tells how many files it has finished."""
    finish = importing._finish

    def telling(*args, **fields) -> None:
        finish(*args, **fields)
        with FINISHED.open("a") as told:
            told.write("x")

    importing._finish = telling
    call_command("db_worker", batch=True, interval=0.1, startup_delay=False, verbosity=0)


def recover() -> None:
    jobs.recover_abandoned(silence=timedelta(0))


def report() -> None:
    counts = {
        "database": connection.vendor,
        "job": [job.state for job in Job.objects.all()],
        "items": sorted(ImportItem.objects.values_list("state", flat=True)),
        "documents": Document.objects.count(),
        "names": sorted(Document.objects.values_list("filename", flat=True)),
        "passages": Passage.objects.count(),
        "embeddings": Embedding.objects.count(),
    }
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    words = WordModel()
    meaning.model = meaning.reader_model = lambda: words  # type: ignore[assignment]
    {"prepare": prepare, "work": work, "recover": recover, "report": report}[sys.argv[1]]()
