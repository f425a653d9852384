"""German sentences of the administration, from the demo network and, if present, the laws."""

import os
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ALLMENDE_DATA", ROOT.parent / "shared" / "data"))
DEMO = ROOT / "src" / "allmende" / "portal" / "demo" / "content"

_END = re.compile(r"(?<=[a-zäöüß][.!?])\s+(?=[A-ZÄÖÜ])")
_NO_PROSE = re.compile(r"^(---|#|\||\[|[a-z_]+:|\s{4}|:)")
WORDS = range(6, 45)


@cache
def sentences() -> tuple[str, ...]:
    """In reading order, so that neighbours are about the same subject."""
    paths = [*sorted(DEMO.rglob("*.md")), *sorted((DATA / "laws").glob("*.md"))]
    found: list[str] = []
    for path in paths:
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in paragraph.split("\n") if not _NO_PROSE.match(line)]
            found += _END.split(" ".join(lines).strip())
    return tuple(sentence for sentence in found if len(sentence.split()) in WORDS)


def origin() -> str:
    laws = "Demo-Netzwerk und Bundesgesetze" if (DATA / "laws").is_dir() else "Demo-Netzwerk"
    return f"{len(sentences())} Sätze aus {laws}"
