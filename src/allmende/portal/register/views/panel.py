"""One part of the page of a use case; kept apart, since ``panels`` imports all who make one."""

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
