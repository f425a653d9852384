"""What the worker does for the proof of work once a day."""

from allmende.portal.tours.domain.work import photos


def run() -> None:
    photos.sweep()
