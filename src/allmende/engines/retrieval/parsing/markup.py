"""lxml, which comes without types, in one place."""

from typing import Any

from lxml import etree

type Element = Any
"""An ``lxml`` element."""

__all__ = ["Element", "etree"]
