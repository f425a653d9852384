"""Search by words over everything that one may see. Each subject puts its own things in.

Words are compared by their German stems. Compounds are resolved when somebody asks, against the
vocabulary: "Abschätzung" finds "Folgenabschätzung" and the other way round.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import log
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from django.utils.functional import cached_property

from allmende.engines.language import analysis
from allmende.engines.language.synonyms import expansions
from allmende.portal.core.models import SearchEntry, SearchPart, SearchTerm, SearchWord

IN_TITLE = 4  # one mention there is worth so many in the text
HALF = 1.5  # so many mentions give half of the greatest weight
LONGEST = 80
MOST_ASKED = 8  # words of one question
PART = 4  # letters; a shorter word is not looked for inside others
LEAST_SHARED = 5  # letters of a word that is found inside the asked one
MOST_COMPOUNDS = 60
MOST_FOUND = 10_000  # nobody looks further
ENOUGH_COUNTED = 20_000  # things; how rare a word is depends little on more
MOST_OF_KIND = 2_000  # where many kinds are searched at once
SYNONYM, INSIDE, AROUND = 0.7, 0.6, 0.3  # what a word counts that is not the asked one itself


@transaction.atomic
def put(
    kind: str,
    object_id: int,
    *,
    scope: str,
    organisation_id: int | None,
    title: str,
    body: str,
    at: datetime,
) -> None:
    """Make it findable, or write it anew; ``scope`` is its audience key."""
    entry, _ = SearchEntry.objects.update_or_create(
        kind=kind,
        object_id=object_id,
        defaults={
            "scope": scope,
            "organisation_id": organisation_id,
            "title": title[:300],
            "at": at,
        },
    )
    SearchTerm.objects.filter(entry=entry).delete()
    weights = weigh(title, body)
    ids = _ids(weights)
    SearchTerm.objects.bulk_create(
        [SearchTerm(word_id=ids[word], entry=entry, weight=w) for word, w in weights.items()],
        batch_size=500,
    )


def remove(kind: str, object_ids: Iterable[int]) -> None:
    SearchEntry.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()


def rescope(kind: str, object_ids: Iterable[int], *, scope: str) -> None:
    """The same words are for others from now on."""
    ids = list(object_ids)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        SearchEntry.objects.filter(kind=kind, object_id__in=some).update(scope=scope)


def clear(kind: str) -> None:
    """Before everything of a kind is put in anew, such as after a restored backup."""
    SearchEntry.objects.filter(kind=kind).delete()


def known(kind: str) -> set[int]:
    return set(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True))


def weigh(title: str, body: str) -> dict[str, float]:
    """Each stem with its weight from 0 to 1; a title weighs above the text."""
    count: Counter[str] = Counter()
    for word in analysis.words(title):
        count[word[:LONGEST]] += IN_TITLE
    for word in analysis.words(body):
        count[word[:LONGEST]] += 1
    return {word: round(times / (times + HALF), 3) for word, times in count.items()}


class Found:
    """``object_id`` of what fits, the best first. Nothing is asked before somebody looks, and
    then only once; sliced, counted and used in ``pk__in`` like a query.
    """

    def __init__(self, ask: Callable[[], list[int]]) -> None:
        self._ask = ask

    @cached_property
    def ids(self) -> list[int]:
        return self._ask()

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, wanted: slice) -> list[int]:
        return self.ids[wanted]

    def count(self) -> int:
        return len(self.ids)

    def order_by(self, *_: str) -> "Found":
        """The order is that of relevance, and it costs nothing."""
        return self


def matching(
    text: str,
    *,
    kinds: Collection[str],
    keys: Collection[str] | None,
    within: QuerySet[Any] | None = None,
    most: int = MOST_FOUND,
) -> Found:
    """The best ``most`` of what fits.

    ``keys`` are the audience keys of the reader; ``within`` is a subquery of ids that narrows it.
    Without keys ``within`` must hold only what the reader may see.
    """
    if keys is None and within is None:
        raise ValueError("Somebody must say who is reading.")
    question = _question(text, kinds)
    return Found(lambda: [pk for _, pk in _rows(question, kinds, keys, within, most)])


def by_kind(text: str, *, kinds: Collection[str], keys: Collection[str]) -> dict[str, list[int]]:
    """Like ``matching`` for many kinds at once, those with a hit: one question for all of them."""
    found: dict[str, list[int]] = {}
    for name, pk in _rows(_question(text, kinds), kinds, keys, most=MOST_OF_KIND):
        found.setdefault(name, []).append(pk)
    return found


@dataclass(frozen=True, slots=True)
class _Question:
    """How many words were asked, and (word of the vocabulary, number of the asked word, worth)."""

    count: int
    says: list[tuple[int, int, float]]


def _rows(
    question: _Question,
    kinds: Collection[str],
    keys: Collection[str] | None,
    within: QuerySet[Any] | None = None,
    most: int = MOST_FOUND,
) -> list[tuple[str, int]]:
    """Kind and number, the best of each kind first.

    Words are counted on the index of the terms alone; only what has enough of them is looked up.
    """
    if not question.says or not kinds or (keys is not None and not keys):
        return []
    covered = " + ".join(
        f"MAX(CASE WHEN asked.number = {number} THEN 1 ELSE 0 END)"
        for number in range(question.count)
    )
    where, given = _narrowed(kinds, keys, within)
    # Only numbers of ours stand in the text of the query; whatever was typed is a parameter.
    sql = f"""
        WITH asked (word, number, says) AS (VALUES {_values(question)}),
        hit AS (
            SELECT term.entry_id, {covered} AS covered, SUM(term.weight * asked.says) AS score
            FROM asked JOIN core_searchterm term ON term.word_id = asked.word
            GROUP BY term.entry_id HAVING {covered} >= {_enough(question.count)}
        ),
        seen AS (
            SELECT entry.kind, entry.object_id, hit.covered, hit.score
            FROM hit JOIN core_searchentry entry ON entry.id = hit.entry_id WHERE {where}
        )
        {_best(kinds, int(most))}
    """  # noqa: S608 -- see above
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [(str(kind), int(pk)) for kind, pk in cursor.fetchall()]


def _best(kinds: Collection[str], most: int) -> str:
    """The best of each kind, so that a kind with few things is not crowded out."""
    order = "ORDER BY covered DESC, score DESC, object_id DESC"
    if len(kinds) == 1:
        return f"SELECT kind, object_id FROM seen {order} LIMIT {most}"  # noqa: S608 -- our words
    place = f"ROW_NUMBER() OVER (PARTITION BY kind {order})"
    return f"""
        SELECT kind, object_id FROM (SELECT seen.*, {place} AS place FROM seen) AS ranked
        WHERE place <= {most} {order}
    """  # noqa: S608 -- our words


def _values(question: _Question) -> str:
    return ", ".join(f"({int(w)}, {int(n)}, {float(says):.1f})" for w, n, says in question.says)


def _narrowed(
    kinds: Collection[str], keys: Collection[str] | None, within: QuerySet[Any] | None
) -> tuple[str, list[Any]]:
    conditions, given = [f"entry.kind IN ({_marks(kinds)})"], list(kinds)
    if keys is not None:
        conditions.append(f"entry.scope IN ({_marks(keys)})")
        given += keys
    if within is not None:
        try:
            inner, values = within.query.sql_with_params()
        except EmptyResultSet:
            return "1 = 0", []
        conditions.append(f"entry.object_id IN ({inner})")
        given += values
    return " AND ".join(conditions), given


def _marks(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


@dataclass(slots=True)
class _Word:
    """An asked stem and the words of the vocabulary that stand for it, with what each counts."""

    stem: str
    synonyms: frozenset[str]
    factors: dict[int, float] = field(default_factory=dict)

    def factor(self, word: str) -> float:
        if word == self.stem:
            return 1.0
        if word in self.synonyms:
            return SYNONYM
        if len(self.stem) >= PART and self.stem in word:
            return INSIDE
        shares_half = len(word) >= max(LEAST_SHARED, len(self.stem) * 0.45)
        return AROUND if shares_half and word in self.stem else 0.0


def _asked(text: str) -> list[_Word]:
    stems = list(dict.fromkeys(word[:LONGEST] for word in analysis.words(text)))[:MOST_ASKED]
    words = [_Word(stem, _synonyms(stem)) for stem in stems]
    for pk, known in _vocabulary(words):
        for word in words:
            factor = word.factor(known)
            if factor >= SYNONYM or (factor and len(word.factors) < MOST_COMPOUNDS):
                word.factors[pk] = factor
    return words


def _synonyms(stem: str) -> frozenset[str]:
    return frozenset(expansions([stem], analysis.shipped_synonyms()))


def _vocabulary(words: Collection[_Word]) -> list[tuple[int, str]]:
    """Words that may stand for the asked ones. Short ones first: they are nearest."""
    exact: set[str] = set()
    for word in words:
        exact |= {word.stem, *word.synonyms, *_inside(word.stem)}
    rows = set(SearchWord.objects.filter(word__in=exact).values_list("pk", "word"))
    for word in words:
        if parts := _parts(word.stem):
            longer = SearchPart.objects.filter(part=parts[0], word__word__contains=word.stem)
            nearest = longer.order_by(Length("word__word"), "word__word")[:MOST_COMPOUNDS]
            rows |= set(nearest.values_list("word_id", "word__word"))
    return sorted(rows, key=lambda row: (len(row[1]), row[1]))


def _parts(word: str) -> list[str]:
    """All runs of four letters; none for words with digits or fewer letters."""
    if not word.isalpha():
        return []
    return [word[start : start + PART] for start in range(len(word) - PART + 1)]


def _inside(stem: str) -> set[str]:
    """Every piece of a long stem that may be a word of its own."""
    shortest = max(LEAST_SHARED, int(len(stem) * 0.45))
    length = len(stem)
    return {
        stem[start:end]
        for start in range(length)
        for end in range(start + shortest, length + 1)
        if end - start < length
    }


def _question(text: str, kinds: Collection[str]) -> _Question:
    """What rare words say counts more. A word that stands for two of the asked ones is a sign of
    both, but its worth is counted once.
    """
    asked = _asked(text)
    best: dict[int, float] = {}
    for word in asked:
        for pk, factor in word.factors.items():
            best[pk] = max(factor, best.get(pk, 0.0))
    every = SearchEntry.objects.filter(kind__in=kinds)[:ENOUGH_COUNTED].count() if best else 0
    rows = SearchTerm.objects.filter(word_id__in=best).values_list("word_id")
    often = dict(rows.annotate(n=Count("entry_id"))) if best else {}
    says = {
        pk: round(factor * log(1 + every / max(1, often.get(pk, 0))), 1)
        for pk, factor in best.items()
    }
    return _Question(
        len(asked),
        [
            (pk, number, says.pop(pk, 0.0))
            for number, word in enumerate(asked)
            for pk in word.factors
            if often.get(pk)
        ],
    )


def _enough(count: int) -> int:
    """One or two words must all occur; of more, two thirds."""
    return count if count < 3 else -(-2 * count // 3)


def _ids(words: Mapping[str, float]) -> dict[str, int]:
    """Their numbers; new words are added in one order, so that nobody waits in a ring."""
    known = dict(SearchWord.objects.filter(word__in=words).values_list("word", "pk"))
    missing = sorted(set(words) - set(known))
    if missing:
        new = [SearchWord(word=word) for word in missing]
        SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
        added = dict(SearchWord.objects.filter(word__in=missing).values_list("word", "pk"))
        parts = [
            SearchPart(part=part, word_id=pk)
            for word, pk in sorted(added.items())
            for part in sorted(set(_parts(word)))
        ]
        SearchPart.objects.bulk_create(parts, ignore_conflicts=True, batch_size=500)
        known |= added
    return known
