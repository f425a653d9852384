"""engines/retrieval: passages that a person would quote."""

from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.passages import LONGEST, cut, cut_lines
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument, Passage

HEADING, PARAGRAPH = BlockKind.HEADING, BlockKind.PARAGRAPH
ITEM, ROW = BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def document(*blocks: Block, title: str = "Satzung") -> ParsedDocument:
    return ParsedDocument(title, blocks)


def words(count: int, name: str = "Wort") -> str:
    return " ".join(f"{name}{n}" for n in range(count - 1)) + " Ende."


def length(passage: Passage) -> int:
    return len(passage.text.split())


def test_a_passage_has_heading_path_page_and_mark_and_not_the_headings_as_sentences() -> None:
    parsed = document(
        Block(HEADING, "Satzung", level=1),
        Block(HEADING, "Teil I", level=2),
        Block(HEADING, "§ 5 Gebühren", level=3),
        Block(PARAGRAPH, "(1) Es kostet. Viel.", page=3, mark="§ 5 Abs. 1"),
        Block(PARAGRAPH, "(2) Gern.", page=4, mark="§ 5 Abs. 2"),
        Block(HEADING, "Teil II", level=2),
        Block(PARAGRAPH, "Schluss.", page=4),
    )
    assert cut(parsed) == [
        Passage(
            ("(1) Es kostet.", "Viel.", "(2) Gern."),
            ("Teil I", "§ 5 Gebühren"),
            page=3,
            mark="§ 5 Abs. 1–2",
        ),
        Passage(("Schluss.",), ("Teil II",), page=4),
    ]


def test_never_joins_two_sections() -> None:
    parsed = document(
        Block(HEADING, "A", level=1),
        Block(PARAGRAPH, "Kurz."),
        Block(HEADING, "B", level=1),
        Block(PARAGRAPH, "Auch kurz."),
    )
    assert [passage.heading_path for passage in cut(parsed)] == [("A",), ("B",)]


def test_a_long_section_is_cut_evenly_between_paragraphs() -> None:
    parsed = document(*[Block(PARAGRAPH, words(60), mark=f"§ 1 Abs. {n}") for n in range(1, 9)])
    found = cut(parsed)
    assert [length(passage) for passage in found] == [180, 180, 120]
    assert [passage.mark for passage in found] == ["§ 1 Abs. 1–3", "§ 1 Abs. 4–6", "§ 1 Abs. 7–8"]


def test_a_list_stays_with_its_lead_in() -> None:
    parsed = document(
        Block(PARAGRAPH, words(150)),
        Block(PARAGRAPH, "Mitzubringen sind:"),
        *[Block(ITEM, words(40)) for _ in range(4)],
    )
    first, second = cut(parsed)
    assert length(first) == 150
    assert second.sentences[0] == "Mitzubringen sind:"


def test_the_header_of_a_cut_table_is_repeated() -> None:
    header = Block(ROW, "Leistung | Gebühr", level=1)
    parsed = document(header, *[Block(ROW, f"{words(40)} | {n} €") for n in range(12)])
    found = cut(parsed)
    assert len(found) == 3
    assert {passage.sentences[0] for passage in found} == {"Leistung | Gebühr"}


def test_text_after_a_table_gets_no_header() -> None:
    header = Block(ROW, "Leistung | Gebühr", level=1)
    parsed = document(header, Block(ROW, words(200)), Block(PARAGRAPH, words(200)))
    assert [passage.sentences[0] for passage in cut(parsed)][1] == words(200)


def test_a_sentence_longer_than_a_passage_is_parted_and_nothing_lost() -> None:
    endless = ", ".join(f"Wort{n}" for n in range(1_000))
    found = cut(document(Block(PARAGRAPH, endless)))
    assert max(map(length, found)) <= LONGEST
    assert "".join("".join(p.text.split()) for p in found) == "".join(endless.split())


def test_ready_sentences_are_kept_as_they_are() -> None:
    assert cut_lines(["z. B. eins. Zwei.", "", "drei"], "Titel") == [
        Passage(("z. B. eins. Zwei.", "drei"), ("Titel",))
    ]
    assert cut_lines([], "Titel") == []


BLOCKS = st.builds(
    Block,
    st.sampled_from(list(BlockKind)),
    st.one_of(st.integers(2, 400).map(words), st.text(min_size=1).filter(lambda t: t.strip())),
    level=st.integers(1, 6),
)


@given(st.lists(BLOCKS, max_size=12))
def test_every_word_comes_back_in_order_and_no_passage_is_too_long(blocks: list[Block]) -> None:
    plain = [Block(b.kind, b.text, level=b.level if b.kind is HEADING else 0) for b in blocks]
    found = cut(document(*plain))
    read = "".join("".join(passage.text.split()) for passage in found)
    written = "".join("".join(b.text.split()) for b in plain if b.kind is not HEADING)
    assert read == written
    assert all(0 < length(passage) <= LONGEST for passage in found)
