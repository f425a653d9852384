"""Who loads the demo waits for the end, not for the parts."""


class Quiet:
    """Progress that nobody watches."""

    def at(self, done: int, total: int, message: str = "") -> None: ...

    def result(self, message: str, *, url: str = "") -> None: ...
