"""What the worker does for the plans once a day, and often: each step is safe to run again."""

from allmende.portal.tours.domain.planning import making, nightly


def run() -> None:
    nightly.roll_all()


def run_often() -> None:
    making.settle_orphans()
