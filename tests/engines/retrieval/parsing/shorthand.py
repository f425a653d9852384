"""Blocks written short, to compare whole documents."""

from allmende.engines.retrieval.parsing import Limits, UnreadableDocument, parse
from allmende.engines.retrieval.parsing.job import DEFAULT
from allmende.engines.retrieval.types import BlockKind, ParsedDocument

SIGNS = {BlockKind.PARAGRAPH: "p", BlockKind.LIST_ITEM: "li", BlockKind.TABLE_ROW: "tr"}


def shorthand(document: ParsedDocument) -> list[tuple[str, str]]:
    """("h2", text), ("p", text), ("li", text), ("tr", text) and ("th", text) for header rows."""
    return [
        (
            f"h{block.level}"
            if block.kind is BlockKind.HEADING
            else "th"
            if block.kind is BlockKind.TABLE_ROW and block.level
            else SIGNS[block.kind],
            block.text,
        )
        for block in document.blocks
    ]


def outcome(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> ParsedDocument | str:
    """The document, or the sentence that says why there is none; all else is raised."""
    try:
        return parse(data, filename, limits=limits, ocr=None)
    except UnreadableDocument as error:
        return error.message


def is_sentence_or_sound(result: ParsedDocument | str, filename: str) -> bool:
    if isinstance(result, str):
        return result.startswith(f"Die Datei „{filename}“ ") and result.endswith(".")
    texts = [block.text for block in result.blocks]
    return bool(result.title and texts) and all(text and text == text.strip() for text in texts)
