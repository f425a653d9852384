"""What the apps show on the page of a topic field. Each registers once (``AppConfig.ready``)."""

from collections.abc import Callable
from typing import Any

from allmende.portal.core.domain.things import Thing

type Section = Callable[[Any, str], list[Thing]]  # reader (Member or None), key of the topic

_sections: dict[str, Section] = {}


def register_section(title: str, section: Section) -> None:
    _sections[title] = section


def sections(reader: Any, topic: str) -> list[tuple[str, list[Thing]]]:
    """Those that have something to show to the reader, in the order of registration."""
    found = [(title, section(reader, topic)) for title, section in _sections.items()]
    return [(title, things) for title, things in found if things]
