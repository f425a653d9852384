"""What stands in ``wiesenbrueck.yaml``, and where its spots are."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from allmende.portal.demo.tours.drawing import place

FILE = Path(__file__).with_name("wiesenbrueck.yaml")


@cache
def read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def located(facts: dict[str, Any]) -> dict[str, float]:
    """Longitude and latitude of what has a spot."""
    at = place((facts["spot"][0], facts["spot"][1]))
    return {"lon": at.lon, "lat": at.lat}


def span(facts: dict[str, Any], monday: date) -> tuple[date, date]:
    """``days`` count from the Monday on which the plan begins."""
    first, last = facts["days"]
    return monday + timedelta(days=first), monday + timedelta(days=last)
