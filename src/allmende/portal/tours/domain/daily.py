"""What the worker does for the tours once a day, and often: each step is safe to run again."""

from allmende.portal.tours.domain.planning import making, nightly
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.domain.work import photos


def run() -> None:
    photos.sweep()
    networks.sweep()


def run_often() -> None:
    making.settle_orphans()
    if nightly.is_night():
        nightly.roll_all()
