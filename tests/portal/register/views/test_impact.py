"""The pages of DSFA and FRIA."""

import io

import docx
import pytest
from django.http import QueryDict
from pypdf import PdfReader

from allmende.portal.core.documents import pdf
from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain.impact import content, writing
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models import ImpactDocument, Risk
from allmende.portal.register.views.impact import panel
from tests import factories
from tests.portal.register import impacts, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(client, town):
    member = factories.member(town, Role.AI_OFFICER)
    client.force_login(member.user)
    return member


@pytest.fixture
def privacy(town):
    return factories.member(town, Role.DATA_PROTECTION)


@pytest.fixture
def case(officer):
    return made.use_case(officer)


@pytest.fixture
def base(case):
    return f"/anwendungsfaelle/{case.pk}/dsfa/"


@pytest.fixture
def document(case, officer):
    return impacts.document(case, officer)


def body(response):
    return response.content.decode()


def test_the_threshold_stands_at_the_top_with_its_reason(client, officer, case, base):
    assert "Das zeigt erst die Einstufung" in body(client.get(base))
    impacts.assessed(case, **impacts.DSFA)
    response = client.get(base)
    assert response.context["threshold"] == "DSFA erforderlich"
    assert "Umfassende Bewertung mit Rechtswirkung" in body(response)


def test_a_dsfa_begins_with_one_button(client, officer, base):
    response = client.post(f"{base}beginnen/")
    assert response.url == base
    assert "Mildere Mittel reichen nicht aus." in body(client.get(base))


def test_a_fria_is_offered_only_where_art_27_is_among_the_duties(client, officer, case):
    address = f"/anwendungsfaelle/{case.pk}/fria/"
    assert "FRIA beginnen" not in body(client.get(address))
    assert client.post(f"{address}beginnen/").status_code == 409
    impacts.assessed(case, **impacts.FRIA)
    page = body(client.get(address))
    assert "FRIA beginnen" in page
    assert "Bis dahin ist die FRIA freiwillig" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_risks_as_for_one(
    client, officer, base, document, count, django_assert_num_queries
):
    for _ in range(count):
        impacts.risk(document, officer)
    client.get(base)
    with django_assert_num_queries(15):
        client.get(base)


@pytest.mark.parametrize("count", [1, 2])
def test_the_panel_asks_as_often_for_two_documents_as_for_one(
    client, officer, case, count, django_assert_num_queries
):
    impacts.assessed(case, **impacts.FRIA)
    for kind in list(ImpactKind)[:count]:
        impacts.document(case, officer, kind)
    with django_assert_num_queries(2):
        part = panel.impact(None, case)
    assert [bool(line["document"]) for line in part.context["lines"]] == [True, count == 2]
    assert "Grundrechte-Folgenabschätzung" in body(client.get(f"/anwendungsfaelle/{case.pk}/"))


def test_a_section_is_saved_and_leads_to_the_next(client, officer, base, document):
    address = f"{base}abschnitt/vorhaben/"
    drafts.save(officer.user, f"register/{document.use_case_id}/dsfa/vorhaben", _data(text="halb"))
    assert client.get(address).context["form"].initial["text"] == "halb"
    response = client.post(address, {"text": "Unser Vorhaben", "seen": 0, "weiter": 1})
    assert response.url == f"{base}abschnitt/schwelle/"
    assert drafts.find(officer.user, f"register/{document.use_case_id}/dsfa/vorhaben") is None
    document.refresh_from_db()
    assert content.entry_of(document, "vorhaben").text == "Unser Vorhaben"


def _data(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def test_two_people_see_both_texts_and_nothing_is_lost(client, officer, base, document):
    impacts.write(document, officer, "vorhaben", "Ihre Fassung")
    address = f"{base}abschnitt/vorhaben/"
    response = client.post(address, {"text": "Meine Fassung", "seen": 0})
    assert response.status_code == 409
    assert response.context["theirs"] == [("Vorhaben und Anlass", "Ihre Fassung", "Meine Fassung")]
    assert response.context["form"]["seen"].value() == "1"
    again = client.post(address, {"text": "Meine Fassung", "seen": 1})
    assert again.url == f"{base}#vorhaben"


def test_a_draft_from_before_a_change_is_a_conflict(client, officer, base, document):
    key = f"register/{document.use_case_id}/dsfa/vorhaben"
    drafts.save(officer.user, key, _data(text="Mein Entwurf", seen="0", revision="7"))
    impacts.write(document, officer, "vorhaben", "Inzwischen gespeichert")
    form = client.get(f"{base}abschnitt/vorhaben/").context["form"]
    sent = {"text": form["text"].value(), "seen": form["seen"].value()}
    assert sent == {"text": "Mein Entwurf", "seen": "0"}
    assert client.post(f"{base}abschnitt/vorhaben/", sent).status_code == 409


@pytest.mark.parametrize("section", ["grundrechte", "gibt-es-nicht"])
def test_sections_of_another_kind_are_not_there(client, officer, base, document, section):
    assert client.get(f"{base}abschnitt/{section}/").status_code == 404


def test_a_changed_record_is_shown_and_taken_over(client, officer, case, base, document):
    impacts.write(document, officer, "notwendigkeit", "Von Hand.")
    type(case).objects.filter(pk=case.pk).update(proportionality="Neu im Datensatz.")
    page = body(client.get(base))
    assert "Der Datensatz hat sich geändert" in page
    assert "Neu im Datensatz." in page
    address = f"{base}abschnitt/notwendigkeit/abgleichen/"
    client.post(address, {"revision": 1, "uebernehmen": 1})
    document.refresh_from_db()
    assert content.entry_of(document, "notwendigkeit").text == "Neu im Datensatz."
    assert client.post(address, {"revision": "x"}).url == f"{base}abschnitt/notwendigkeit/"


def test_risks_are_added_changed_and_removed(client, officer, base, document):
    assert client.post(f"{base}risiken/neu/", impacts.RISK).url == f"{base}#risiken"
    risk = Risk.objects.get()
    assert (risk.title, risk.goal, risk.severity_after) == ("Falsche Auskunft", "integritaet", 2)
    page = client.get(f"{base}risiken/{risk.pk}/")
    seen = page.context["form"].initial["seen"]
    values = impacts.RISK | {"title": "Anders", "seen": seen}
    assert client.post(f"{base}risiken/{risk.pk}/", values).status_code == 302
    stale = client.post(f"{base}risiken/{risk.pk}/", impacts.RISK | {"seen": seen})
    assert stale.status_code == 409
    assert stale.context["theirs"] == [("Risiko", "Anders", "Falsche Auskunft")]
    page = client.get(f"{base}risiken/{risk.pk}/entfernen/")
    assert "Risiko entfernen: Anders" in body(page)
    client.post(f"{base}risiken/{risk.pk}/entfernen/")
    assert Risk.objects.count() == 0


def test_a_risk_that_gets_worse_is_told_at_the_form(client, officer, base, document):
    values = impacts.RISK | {"severity_after": 4}
    response = client.post(f"{base}risiken/neu/", values)
    assert response.status_code == 422
    assert "kann das Risiko nicht größer sein" in body(response)
    assert client.post(f"{base}risiken/neu/", impacts.RISK | {"goal": "x"}).status_code == 422


def test_risks_of_another_document_are_not_there(client, officer, base, document):
    other = impacts.document(made.use_case(officer), officer)
    risk = impacts.risk(other, officer)
    assert client.get(f"{base}risiken/{risk.pk}/").status_code == 404
    assert client.post(f"{base}risiken/{risk.pk}/entfernen/").status_code == 404


def test_the_matrix_says_its_colour_in_words(client, officer, base, document):
    impacts.risk(document, officer, severity=4, likelihood=4, severity_after=4, likelihood_after=2)
    page = body(client.get(base))
    assert '<td class="kern-table__cell risk-high">hoch<br><strong>R1</strong></td>' in page
    assert "Art. 36 Abs. 1 DSGVO" in page


def test_questions_of_the_phases_are_kept_and_marked(client, officer, base, document):
    address = f"{base}prueffragen/"
    assert "nicht am Original geprüft" in body(client.get(address))
    client.post(address, {"revision": 0, "k-zweck": "ja"})
    assert "1 von 18 beantwortet" in body(client.get(base))
    stale = client.post(address, {"revision": 0, "k-zweck": "nein"})
    assert stale.status_code == 409
    assert stale.context["theirs"] == [
        ("Der Zweck ist festgelegt und für jede Nutzung rechtmäßig.", "ja", "nein")
    ]


def test_handing_over_without_everything_says_what_is_missing(client, officer, base, document):
    response = client.post(f"{base}vorlegen/", {"revision": document.revision}, follow=True)
    assert "Es fehlt noch: Abschnitt „Ergebnis der Vorprüfung“" in body(response)


def test_from_the_draft_to_the_opinion(client, officer, privacy, base, document):
    impacts.complete(document, officer)
    client.post(f"{base}vorlegen/", {"revision": document.revision})
    document.refresh_from_db()
    assert document.state == ImpactState.SUBMITTED
    client.force_login(privacy.user)
    assert "Stellung nehmen" in body(client.get(base))
    values = {"opinion": "conditions", "reason": "Frist.", "revision": document.revision}
    assert client.post(f"{base}stellungnahme/", values).url == base
    page = body(client.get(base))
    assert "zulässig mit Auflagen" in page
    assert client.post(f"{base}stellungnahme/", values).status_code == 422


def test_an_opinion_on_an_old_version_keeps_its_text(client, officer, privacy, base, document):
    impacts.submitted(document, officer)
    read = document.revision
    impacts.write(document, officer, "ergebnis", "Neu")
    client.force_login(privacy.user)
    values = {"opinion": Opinion.POSITIVE, "reason": "Langer Text", "revision": read}
    response = client.post(f"{base}stellungnahme/", values)
    assert response.status_code == 409
    assert "Langer Text" in body(response)
    assert ImpactDocument.objects.get().opinion == ""


def test_the_files_have_the_whole_document(client, officer, base, document):
    impacts.risk(document, officer)
    word = docx.Document(io.BytesIO(client.get(f"{base}datei.docx").content))
    assert word.paragraphs[0].text == "Datenschutz-Folgenabschätzung: Auskunft am Telefon"
    reader = PdfReader(io.BytesIO(client.get(f"{base}datei.pdf").content))
    assert reader.metadata.title == "Datenschutz-Folgenabschätzung: Auskunft am Telefon"
    assert "R1: Falsche Auskunft" in "".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("path", ["", "datei.docx", "abschnitt/vorhaben/", "risiken/neu/"])
def test_the_neighbour_finds_nothing(client, officer, base, document, path):
    stranger = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    client.force_login(stranger.user)
    assert client.get(base + path).status_code == 404


def test_without_pango_the_pdf_says_what_to_install(client, officer, base, document, monkeypatch):
    def missing():
        raise Refused(pdf.MISSING)

    monkeypatch.setattr(pdf, "_drawing", missing)
    response = client.get(f"{base}datei.pdf")
    assert response.status_code == 409
    assert "apt install libpango-1.0-0" in body(response)
    assert client.get(f"{base}datei.docx").status_code == 200


def test_too_long_a_text_is_refused_and_kept(client, officer, base, document):
    text = "x" * (writing.LONGEST + 1)
    response = client.post(f"{base}abschnitt/vorhaben/", {"text": text, "seen": 0})
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text
