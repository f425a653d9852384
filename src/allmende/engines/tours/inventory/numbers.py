"""Numbers as registers write them."""

import math
import re

GROUPED = re.compile(r"[+-]?\d{1,3}([. ']\d{3})+(,\d+)?")
UNIT = re.compile(r"\s*(m²|m2|qm|°)$", re.IGNORECASE)


def number(text: str) -> float | None:
    """ "1.234,5", "1234.5", "3 040 m²"; None where it is none. "1.234" is one and a bit."""
    bare = UNIT.sub("", text.strip())
    if "," in bare or bare.count(".") > 1 or " " in bare or "'" in bare:
        if GROUPED.fullmatch(bare):
            bare = re.sub(r"[. ']", "", bare)
        bare = bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare
    try:
        found = float(bare)
    except ValueError:
        return None
    return found if math.isfinite(found) and "_" not in bare else None
