"""Groups of words that mean the same, kept as editable data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

type Form = tuple[str, ...]
"""The stems of one entry in their order; most entries are one word."""

type Synonyms = Mapping[Form, tuple[Form, ...]]
"""From a form to the other forms of its groups."""


def read_groups(lines: Iterable[str], *, analyse: Callable[[str], Sequence[str]]) -> Synonyms:
    """Read one comma-separated group a line; "#" starts a comment."""
    others: dict[Form, tuple[Form, ...]] = {}
    for line in lines:
        forms = [tuple(analyse(entry)) for entry in line.partition("#")[0].split(",")]
        group = [form for form in dict.fromkeys(forms) if form]
        for form in group:
            new = tuple(other for other in group if other != form)
            others[form] = tuple(dict.fromkeys(others.get(form, ()) + new))
    return others


def expansions(words: Sequence[str], synonyms: Synonyms) -> list[str]:
    """Stems of all synonyms of the forms that occur in ``words``, without repetition."""
    longest = max(map(len, synonyms), default=0)
    found: list[str] = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            for form in synonyms.get(tuple(words[start:end]), ()):
                found.extend(form)
    return [word for word in dict.fromkeys(found) if word not in words]


@cache
def shipped_lines() -> tuple[str, ...]:
    text = files("allmende.engines.language").joinpath("synonyms_de.txt").read_text("utf-8")
    return tuple(text.splitlines())
