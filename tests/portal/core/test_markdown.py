import pytest

from allmende.portal.core.markdown import to_html


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
