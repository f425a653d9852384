"""lxml, which comes without types, in one place."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

type Element = Any
"""An ``lxml`` element."""

__all__ = ["Element", "etree"]
