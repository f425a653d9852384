import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from allmende.portal.core.markdown import POSTED_TAGS, plain, posted, to_html


def test_the_usual_marks_become_markup():
    html = to_html("## Titel\n\n- **eins**\n- [zwei](https://a.de)")
    assert "<h2>Titel</h2>" in html
    assert "<strong>eins</strong>" in html
    assert '<a href="https://a.de"' in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<p>[x](javascript:alert(1))", "<p>&lt;p&gt;[x](javascript:alert(1))</p>"),
        ("![x](https://spy.example/p.png)", "<p></p>"),
        ("<style>a</style>", "&lt;style&gt;a&lt;/style&gt;"),
    ],
)
def test_nothing_that_runs_or_loads_gets_through(text, html):
    assert html in to_html(text)
    assert "<script" not in to_html(text)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n### b\n\n## c", ["h3", "h4", "h4"]),
        ("### a\n\n# b\n\n## c", ["h3", "h3", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", ["h3", "h4", "h5", "h6", "h6", "h6"]),
        ("Titel\n===\n\nMehr\n---", ["h3", "h4"]),
    ],
)
def test_headings_of_a_post_stand_below_those_of_the_page(text, levels):
    assert re.findall(r"<(h\d)>", posted(text)) == levels


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hallo @Anna Meier.", "Hallo <strong>@Anna Meier</strong>."),
        ("[x](https://a.de/@Anna)", 'href="https://a.de/@Anna"'),
        ("`@Anna Meier`", "<code>@Anna Meier</code>"),
        ("@Anna Meier-Schmidt", "<strong>@Anna Meier</strong>-Schmidt"),
        ("eins\nzwei", "eins<br>\nzwei"),
        ("Siehe https://a.de/b?c=1&d=2.", '<a href="https://a.de/b?c=1&amp;d=2"'),
        ("(https://a.de)", "</a>)"),
        ("[https://a.de](https://b.de)", '<a href="https://b.de"'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_a_post_is_lively_but_harmless(text, html):
    assert html in posted(text, ["Anna Meier", "Anna"])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://spy.example/p.png)",
        '<img src=x onerror="alert(1)">',
        '[x](https://a.de" onmouseover="alert(1))',
        "https://a.de\"onmouseover='alert(1)'",
        "[x]: javascript:alert(1)\n\n[x]",
        "<a href='javascript:alert(1)'>x</a>",
        "| <script> |\n|-|\n| <svg onload=alert(1)> |",
        "&#x6A;avascript:alert(1)",
    ],
)
def test_no_post_runs_or_loads_anything(text):
    tree = fromstring(f"<div>{posted(text, ['x'])}</div>")
    found = list(tree.iter())
    assert {one.tag for one in found} <= {*POSTED_TAGS, "div"}
    names = {name for one in found for name in one.attrib}
    assert names <= {"href", "rel", "class", "tabindex", "role", "aria-label"}
    assert all(one.get("href", "https:").startswith("https:") for one in found)


@pytest.mark.parametrize(
    "unit", ["[", "![", "> ", "- ", "*a ", "_a*", "`", "](", "[a](b ", "<a ", "&#x0;", "1. ", "|"]
)
def test_twenty_thousand_hostile_characters_cost_at_most_seconds(unit):
    text = (unit * 20_000)[:20_000]
    started = time.process_time()
    assert len(posted(text)) < 2_000_000
    assert time.process_time() - started < 5
    assert isinstance(plain(text), str)


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_markup_of_ours_only(text):
    tree = fromstring(f"<div>{posted(text)}</div>")
    assert {one.tag for one in tree.iter()} <= {*POSTED_TAGS, "div"}


def test_plain_words_for_the_search():
    text = "# Titel\n\n- eins **zwei** `drei`\n- [vier](https://a.de)\n\n```\nfünf\n```"
    assert plain(text).split() == ["Titel", "eins", "zwei", "drei", "vier", "fünf"]
