"""How long an answer to the council takes: python -m benchmarks.council --use-cases 200."""

# ruff: noqa: PLC0415 -- Django is imported after its home has been chosen

import argparse
import os
import tempfile
import time
from collections.abc import Callable

QUESTIONS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.council", description=__doc__)
    parser.add_argument("--use-cases", type=int, default=200)
    options = parser.parse_args()
    os.environ.setdefault("ALLMENDE_HOME", tempfile.mkdtemp(prefix="allmende-council-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "allmende.portal.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    measure(options.use_cases)


def measure(count: int) -> None:
    """Fills ``count`` entries with goals, then answers Karben's five questions."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from allmende.portal.core.documents.pdf import as_pdf
    from allmende.portal.core.documents.word import as_word
    from allmende.portal.organisations.enums import Role
    from allmende.portal.register.models import Goal
    from allmende.portal.reports.domain import presets, printing, writing
    from tests import factories
    from tests.portal.register import made

    officer = factories.member(factories.organisation(), Role.AI_OFFICER)
    states = ("operation", "pilot", "review", "idea", "rejected")
    for number in range(count):
        case = made.use_case(officer, f"Fall {number}", state=states[number % len(states)])
        Goal.objects.create(use_case=case, text="Schneller", baseline=10, target=5)
    with CaptureQueriesContext(connection) as queries:
        filled, report = timed(
            lambda: writing.begin_council(
                officer.organisation,
                values={"title": "Anfrage"},
                questions=presets.COUNCIL_EXAMPLE,
                by=officer,
            )
        )
    document = printing.as_document(report)
    word, _ = timed(lambda: as_word(document))
    pdf, _ = timed(lambda: as_pdf(document))
    sentences = sum(len(one.statements) for one in report.sections.all())
    print(
        f"{count} Anwendungsfälle, {QUESTIONS} Fragen, {sentences} Sätze: füllen {filled:.2f} s "
        f"({len(queries)} Abfragen), Word {word:.2f} s, PDF {pdf:.2f} s"
    )


def timed[T](action: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
