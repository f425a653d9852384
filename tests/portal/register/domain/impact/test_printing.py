"""The document on paper: sections, sources, risks, matrix, opinion."""

import io

import docx
import pytest

from allmende.portal.core.documents.model import Cell, Heading, Note, Paragraph, Table, Tone
from allmende.portal.core.documents.word import as_word
from allmende.portal.register.domain.impact import deciding, printing, writing
from allmende.portal.register.domain.impact.sections import of_kind
from allmende.portal.register.enums import ImpactKind, Opinion
from allmende.portal.register.models import ImpactDocument
from tests.portal.register import impacts

pytestmark = pytest.mark.django_db


def printed(document):
    return printing.as_document(ImpactDocument.objects.get(pk=document.pk))


def tables(document):
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def notes(document):
    return {block.title: block.text for block in document.blocks if isinstance(block, Note)}


@pytest.fixture
def document(case, officer):
    impacts.assessed(case, **impacts.DSFA)
    return impacts.document(case, officer)


def test_every_section_is_there_and_gaps_are_stated(document):
    result = printed(document)
    headings = [block.text for block in result.blocks if isinstance(block, Heading)]
    titles = [f"{n}. {s.title}" for n, s in enumerate(of_kind(ImpactKind.DSFA), start=1)]
    assert [text for text in headings if text[0].isdigit()] == titles
    assert notes(result) == {"Lücke": printing.EMPTY}
    assert (result.title, result.subtitle) == (
        "Datenschutz-Folgenabschätzung: Auskunft am Telefon",
        "Art. 35 DSGVO",
    )


def test_what_comes_from_the_record_names_entry_field_and_day(document, case, officer):
    impacts.write(document, officer, "vorhaben", "Von Hand.")
    blocks = printed(document).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    sourced = {run.text: run.source for text in texts if not isinstance(text, str) for run in text}
    source = sourced["Mildere Mittel reichen nicht aus."]
    day = f"{case.updated_at:%d.%m.%Y}"
    assert source.text == f"Register, KI-001: Verhältnismäßigkeit, Stand {day}"
    assert "Von Hand." in texts


def test_risks_are_a_table_and_two_matrices_with_colour_and_word(document, officer):
    impacts.risk(document, officer, severity=4, likelihood=4, severity_after=4, likelihood_after=2)
    found = tables(printed(document))
    assert list(found) == [
        "Überblick",
        "Risiken und Maßnahmen",
        "Risikomatrix vor den Maßnahmen",
        "Risikomatrix nach den Maßnahmen",
    ]
    (row,) = found["Risiken und Maßnahmen"].rows
    assert row == [
        "R1: Falsche Auskunft\nBetroffene: Anrufende\nGewährleistungsziel: Integrität",
        Cell("hoch (Schwere 4, Eintritt 4)", Tone.BAD),
        "Nur geprüfte Quellen",
        "Hauptamt",
        Cell("hoch (Schwere 4, Eintritt 2)", Tone.BAD),
    ]
    first = found["Risikomatrix nach den Maßnahmen"].rows[0]
    assert first == [
        "4: sehr hoch",
        Cell("mittel", Tone.WATCH),
        Cell("hoch: R1", Tone.BAD),
        Cell("hoch", Tone.BAD),
        Cell("hoch", Tone.BAD),
    ]


def test_a_high_rest_risk_tells_of_the_consultation(document, officer):
    impacts.risk(document, officer, severity=4, likelihood=4, severity_after=4, likelihood_after=2)
    assert notes(printed(document))["Hohes Restrisiko"] == printing.CONSULT


def test_the_opinion_names_who_decided_when_and_on_which_version(document, officer, privacy):
    impacts.submitted(document, officer)
    deciding.give_opinion(
        document,
        opinion=Opinion.CONDITIONS,
        reason="Frist setzen.",
        revision=document.revision,
        by=privacy,
    )
    judged = document.revision
    word = docx.Document(io.BytesIO(as_word(printed(document))))
    lines = [p.text for p in word.paragraphs]
    assert "Ergebnis: zulässig mit Auflagen" in lines
    assert f"Entschieden von: {privacy.user}" in lines
    assert f"Beurteilte Fassung: {judged}" in lines
    impacts.write(document, officer, "ergebnis", "Neu")
    assert list(notes(printed(document))) == ["Nicht mehr gültig"]


def test_questions_of_the_phases_carry_their_mark(document, officer):
    writing.answer_checks(document, answers={"k-zweck": "ja"}, revision=0, by=officer)
    result = printed(document)
    assert "Nicht am Original geprüft" in notes(result)
    rows = tables(result)["Konzeption"].rows
    assert rows[0] == ["Der Zweck ist festgelegt und für jede Nutzung rechtmäßig.", "ja"]


def test_a_fria_says_where_it_refers_to_the_dsfa(document, case, officer):
    case.assessments.all().delete()
    impacts.assessed(case, **impacts.FRIA)
    impacts.write(document, officer, "notwendigkeit", "Text der DSFA")
    fria = impacts.document(case, officer, ImpactKind.FRIA)
    impacts.write(fria, officer, "notwendigkeit", "", refers=True)
    result = printed(fria)
    texts = [block.text for block in result.blocks if isinstance(block, Paragraph)]
    place = texts.index("Aus der Datenschutz-Folgenabschätzung (Art. 27 Abs. 4 KI-VO):")
    assert texts[place + 1] == "Text der DSFA"
    assert result.subtitle == "Art. 27 KI-Verordnung"
