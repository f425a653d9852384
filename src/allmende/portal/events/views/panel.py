"""One part of the page of a session; kept apart, since ``panels`` imports all who make one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allmende.portal.events.models import Session
from allmende.portal.organisations.middleware import MemberRequest


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` gets ``panel.context`` as ``part``, beside ``session`` and ``may``."""

    title: str
    anchor: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


type Maker = Callable[[MemberRequest, Session], Panel | None]
