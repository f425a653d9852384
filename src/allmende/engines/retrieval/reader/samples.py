"""Questions on pages with marked answer sentences, in the format of OMoS-QA."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    page: str
    question: str
    sentences: tuple[str, ...]
    answers: frozenset[int]  # empty where the page does not answer
    agreement: float = 1.0  # of the annotators, Jaccard index of their choices
    place: str = ""  # town or county of the page


def load(file: Path) -> list[Sample]:
    """Raises ``OSError`` and ``ValueError`` where the file cannot be read as such a list."""
    return [_sample(entry) for entry in json.loads(file.read_text("utf-8"))]


def _sample(entry: dict[str, object]) -> Sample:
    sentences = tuple(str(entry["context"]).split("\n"))
    answers = entry["answers"]
    if not isinstance(answers, list):
        message = "answers must be a list of sentence numbers"
        raise TypeError(message)
    agreement = entry.get("jaccard")
    return Sample(
        page=str(entry.get("pageId", entry["context"])),
        question=str(entry["question"]),
        sentences=sentences,
        answers=frozenset(int(i) for i in answers if 0 <= int(i) < len(sentences)),
        agreement=float(agreement) if isinstance(agreement, int | float) else 1.0,
        place=str(entry.get("city", "")),
    )
