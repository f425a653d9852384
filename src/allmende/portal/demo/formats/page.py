"""What every format is given: the text and who publishes it."""

import datetime as dt
from dataclasses import dataclass

from allmende.portal.demo.formats.markdown import Block

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    blocks: tuple[Block, ...]
    publisher: str  # name of the organisation
    office: str
    address: str
    updated: dt.date

    @property
    def stand(self) -> str:
        """The date of the text as German offices print it: "Stand: 2. März 2026"."""
        return f"Stand: {self.updated.day}. {_MONTHS[self.updated.month - 1]} {self.updated.year}"

    @property
    def moment(self) -> dt.datetime:
        """The date of the text where a file format wants a time."""
        return dt.datetime.combine(self.updated, dt.time(8), tzinfo=dt.UTC)
