"""What a question should not contain before it is sent: personal data, the hidden name."""

import hashlib
import re
from dataclasses import dataclass

from allmende.engines.language import sentences
from allmende.engines.language.redaction import redact
from allmende.portal.organisations.models import Organisation

LOOKED_AT = 12_000  # characters
SHOWN = 5
# Words of names that many organisations share.
COMMON = {
    "stadt", "gemeinde", "markt", "marktgemeinde", "landkreis", "kreis", "kreisstadt", "amt",
    "samtgemeinde", "verbandsgemeinde", "verwaltungsgemeinschaft", "große", "hansestadt",
    "gmbh", "verband", "zweckverband", "hochschule", "universität", "institut", "verein",
    "region", "fachleute", "ohne", "organisation", "land", "kommune", "kommunale", "netzwerk",
}  # fmt: skip
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Hint:
    text: str  # what was found
    places: list[str]  # the sentences


def for_question(
    title: str, text: str, *, organisation: Organisation, shows_organisation: bool
) -> list[Hint]:
    """Empty where nothing was found. A help, no proof: who asks decides."""
    found = sentences.split(f"{title}\n\n{text}"[:LOOKED_AT])
    hints = [Hint("Das sieht nach Angaben zu Personen aus:", [s for s in found if redact(s) != s])]
    if not shows_organisation:
        name = _name_pattern(organisation)
        places = [s for s in found if name and name.search(s)]
        hints.append(Hint("Das verrät, wer fragt, obwohl Sie nicht genannt werden wollen:", places))
    return [Hint(hint.text, hint.places[:SHOWN]) for hint in hints if hint.places]


def _name_pattern(organisation: Organisation) -> re.Pattern[str] | None:
    words = [w for w in re.findall(r"\w+", organisation.name) if len(w) >= SHORTEST]
    telling = [re.escape(word) for word in words if word.casefold() not in COMMON]
    return re.compile(rf"\b(?:{'|'.join(telling)})", re.IGNORECASE) if telling else None


def fingerprint(hints: list[Hint]) -> str:
    """Says whether just these hints were read before; empty for none."""
    words = "|".join(place for hint in hints for place in (hint.text, *hint.places))
    return hashlib.sha256(words.encode()).hexdigest()[:32] if hints else ""
