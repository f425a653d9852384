"""Questions that the town's knowledge answers or not, and a progress that can stop."""

from allmende.portal.core.domain.jobs import Cancelled

DOG = "Wie viel beträgt die Hundesteuer im Jahr?"
TRIP = "Wie hoch ist das Tagegeld für Dienstreisen?"
MARS = "Fährt ein Linienbus zum Planeten Jupiter?"


class Watcher:
    """Counts what a run tells, and can stop it."""

    def __init__(self, stop_at: int = 99) -> None:
        self.steps: list[int] = []
        self.stop_at = stop_at
        self.message = ""

    def at(self, done, total, message=""):
        self.steps.append(done)
        if done >= self.stop_at:
            raise Cancelled

    def result(self, message, *, url=""):
        self.message = message
