"""When to stop: after so many rounds (the same plan each time) or so many seconds of processor."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Budget:
    """Whichever comes first. ``cancelled`` is asked now and then; the best so far is kept.

    Plans are reproducible where ``rounds`` ends the search before ``seconds`` does.
    """

    rounds: int | None = None
    seconds: float | None = None  # of processor time of this process
    cancelled: Callable[[], bool] = lambda: False
    _since: float = field(default_factory=time.process_time)

    @property
    def used(self) -> float:
        return time.process_time() - self._since

    @property
    def left(self) -> float:
        return float("inf") if self.seconds is None else max(0.0, self.seconds - self.used)

    def is_over(self, rounds: int) -> bool:
        return (
            (self.rounds is not None and rounds >= self.rounds)
            or (self.seconds is not None and self.used >= self.seconds)
            or self.cancelled()
        )
