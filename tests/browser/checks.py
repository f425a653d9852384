"""What every page must pass: axe-core, and what axe does not see."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
MAX_STOPS = 150
DATA = ":not([type='application/json']):not([type='application/ld+json'])"  # never run
DRAWN = "[style]:not([data-map-canvas], [data-map-canvas] *)"  # maps place their marks by script
INLINE = f"style, script:not([src]){DATA}, {DRAWN}, [onclick]"

TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""


def follow(control: Locator) -> None:
    """Clicks and waits for the next page: a check at once would see the one that is left."""
    with control.page.expect_event("load"):
        control.click()


def assert_accessible(page: Page) -> None:
    """All checks in both widths and schemes; the message names what to mend."""
    problems: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            problems += [f"{width} {scheme}: {problem}" for problem in axe(page)]
        problems += [f"{width}: {problem}" for problem in reflow(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    problems += structure(page) + keyboard(page) + text_spacing(page)
    assert not problems, f"{page.url}\n" + "\n".join(problems)


def axe(page: Page) -> list[str]:
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:160]})"
        for violation in result["violations"]
    ]


def reflow(page: Page) -> list[str]:
    """WCAG 1.4.10: no scrolling in two directions; wide tables scroll in their own region."""
    excess = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"page is {excess} px wider than the window"] if excess > 0 else []


def structure(page: Page) -> list[str]:
    problems = []
    if (count := page.locator("h1").count()) != 1:
        problems.append(f"{count} h1 instead of one")
    if " – " not in page.title() or page.title().startswith(" –"):
        problems.append(f"title says nothing: {page.title()!r}")
    targets = page.locator("[hx-target], [hx-get]:not([hx-target])").count()
    if targets and not page.locator("[role=status], [aria-live]").count():
        problems.append("htmx without a live region")
    if page.locator(INLINE).count():
        problems.append("inline script or style")
    return problems


def keyboard(page: Page) -> list[str]:
    """Tab through all stops: each is visible, has a focus ring, and all controls are reached."""
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    problems: list[str] = []
    reached: set[str] = set()
    last = ""
    for _ in range(MAX_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stop["key"] in reached and stop["key"] != last):
            break
        last = stop["key"]  # a date is one field with several stops
        reached.add(last)
        if not stop["ring"]:
            problems.append(f"no focus ring: {stop['html']}")
        if not stop["visible"]:
            problems.append(f"focus out of sight: {stop['html']}")
    wanted = page.evaluate(FOCUSABLE)
    missed = [html for key, html in wanted if key not in reached]
    return problems + [f"not reached by Tab: {html}" for html in missed]


# Elements are numbered once so that Python can tell them apart; a radio group is one stop.
NUMBERED = """
const key = element => {
  if (element.type === 'radio') return 'radio:' + element.name;
  window.allmendeKeys ??= new WeakMap();
  if (!window.allmendeKeys.has(element))
    window.allmendeKeys.set(element, window.allmendeCount = (window.allmendeCount ?? 0) + 1);
  return String(window.allmendeKeys.get(element));
};
"""
STOP = (
    "() => {"
    + NUMBERED
    + """
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const css = getComputedStyle(element), box = element.getBoundingClientRect();
  const drawn = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== 'none';
  const after = ['::before', '::after'].some(part => drawn(getComputedStyle(element, part)));
  const near = [element.parentElement, element.nextElementSibling].some(
    other => other && drawn(getComputedStyle(other)));
  return {
    key: key(element),
    html: element.outerHTML.slice(0, 120),
    ring: drawn(css) || after || near,
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
)
FOCUSABLE = (
    "() => {"
    + NUMBERED
    + """
  const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, ' +
    '[tabindex]:not([tabindex="-1"])';
  return [...document.querySelectorAll(selector)]
    .filter(element => !element.disabled && element.tabIndex >= 0 && element.checkVisibility() &&
      !(element.type === 'radio' && !element.checked && document.querySelector(
        `input[name="${element.name}"]:checked`)))
    .map(element => [key(element), element.outerHTML.slice(0, 120)]);
}"""
)


def text_spacing(page: Page) -> list[str]:
    """WCAG 1.4.12: nothing is cut off where a reader widens the spacing."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    # Style sheets of a reader are not bound by the page's own policy.
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    session.send("DOM.enable")
    session.send("CSS.enable")
    sheet = session.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": TEXT_SPACING})
    cut = page.evaluate(
        """() => [...document.querySelectorAll('a, button, p, li, label, th, td, h1, h2, h3')]
        .filter(element => element.checkVisibility()
          && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
          && element.scrollWidth > element.clientWidth + 1
          && element.clientWidth > 1)
        .map(element => element.outerHTML.slice(0, 120))"""
    )
    page.set_viewport_size({"width": 320, "height": 800})
    problems = [f"text spacing cuts off: {html}" for html in cut]
    problems += [f"text spacing: {problem}" for problem in reflow(page)]
    session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": ""})
    page.set_viewport_size({"width": 1280, "height": 800})
    return problems


def watch_console(page: Page) -> list[str]:
    """Collects errors of the console from now on; a page must have none."""
    errors: list[str] = []
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
