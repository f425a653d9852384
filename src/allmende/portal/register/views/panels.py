"""The parts of the page of one use case. Each part of the register brings its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.models import UseCase


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` gets ``panel.context`` as ``part``, beside ``use_case`` and ``may``."""

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


type Maker = Callable[[MemberRequest, UseCase], Panel]


def panels(request: MemberRequest, use_case: UseCase) -> list[Panel]:
    """In the order in which somebody works through them."""
    return [make(request, use_case) for make in MAKERS]


MAKERS: list[Maker] = []
