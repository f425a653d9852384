"""Reports from the register: every sentence cites, gaps are stated, nothing foreign gets in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import criteria
from allmende.portal.register.models import Goal, UseCase
from allmende.portal.reports.domain import merging, presets, printing, topics, writing
from allmende.portal.reports.models import Report
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


def council(by, *questions: str, **values) -> Report:
    values.setdefault("title", "Anfrage zur KI")
    return writing.begin_council(
        by.organisation, values=values, questions=questions or presets.COUNCIL_EXAMPLE, by=by
    )


def said(report: Report) -> list[dict]:
    return [s for section in report.sections.all() for s in merging.shown(section.statements)]


def texts(report: Report) -> str:
    return "\n".join(entry["text"] for entry in said(report))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (presets.COUNCIL_EXAMPLE[0], ["examples"]),
        (presets.COUNCIL_EXAMPLE[1], ["criteria"]),
        (presets.COUNCIL_EXAMPLE[2], ["goals"]),
        (presets.COUNCIL_EXAMPLE[3], ["data", "security", "ethics"]),
        (presets.COUNCIL_EXAMPLE[4], ["plans", "strategy"]),
        ("Was hat das gekostet?", ["examples"]),
        ("Wie hoch sind die Kosten?", ["costs"]),
        ("Wurde der Personalrat beteiligt?", ["staff"]),
    ],
)
def test_the_words_of_a_question_propose_its_topics(question, keys):
    assert topics.proposed(question) == keys


def test_every_sentence_of_the_five_questions_cites_entry_field_and_date(officer):
    running = made.use_case(officer, "Auskunft", state="operation", starts_on=date(2026, 3, 1))
    Goal.objects.create(use_case=running, text="Weniger Anrufe", baseline=100, target=50)
    made.use_case(officer, "Bäume zählen", legal_basis="", state="pilot")
    made.use_case(officer, "Rechnungen lesen", state="review")
    made.use_case(officer, "Drohnen")

    report = council(officer)

    assert len(report.sections.all()) == 5
    for entry in said(report):
        assert entry["citations"], entry["text"]
        for place in entry["citations"]:
            assert place["entry"]
            assert place["field"]
            assert date.fromisoformat(place["on"])
    assert all(merging.shown(section.statements) for section in report.sections.all())


def test_examples_goals_plans_and_gaps_are_told(officer):
    running = made.use_case(officer, "Auskunft", state="operation", starts_on=date(2026, 3, 1))
    Goal.objects.create(
        use_case=running,
        text="Weniger Anrufe",
        indicator="Anrufe je Tag",
        baseline=100,
        target=50,
        measured=48,
        measured_on=date(2026, 10, 1),
    )
    made.use_case(officer, "Bäume zählen", legal_basis="", state="pilot")
    made.use_case(officer, "Rechnungen lesen", state="review")

    told = texts(council(officer))

    assert "Im Betrieb: ein Anwendungsfall. Im Pilot: ein Anwendungsfall." in told
    assert "„Auskunft“ (Betrieb seit 1.3.2026)" in told
    assert "gemessen 48 am 1.10.2026 (erreicht)" in told
    assert "Rechtsgrundlage: nicht erfasst bei „Bäume zählen“." in told
    assert "In Vorbereitung (Prüfung): „Rechnungen lesen“." in told


def test_an_empty_register_says_so_instead_of_inventing(officer):
    told = texts(council(officer))

    assert "Im Register steht kein Anwendungsfall im Pilot oder im Betrieb." in told
    assert "Im Register steht kein geplanter Anwendungsfall." in told


def test_other_organisations_never_get_into_an_answer(officer):
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    made.use_case(neighbour, "Geheim", state="operation")

    report = writing.begin_yearly(officer.organisation, year=2026, by=officer)

    assert "Geheim" not in texts(report)


def test_only_published_entries_where_that_is_asked(officer):
    made.use_case(officer, "Unveröffentlicht", state="operation")

    report = council(officer, "Welche KI wird eingesetzt?", published_only=True)

    assert "Unveröffentlicht" not in texts(report)


def test_criteria_count_only_with_reasons(officer):
    case = made.use_case(officer, "Auskunft", state="operation")
    first = criteria.criteria_of(officer.organisation)[0]
    case.scores.create(criterion=first, points=3, reason="")

    told = texts(council(officer, "Nach welchen Kriterien?"))

    assert f"{first.title} (Gewicht {first.weight})" in told
    assert "Vollständig bewertet: 0 von 1 Anwendungsfällen" in told


def test_filling_again_keeps_an_author_s_words_and_shows_changes(officer):
    case = made.use_case(officer, "Auskunft", state="operation")
    report = council(officer, "Welche KI wird eingesetzt?")
    section = report.sections.get()
    key = "examples:KI-001"
    writing.edit(
        section,
        texts={key: "Die Auskunft am Telefon."},
        own="Wir fangen klein an.",
        revision=section.revision,
        by=officer,
    )
    UseCase.objects.filter(pk=case.pk).update(summary="Neue Worte.")

    writing.fill(report, by=officer)

    entry = next(one for one in said(report) if one["key"] == key)
    assert entry["text"] == "Die Auskunft am Telefon."
    assert "Neue Worte." in entry["register_text"]
    assert "Wir fangen klein an." in texts(report)


def test_two_authors_at_once_overwrite_nothing(officer):
    made.use_case(officer, "Auskunft", state="operation")
    report = council(officer, "Welche KI wird eingesetzt?")
    section = report.sections.get()
    seen = section.revision
    writing.edit(section, texts={}, own="Erster.", revision=seen, by=officer)

    with pytest.raises(Conflict):
        writing.edit(section, texts={}, own="Zweiter.", revision=seen, by=officer)

    assert "Zweiter." not in texts(report)


def test_a_final_report_is_frozen_and_a_copy_goes_on(officer):
    report = council(officer)
    writing.finish(report, by=officer)
    section = report.sections.first()

    for attempt in (
        lambda: writing.fill(report, by=officer),
        lambda: writing.finish(report, by=officer),
        lambda: writing.edit(
            section, texts={}, own="Nachtrag", revision=section.revision, by=officer
        ),
        lambda: writing.change(report, values={"title": "X"}, revision=9, by=officer),
    ):
        with pytest.raises(Refused, match="fertig"):
            attempt()
    new = writing.copy(report, by=officer)

    assert (new.title, new.is_final) == ("Anfrage zur KI (Kopie)", False)
    assert texts(new) == texts(report)


def test_questions_can_be_added_reordered_and_removed(officer):
    report = council(officer, "Erste?", "Zweite?")
    _first, second = report.sections.all()
    writing.change_sections(
        report,
        sections=[
            {"id": second.pk, "title": "Zweite?", "topics": ["costs"]},
            {"id": None, "title": "Wurde der Personalrat beteiligt?", "topics": []},
        ],
        revision=report.revision,
        by=officer,
    )

    assert [(s.title, s.topics) for s in report.sections.all()] == [
        ("Zweite?", ["costs"]),
        ("Wurde der Personalrat beteiligt?", ["staff"]),
    ]
    with pytest.raises(Refused, match="mindestens eine Frage"):
        writing.change_sections(report, sections=[], revision=report.revision, by=officer)


@pytest.mark.parametrize(("roles", "may"), [((), False), ((Role.LEADERSHIP,), True)])
def test_the_leadership_writes_and_others_do_not(officer, roles, may):
    other = factories.member(officer.organisation, *roles, email="andere@example.org")

    if may:
        assert council(other).created_by_label == str(other.user)
    else:
        with pytest.raises(PermissionDenied):
            council(other)


def test_the_document_has_every_sentence_with_its_reference(officer):
    made.use_case(officer, "Auskunft", state="operation")
    report = council(officer, "Welche KI wird eingesetzt?")

    document = printing.as_document(report)

    body = [block for block in document.blocks if block.kind == "paragraph"]
    assert len(body) == len(said(report))
    for block in body:
        text, reference = block.text
        assert reference.text.startswith(" [")
        assert text.text


@pytest.mark.parametrize("count", [2, 30])
def test_an_answer_over_many_entries_asks_as_often_as_over_few(
    officer, count, django_assert_max_num_queries
):
    for number in range(count):
        case = made.use_case(officer, f"Fall {number}", state="operation")
        Goal.objects.create(use_case=case, text="Ziel", baseline=1, target=2)
    criteria.ensure_defaults(officer.organisation)

    with django_assert_max_num_queries(60):
        council(officer)
