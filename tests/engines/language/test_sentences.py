"""engines/language: German sentences, verbatim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.language.sentences import split


@pytest.mark.parametrize(
    "sentence",
    [
        "Das gilt z. B. für Hunde, d. h. auch für Welpen.",
        "Nach § 5 Abs. 2 Nr. 3 und Art. 7 ist das erlaubt.",
        "Die §§ 3 ff. BMG gelten, vgl. Buchst. a und S. 12.",
        "Kommen Sie am 1. Januar in den 3. Stock.",
        "Die Schule geht bis zur 9. oder 10. Klasse.",
        "Die Gebühr kostet ca. 1.234,50 Euro pro qm.",
        "Herr Dr. Meier und Prof. Schulz beraten in der Haupt-Str. Nr. 5.",
        "Rufen Sie 07161 / 12 34 - 56 oder www.stadt.de an.",
        "Unter https://www.stadt.de/a.b?c=d. e finden Sie mehr.",
        "Der II. Abschnitt und das 18. Lebensjahr zählen.",
        "(1) Die Gemeinde erhebt die Steuer.",
        "1. Familienname,",
        "2. Der Antrag ist schriftlich zu stellen.",
        "J. W. Goethe wohnte hier.",
        "Es sind 3,5 Mio. Euro bzw. rd. 2 v. H. geplant.",
    ],
)
def test_keeps_one_sentence_whole(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Erstens. Zweitens! Drittens? Ja.", ["Erstens.", "Zweitens!", "Drittens?", "Ja."]),
        ("Das war 2024. Danach kam nichts.", ["Das war 2024.", "Danach kam nichts."]),
        (
            "Es gilt § 5 Abs. 1. Die Frist läuft.",
            ["Es gilt § 5 Abs. 1.", "Die Frist läuft."],
        ),
        (
            "Bringen Sie Pass, Foto usw. mit. Sie zahlen usw. Das reicht.",
            ["Bringen Sie Pass, Foto usw. mit.", "Sie zahlen usw.", "Das reicht."],
        ),
        ("Er sagte: „Komm!“ Dann ging er.", ["Er sagte: „Komm!“", "Dann ging er."]),
        ("(Nur mittwochs.) Sonst nicht.", ["(Nur mittwochs.)", "Sonst nicht."]),
        ("Rathaus\nMarktplatz 1\n73087 Boll", ["Rathaus", "Marktplatz 1", "73087 Boll"]),
        ("Mittwoch:\n15:00 Uhr bis 18:30 Uhr", ["Mittwoch: 15:00 Uhr bis 18:30 Uhr"]),
        (
            "Montag, Dienstag,\nDonnerstag und Freitag:\n8 bis 12 Uhr",
            ["Montag, Dienstag, Donnerstag und Freitag: 8 bis 12 Uhr"],
        ),
        ("Bitte beachten:\n- Ausweis\n- Foto", ["Bitte beachten:", "- Ausweis", "- Foto"]),
        ("Ein Satz,\nder weitergeht.", ["Ein Satz, der weitergeht."]),
        ("Name: . . . . . .\nOrt: ....", ["Name: . . . . . .", "Ort: ...."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_splits(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(["z. B.", "Abs. 1.", "Der", "Ja!", "usw.", "§ 3", "(2)", "II.", "\n"])
    ).map(" ".join),
)


@given(TEXTS)
def test_loses_and_invents_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(TEXTS)
def test_every_sentence_is_one_line_without_white_space_at_its_ends(text: str) -> None:
    for sentence in split(text):
        assert sentence == " ".join(sentence.split())
        assert sentence


def test_a_line_of_a_million_characters_is_split_in_seconds() -> None:
    assert len(split("Das ist Abs. 2 z. B. gut. " * 40_000)) == 40_000
