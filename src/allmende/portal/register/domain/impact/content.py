"""What each section says now: the person's text, or what the record says until there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allmende.portal.register.domain.impact.checklist import KEY as CHECKLIST
from allmende.portal.register.domain.impact.prefilling import prefills
from allmende.portal.register.domain.impact.queries import Basis
from allmende.portal.register.domain.impact.sections import SECTION, Section, of_kind
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import ImpactDocument, UseCase


class Origin(StrEnum):
    EMPTY = "empty"
    RECORD = "record"  # nobody has confirmed it yet
    HAND = "hand"
    REFERENCE = "reference"  # Art. 27(4): the FRIA refers to the DSFA


ORIGIN_WORDS = {
    Origin.EMPTY: "noch leer",
    Origin.RECORD: "aus dem Datensatz",
    Origin.HAND: "bearbeitet",
    Origin.REFERENCE: "verweist auf die DSFA",
}
ORIGIN_BADGES = {
    Origin.EMPTY: "warning",
    Origin.RECORD: "info",
    Origin.HAND: "success",
    Origin.REFERENCE: "success",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One section as it is stored; ``revision`` 0: not stored yet."""

    text: str = ""
    prefill: str = ""  # what the record said when the text was written
    refers: bool = False
    held: str = ""  # what the DSFA said when a text that refers to it was submitted
    revision: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "prefill": self.prefill,
            "refers": self.refers,
            "held": self.held,
            "revision": self.revision,
        }


@dataclass(frozen=True, slots=True)
class Content:
    section: Section
    entry: Entry
    text: str  # what counts
    prefill: str  # what the record says now
    origin: Origin
    refers_to: str = ""  # what the DSFA says now

    @property
    def has_changed(self) -> bool:
        """The record says something else than when the text was written."""
        return self.origin is Origin.HAND and self.entry.prefill != self.prefill

    @property
    def is_outdated(self) -> bool:
        """The DSFA says something else than when the text that refers to it was submitted."""
        held = self.entry.held
        return self.origin is Origin.REFERENCE and bool(held) and held != self.refers_to

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def word(self) -> str:
        return ORIGIN_WORDS[self.origin]

    @property
    def badge(self) -> str:
        return ORIGIN_BADGES[self.origin]


def entry_of(document: ImpactDocument, key: str) -> Entry:
    stored: Mapping[str, Any] = document.sections.get(key) or {}
    return Entry(
        str(stored.get("text", "")),
        str(stored.get("prefill", "")),
        bool(stored.get("refers")),
        str(stored.get("held", "")),
        int(stored.get("revision", 0)),
    )


def contents(
    document: ImpactDocument, basis: Basis, *, dsfa: ImpactDocument | None = None
) -> list[Content]:
    """Every section of the kind in order; ``dsfa``: to which a FRIA may refer."""
    texts = prefills(document.use_case, document.kind, basis.result)
    referred = {c.section.key: c.text for c in contents(dsfa, basis)} if dsfa else {}
    return [
        _content(section, entry_of(document, section.key), texts[section.key], referred)
        for section in of_kind(document.kind)
    ]


def may_refer(document: ImpactDocument, key: str, dsfa: ImpactDocument | None) -> bool:
    is_fria = document.kind == ImpactKind.FRIA
    return is_fria and dsfa is not None and ImpactKind.DSFA in SECTION[key].kinds


def dsfa_for(document: ImpactDocument, use_case: UseCase) -> ImpactDocument | None:
    """The DSFA that a FRIA may refer to."""
    if document.kind != ImpactKind.FRIA:
        return None
    return use_case.impact_documents.filter(kind=ImpactKind.DSFA).first()


def checks(document: ImpactDocument) -> dict[str, str]:
    """Answers to the optional questions of the phases."""
    stored = document.sections.get(CHECKLIST) or {}
    return dict(stored.get("answers") or {})


def checks_revision(document: ImpactDocument) -> int:
    return int((document.sections.get(CHECKLIST) or {}).get("revision", 0))


def _content(section: Section, entry: Entry, prefill: str, referred: Mapping[str, str]) -> Content:
    if entry.refers and section.key in referred:
        says = referred[section.key]
        return Content(section, entry, entry.held or says, prefill, Origin.REFERENCE, says)
    if entry.revision:
        origin = Origin.HAND if entry.text.strip() else Origin.EMPTY
        return Content(section, entry, entry.text, prefill, origin)
    return Content(section, entry, prefill, prefill, Origin.RECORD if prefill else Origin.EMPTY)
