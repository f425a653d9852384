"""engines/retrieval: plain text."""

import pytest

from allmende.engines.retrieval.parsing import parse
from tests.engines.retrieval.parsing.shorthand import shorthand

TEXT = """Merkblatt Sperrmüll
===================

Der Sperrmüll wird zweimal im Jahr abgeholt, und zwar an der
Grundstücks-
grenze.

- Möbel
- Teppiche

1. Karte ausfüllen
2. Karte absenden

Rathaus
Marktplatz 1
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_headings_lists_and_wrapped_lines(encoding: str) -> None:
    document = parse(TEXT.encode(encoding), "merkblatt_sperrmüll.txt")
    assert document.title == "Merkblatt Sperrmüll"
    assert shorthand(document) == [
        ("h1", "Merkblatt Sperrmüll"),
        (
            "p",
            "Der Sperrmüll wird zweimal im Jahr abgeholt, und zwar an der Grundstücksgrenze.",
        ),
        ("li", "Möbel"),
        ("li", "Teppiche"),
        ("li", "1. Karte ausfüllen"),
        ("li", "2. Karte absenden"),
        ("p", "Rathaus\nMarktplatz 1"),
    ]


def test_title_without_a_heading_is_the_name_of_the_file() -> None:
    assert parse(b"Nur ein Satz.", "ordner/Hinweise_2024.txt").title == "Hinweise 2024"


def test_a_bylaw_gets_its_marks() -> None:
    text = (
        "§ 1 Zweck\n\nDie Stadt ist sauber.\n\n§ 2\n\n(1) Hunde sind anzuleinen.\n\n"
        "(2) § 1 Abs. 2 gilt nicht.\n\nDas ist alles.\n\nAnlage\n------\n\nListe"
    )
    document = parse(text.encode(), "satzung.txt")
    assert [(block.text, block.mark) for block in document.blocks] == [
        ("§ 1 Zweck", "§ 1"),
        ("Die Stadt ist sauber.", "§ 1"),
        ("§ 2", "§ 2"),
        ("(1) Hunde sind anzuleinen.", "§ 2 Abs. 1"),
        ("(2) § 1 Abs. 2 gilt nicht.", "§ 2 Abs. 2"),
        ("Das ist alles.", "§ 2 Abs. 2"),
        ("Anlage", ""),
        ("Liste", ""),
    ]
