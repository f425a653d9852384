"""An answer as it may be shown now: visibility is checked again at every reading."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allmende.portal.assistant.models import Citation, Question
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Office, Organisation

ROW = " | "  # between the cells of a table row, see engines.retrieval.parsing.tables
ENDS = (".", "!", "?", ":", ";", "…", "“", ")")

ITEM = re.compile(
    r"(\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|[-–•])\s"
)  # of a list, or a paragraph of a bylaw


@dataclass(frozen=True, slots=True)
class Block:
    """Running text, rows of a table, or (both empty) the mark that something was left out."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences of one passage, verbatim; ``blocks`` groups them for reading."""

    passage_id: int
    heading_path: tuple[str, ...]
    page: int | None
    mark: str
    sentences: tuple[str, ...]
    blocks: tuple[Block, ...]
    address: str  # query and fragment of the highlighted place


@dataclass(frozen=True, slots=True)
class Source:
    document_id: int
    title: str
    dated: date | None
    recognised: bool
    audience: str
    audience_label: str
    organisation: Organisation
    office: Office | None
    excerpts: list[Excerpt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """``answered`` is False also where all its sources are gone meanwhile."""

    question: Question
    answered: bool
    withdrawn: bool  # was answered, but the sources may no longer be shown
    quoted: list[Source]
    nearest: list[Source]

    @property
    def offices(self) -> list[Office]:
        """Who is responsible for what is shown, the best source first."""
        named = (source.office for source in (self.quoted or self.nearest))
        return list({office.pk: office for office in named if office}.values())


def show(question: Question, *, member: Member | None) -> ShownAnswer:
    """``question`` comes from ``domain.queries``, which has checked who may read it."""
    keys = audience.search_keys(question.organisation, member)
    citations = list(question.citations.all())
    passages = knowledge.passages_by_id([c.passage_id for c in citations], keys)
    quoted = _sources((c for c in citations if c.sentences), passages)
    nearest = _sources((c for c in citations if not c.sentences), passages)
    answered = question.answered and bool(quoted)
    return ShownAnswer(
        question=question,
        answered=answered,
        withdrawn=question.answered and not answered,
        quoted=quoted,
        nearest=nearest,
    )


def _sources(citations: Iterable[Citation], passages: Mapping[int, Any]) -> list[Source]:
    sources: dict[int, Source] = {}
    for citation in citations:
        passage = passages.get(citation.passage_id)
        if passage is None:
            continue
        source = sources.setdefault(passage.document_id, _source(passage.document))
        source.excerpts.append(_excerpt(citation, passage))
    return list(sources.values())


def _source(document: Any) -> Source:
    collection = document.collection
    return Source(
        document_id=document.pk,
        title=document.title,
        dated=document.dated,
        recognised=document.recognised,
        audience=collection.audience,
        audience_label=collection.get_audience_display(),
        organisation=collection.organisation,
        office=document.responsible_office,
    )


def _excerpt(citation: Citation, passage: Any) -> Excerpt:
    all_sentences = passage.sentences
    chosen = [i for i in citation.sentences if i < len(all_sentences)]
    places = ",".join(map(str, chosen))
    return Excerpt(
        passage_id=passage.pk,
        heading_path=tuple(passage.heading_path),
        page=passage.page,
        mark=passage.mark,
        sentences=tuple(all_sentences[i] for i in chosen),
        blocks=tuple(_blocks(chosen, all_sentences)),
        address=f"?stelle={passage.pk}&saetze={places}#p{passage.pk}",
    )


def _blocks(chosen: list[int], sentences: list[str]) -> list[Block]:
    """Neighbouring sentences run on; rows form a table; list items stand alone."""
    blocks: list[Block] = []
    for before, at in zip([None, *chosen], chosen, strict=False):
        if before is not None and at - before > 1:
            blocks.append(Block())
        joined = _joined(blocks[-1], sentences[at]) if blocks else None
        if joined:
            blocks[-1] = joined
        else:
            blocks.append(_block(sentences[at]))
    return blocks


def _block(sentence: str) -> Block:
    if ROW in sentence:
        return Block(rows=(tuple(sentence.split(ROW)),))
    return Block(text=sentence)


def _joined(block: Block, sentence: str) -> Block | None:
    """The block with the sentence, None where it begins a block of its own."""
    is_row = ROW in sentence
    if is_row and block.rows:
        return Block(rows=(*block.rows, tuple(sentence.split(ROW))))
    runs_on = sentence.endswith(ENDS) and not ITEM.match(sentence)
    if not is_row and runs_on and block.text.endswith(ENDS):
        return Block(text=f"{block.text} {sentence}")
    return None
