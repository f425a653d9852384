"""engines/retrieval: HTML; only the text of the content comes out."""

import json
import time
from pathlib import Path

import pytest

from allmende.engines.retrieval.parsing import UnreadableDocument, parse
from tests.engines.retrieval.parsing.shorthand import shorthand

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Hund anmelden | Stadt X</title>
<style>p{color:red}</style><script>var geheim = 1</script></head><body>
<a class="skip-link" href="#m">Zum Inhalt</a><header><h2>Stadt X</h2></header>
<nav><ul><li><a href="/">Start</a></li></ul></nav>
<div class="cookie-banner">Wir verwenden Cookies.</div>
<main><div class="breadcrumb">Start &gt; Hund</div><h1>Hund anmelden</h1>
<p>Hunde sind <b>binnen zwei&nbsp;Wochen</b> anzu&shy;melden.<!-- intern --></p>
<p hidden>Unsichtbar</p><p style="display: none">Auch nicht</p>
<h2>Unterlagen</h2><ul><li>Ausweis<ul><li>oder Pass</li></ul></li><li><p>Formular</p></li></ul>
<ol start="3"><li>Schritt</li></ol>
<table><thead><tr><th>Hund</th><th>Steuer</th></tr></thead>
<tr><td>erster<br>Hund</td><td><p>96 €</p></td></tr><tr><td></td><td>je Jahr</td></tr></table>
<address>Rathaus<br>Marktplatz 1</address></main>
<aside>Werbung</aside><footer>Impressum</footer></body></html>"""


def test_reads_the_content_and_nothing_around_it() -> None:
    document = parse(PAGE.encode(), "hund.html")
    assert document.title == "Hund anmelden"
    assert shorthand(document) == [
        ("h1", "Hund anmelden"),
        ("p", "Hunde sind binnen zwei Wochen anzumelden."),
        ("h2", "Unterlagen"),
        ("li", "Ausweis"),
        ("li", "oder Pass"),
        ("li", "Formular"),
        ("li", "3. Schritt"),
        ("th", "Hund | Steuer"),
        ("tr", "erster Hund | 96 €"),
        ("tr", "je Jahr"),
        ("p", "Rathaus\nMarktplatz 1"),
    ]


def test_a_table_that_only_arranges_the_page_is_no_table() -> None:
    page = "<html><table><tr><td>Menü</td><td><h2>Amt</h2><table><tr><td>a</td><td>b</td></tr>"
    assert shorthand(parse(page.encode(), "alt.html")) == [
        ("p", "Menü"),
        ("h2", "Amt"),
        ("tr", "a | b"),
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1252", "cp1252"), ("utf-8", "cp1252"), ("x", "utf-8")]
)
def test_umlauts_survive_a_wrong_declaration(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><p>Müllgebühr für Größere</p></html>'
    assert shorthand(parse(page.encode(encoding), "a.html")) == [("p", "Müllgebühr für Größere")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>x</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><text>x</text><script>x</script></svg>",
        "<iframe srcdoc='<p>x</p>'></iframe>",
        "<object data=x>x</object>",
        "<noscript>x</noscript><template><p>x</p></template><style>x</style>",
        "<!--[if IE]><p>x</p><![endif]--><?php echo 'x' ?>",
        "<input value=x><textarea>x</textarea><select><option>x</select><button>x</button>",
    ],
)
def test_hostile_html_leaves_nothing_behind(hostile: str) -> None:
    page = f"<html><body><p>Davor.</p>{hostile}<p>Danach.</p></body></html>"
    assert shorthand(parse(page.encode(), "a.html")) == [("p", "Davor."), ("p", "Danach.")]


def test_text_that_looks_like_markup_stays_text() -> None:
    page = "<html><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></html>"
    assert shorthand(parse(page.encode(), "a.html")) == [("p", "<script>alert(1)</script>")]


def test_ten_thousand_levels_are_refused_with_a_sentence() -> None:
    page = "<html>" + "<div>" * 10_000 + "<p>tief</p>" + "</div>" * 10_000
    started = time.process_time()
    with pytest.raises(UnreadableDocument, match="so tief verschachtelt"):
        parse(page.encode(), "tief.html")
    assert time.process_time() - started < 2


def test_a_thousand_levels_are_read() -> None:
    page = "<html>" + "<div>" * 1_000 + "<p>tief</p>" + "</div>" * 1_000
    assert shorthand(parse(page.encode(), "tief.html")) == [("p", "tief")]


@pytest.mark.data
def test_every_integreat_page_with_text_is_read(data: Path) -> None:
    pages = json.loads((data / "integreat-pages/rems-murr-kreis.de.json").read_text("utf-8"))
    contents = [page["content"] for page in pages if page["content"].strip()]
    documents = [parse(content.encode(), "seite.html") for content in contents]
    assert len(documents) == 284
    assert not any("<" in block.text for document in documents for block in document.blocks)
