"""The content files. Their dates move with today, so that the demo never looks old."""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from allmende.portal.demo.register.clock import WRITTEN_FOR, shifted

FOLDER = Path(__file__).parent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read(name: str, today: date) -> dict[str, Any]:
    """One file, as if written today."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506 -- a safe loader, in C where there is one
    return dict(shifted(content, today - WRITTEN_FOR))


def moment(day: date, clock: str) -> datetime:
    """``clock`` such as "10:45", in local time."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
