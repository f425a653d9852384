"""Search by words over everything that one may see. Each subject puts its own things in.

Words are compared by their German stems. Compounds are resolved when somebody asks, against the
vocabulary: "Abschätzung" finds "Folgenabschätzung" and the other way round.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import log
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Max, QuerySet, Sum, Value, When
from django.db.models.fields import FloatField, IntegerField

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


def matching(
    text: str,
    *,
    kinds: Collection[str],
    keys: Collection[str] | None,
    within: QuerySet[Any] | None = None,
) -> QuerySet[Any, int]:
    """``object_id`` of what fits, the best first; sliced and counted like any query.

    ``keys`` are the audience keys of the reader; ``within`` is a subquery of ids that narrows it.
    Without keys ``within`` must hold only what the reader may see.
    """
    if keys is None and within is None:
        raise ValueError("Somebody must say who is reading.")
    asked = _asked(text)
    found = SearchTerm.objects.filter(entry__kind__in=kinds, word_id__in=_all_ids(asked))
    if keys is not None:
        found = found.filter(entry__scope__in=keys)
    if within is not None:
        found = found.filter(entry__object_id__in=within)
    if not asked:
        found = found.none()
    marks = {f"word_{number}": _mark(word) for number, word in enumerate(asked)}
    covered = sum((F(name) for name in marks), start=Value(0))
    rows = found.values("entry__object_id").annotate(score=_score(asked, kinds), **marks)
    enough = rows.annotate(covered=covered).filter(covered__gte=_enough(len(asked)))
    return enough.order_by("-covered", "-score", "-entry__object_id").values_list(
        "entry__object_id", flat=True
    )


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
    ends = [(parts[0], parts[-1]) for word in words if (parts := _parts(word.stem))]
    if ends:
        begin, finish = {first for first, _ in ends}, {last for _, last in ends}
        longer = SearchPart.objects.filter(part__in=begin, word__parts__part__in=finish)
        rows |= set(longer.values_list("word_id", "word__word"))
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


def _all_ids(asked: Iterable[_Word]) -> set[int]:
    return {pk for word in asked for pk in word.factors}


def _mark(word: _Word) -> Max:
    """1 where one of its words occurs."""
    occurs = When(word_id__in=set(word.factors), then=Value(1))
    return Max(Case(occurs, default=Value(0), output_field=IntegerField()))


def _score(asked: Iterable[_Word], kinds: Collection[str]) -> Sum:
    """What rare words say counts more."""
    factors: dict[int, float] = {}
    for word in asked:
        for pk, factor in word.factors.items():
            factors[pk] = max(factor, factors.get(pk, 0.0))
    every = SearchEntry.objects.filter(kind__in=kinds).count() if factors else 0
    rows = SearchTerm.objects.filter(word_id__in=factors).values_list("word_id")
    often = dict(rows.annotate(n=Count("entry_id"))) if factors else {}
    worth: dict[float, set[int]] = {}
    for pk, factor in factors.items():
        says = round(factor * log(1 + every / max(1, often.get(pk, 0))), 1)
        worth.setdefault(says, set()).add(pk)
    cases = [When(word_id__in=ids, then=Value(says)) for says, ids in worth.items()]
    return Sum(F("weight") * Case(*cases, default=Value(0.0), output_field=FloatField()))


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
