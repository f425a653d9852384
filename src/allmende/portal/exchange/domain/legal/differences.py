"""What changed between two versions, sentence by sentence."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from allmende.engines.language import sentences
from allmende.portal.core.markdown import plain
from allmende.portal.exchange.domain.legal.sources import in_words
from allmende.portal.exchange.models import AnswerDraft, AnswerVersion
from allmende.portal.organisations.enums import State

type Content = AnswerVersion | AnswerDraft

SAME, GONE, NEW = "same", "gone", "new"
EVERYWHERE = "ganz Deutschland"
SOURCES = "Quellen"


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences that stayed, went or came; ``kind`` is SAME, GONE or NEW."""

    kind: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    parts: list[Part]

    @property
    def by_lines(self) -> bool:
        return self.label == SOURCES

    @property
    def differs(self) -> bool:
        return any(part.kind != SAME for part in self.parts)


def between(old: AnswerVersion, new: Content) -> list[Field]:
    """Only fields that differ."""
    found = [
        Field(label, parts(before, after))
        for label, before, after in (
            ("Kurze Antwort", sentences.split(old.short), sentences.split(new.short)),
            ("Begründung", sentences.split(plain(old.text)), sentences.split(plain(new.text))),
            (SOURCES, _sources(old), _sources(new)),
            ("Länder", [lands_of(old)], [lands_of(new)]),
            ("Rechtsstand", [_day(old.valid_on)], [_day(new.valid_on)]),
        )
    ]
    return [field for field in found if field.differs]


def parts(before: list[str], after: list[str]) -> list[Part]:
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            found.append(Part(SAME, before[i:j]))
            continue
        if i < j:
            found.append(Part(GONE, before[i:j]))
        if k < m:
            found.append(Part(NEW, after[k:m]))
    return found


def lands_of(version: Content) -> str:
    names = [str(State(land).label) for land in version.lands if land in State.values]
    return ", ".join(names) or EVERYWHERE


def _sources(version: Content) -> list[str]:
    return [f"{in_words(source)} {source.get('url', '')}".strip() for source in version.sources]


def _day(value: object) -> str:
    return f"{value:%d.%m.%Y}" if value else "–"
