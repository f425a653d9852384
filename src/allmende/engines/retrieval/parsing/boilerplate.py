"""What of a web page is its content, and what is only around it."""

import re

from allmende.engines.retrieval.parsing.markup import Element, etree


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_TEXT = words(
    """
    script style noscript template iframe object embed applet svg math canvas audio video map
    select button textarea input datalist dialog head title meta link frameset noframes
    """
)
AROUND = frozenset(["nav", "header", "footer", "aside", "menu", "form"])
ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
    ]
)
NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|brotkrumen?|navigation|navbar|nav|menu|sidebar|"
    r"skip-?links?|skip|sprungmarken?|footer|fusszeile|social|share|teilen|pagination|toolbar|"
    r"sr-only|visually-hidden|newsletter|banner)(?:$|[\s_-])",
    re.I,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LEAST_SHARE = 0.2  # of the page's text, for an element to pass as its content
NAMED_SHARE = 0.5  # an element of this share is content whatever its class is called


class Page:
    """Knows how much text each element of a page holds."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._lengths = text_lengths(root)

    @property
    def content(self) -> Element:
        """<main> or the only <article> where it holds enough text, otherwise the root."""
        for path in (
            "//main",
            "//*[@role='main']",
            "//*[@id='content' or @id='main']",
            "//article",
        ):
            found = self.root.xpath(path)
            if len(found) == 1 and self._share(found[0]) >= LEAST_SHARE:
                return found[0]
        return self.root

    def is_boilerplate(self, element: Element) -> bool:
        tag = element.tag
        if tag in {"html", "body"}:
            return False
        if tag in NEVER_TEXT or "hidden" in element.attrib or element.get("aria-hidden") == "true":
            return True
        if HIDDEN.search(element.get("style", "")):
            return True
        if tag == "header" and _is_of_a_section(element):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')}"
        around = tag in AROUND or element.get("role") in ROLES or NAMES.search(names)
        return bool(around) and self._share(element) < NAMED_SHARE

    def _share(self, element: Element) -> float:
        return self._lengths.get(element, 0) / max(1, self._lengths.get(self.root, 0))


def text_lengths(root: Element) -> dict[Element, int]:
    """Characters of visible text inside each element that has some."""
    lengths: dict[Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in NEVER_TEXT:
            continue
        length = lengths.get(element, 0) + len((element.text or "").strip())
        lengths[element] = length
        parent = element.getparent()
        if parent is not None:
            lengths[parent] = lengths.get(parent, 0) + length + len((element.tail or "").strip())
    return lengths


def _is_of_a_section(element: Element) -> bool:
    """The header of an article holds its headline and belongs to the text."""
    return any(parent.tag in {"article", "main", "section"} for parent in element.iterancestors())
