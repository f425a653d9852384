"""Taking files in: what is seen first, what is taken, what is taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry, Job
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Office
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.exchange import imports, previewing, taking, undoing
from allmende.portal.register.enums import ImportState, RowState, State
from allmende.portal.register.models import UseCase
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
HEADER = "Nummer;Titel;Kurzbeschreibung;Kosten im Jahr (Euro);Beginn;Fachamt;Ziel 1;Eigenes\n"
GOOD = 'A1;Bäume zählen;Drohnen zählen.;"4.800 €";01.03.2026;Hauptamt;Schneller;bleibt\n'
BAD = "A2;Kaputt;Ohne gutes Datum.;viel;übermorgen;;;\n"


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def office(officer):
    return Office.objects.create(organisation=officer.organisation, name="Hauptamt")


def read(officer, text=HEADER + GOOD + BAD, filename="liste.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return imports.start(content, filename=filename, by=officer)


def take(batch, officer):
    rows = taking.choosable(batch).values_list("pk", flat=True)
    return taking.take(batch, rows=list(rows), by=officer)


def test_nothing_is_written_before_somebody_says_so(officer):
    batch = read(officer)

    assert (batch.state, UseCase.objects.count()) == (ImportState.PREVIEW, 0)
    assert [row.place for row in batch.rows.all()] == ["Zeile 2", "Zeile 3"]


def test_a_bad_row_names_line_and_column(officer):
    problems = read(officer).rows.get(place="Zeile 3").problems

    assert problems == [
        "Spalte „Kosten im Jahr (Euro)“: „viel“ ist keine ganze Zahl. Schreiben Sie nur Ziffern.",
        "Spalte „Beginn“: „übermorgen“ ist kein Datum. Schreiben Sie es wie 31.12.2026 oder "
        "2026-12-31.",
    ]


def test_what_was_chosen_becomes_an_idea_with_its_goal_office_and_origin(officer, office):
    batch = take(read(officer), officer)

    (case,) = UseCase.objects.all()
    assert (case.title, case.state, case.cost_yearly, case.office, case.import_key) == (
        "Bäume zählen",
        State.IDEA,
        4800,
        office,
        "table:A1",
    )
    assert str(case.starts_on) == "2026-03-01"
    assert [goal.text for goal in case.goals.all()] == ["Schneller"]
    assert case.origin_note["import_rest"] == {"Eigenes": "bleibt"}
    assert (batch.state, batch.rows.first().use_case) == (ImportState.DONE, case)
    assert AuditEntry.objects.get(action="register.imported").details == {"entries": 1}


def test_only_ticked_rows_are_taken_and_broken_ones_never(officer):
    batch = read(officer)
    broken = batch.rows.get(place="Zeile 3")

    with pytest.raises(Refused, match="kein Eintrag ausgewählt"):
        taking.take(batch, rows=[broken.pk], by=officer)
    assert UseCase.objects.count() == 0


def test_rows_of_another_import_are_not_taken(officer):
    first, second = read(officer), read(officer)
    foreign = list(second.rows.values_list("pk", flat=True))
    with pytest.raises(Refused):
        taking.take(first, rows=foreign, by=officer)


def test_taking_twice_is_refused(officer):
    batch = read(officer)
    take(batch, officer)
    again = batch.rows.model.objects.create(
        batch=batch, position=9, place="Zeile 9", snapshot=batch.rows.first().snapshot
    )
    with pytest.raises(Refused, match="schon übernommen"):
        taking.take(batch, rows=[again.pk], by=officer)


def test_the_same_source_again_changes_an_idea_only_when_it_is_chosen(officer):
    take(read(officer), officer)
    batch = read(officer, HEADER + GOOD.replace("Drohnen zählen.", "Satelliten zählen."))
    (line,) = previewing.of(batch).lines

    assert line.existing == UseCase.objects.get()
    assert line.differences == [("Kurzbeschreibung", "Drohnen zählen.", "Satelliten zählen.")]
    take(batch, officer)
    assert [case.summary for case in UseCase.objects.all()] == ["Satelliten zählen."]
    assert batch.rows.get().state == RowState.UPDATED


def test_what_the_file_leaves_empty_overwrites_nothing(officer):
    take(read(officer), officer)
    UseCase.objects.update(provider="Beispiel GmbH")
    take(read(officer, HEADER + "A1;Bäume zählen;Neu.;;;;;\n"), officer)

    case = UseCase.objects.get()
    assert (case.summary, case.provider, case.cost_yearly) == ("Neu.", "Beispiel GmbH", 4800)
    assert [goal.text for goal in case.goals.all()] == ["Schneller"]


def test_an_entry_that_is_no_idea_any_more_is_never_changed(officer):
    take(read(officer), officer)
    UseCase.objects.update(state=State.OPERATION)
    batch = read(officer, HEADER + GOOD.replace("Drohnen", "Satelliten"))

    (problem,) = batch.rows.get().problems
    assert problem.startswith("KI-001 steht schon im Register (Betrieb)")


def test_it_becomes_none_between_preview_and_taking(officer):
    take(read(officer), officer)
    batch = read(officer, HEADER + GOOD.replace("Drohnen", "Satelliten"))
    UseCase.objects.update(state=State.REVIEW)
    take(batch, officer)

    assert UseCase.objects.get().summary == "Drohnen zählen."
    assert batch.rows.get().state == RowState.FAILED


def test_the_same_key_twice_in_one_file_is_told(officer):
    batch = read(officer, HEADER + GOOD + GOOD)
    assert batch.rows.last().problems == [
        "Dieselbe Kennung steht schon in Zeile 2. Lassen Sie nur einen der beiden Einträge stehen."
    ]


def test_undo_removes_what_was_created(officer):
    batch = take(read(officer), officer)

    assert undoing.undo(batch, by=officer) == (1, 0)
    assert UseCase.objects.count() == 0
    assert AuditEntry.objects.filter(action="register.import_removed").count() == 1


def test_undo_puts_back_what_was_changed(officer):
    take(read(officer), officer)
    batch = take(
        read(officer, HEADER + GOOD.replace("Drohnen", "Affen").replace("Schneller", "X")), officer
    )
    undoing.undo(batch, by=officer)

    case = UseCase.objects.get()
    assert (case.summary, [goal.text for goal in case.goals.all()]) == (
        "Drohnen zählen.",
        ["Schneller"],
    )


def test_undo_leaves_what_somebody_has_touched(officer):
    batch = take(read(officer, HEADER + GOOD + GOOD.replace("A1", "A3")), officer)
    first, second = UseCase.objects.order_by("number")
    use_cases.change(first, values={"title": "Anders"}, revision=first.revision, by=officer)
    use_cases.comment(second, text="Gute Idee.", by=officer)

    assert undoing.undo(batch, by=officer) == (0, 2)
    assert UseCase.objects.count() == 2


def test_undo_is_refused_after_a_day_and_a_second_time(officer, monkeypatch):
    batch = take(read(officer), officer)
    monkeypatch.setattr(undoing, "UNDO_TIME", undoing.UNDO_TIME * 0)
    with pytest.raises(Refused, match="24 Stunden"):
        undoing.undo(batch, by=officer)
    monkeypatch.undo()
    undoing.undo(batch, by=officer)
    with pytest.raises(Refused):
        undoing.undo(batch, by=officer)


def test_many_rows_become_a_job_with_progress(officer, django_capture_on_commit_callbacks):
    lines = "".join(f"B{n};Fall {n};Text;;;;;\n" for n in range(taking.AT_ONCE + 1))
    batch = read(officer, HEADER + lines)
    with django_capture_on_commit_callbacks(execute=True):
        take(batch, officer)
    batch.refresh_from_db()

    job = Job.objects.get()
    assert (job.done, job.total, job.message) == (201, 201, "201 Einträge übernommen.")
    assert (batch.state, UseCase.objects.count()) == (ImportState.DONE, 201)


def test_only_the_ai_officer_takes_files_in(officer):
    staff = factories.member(officer.organisation)
    batch = read(officer)
    rows = list(batch.rows.values_list("pk", flat=True))
    for step in (
        lambda: imports.start(b"x", filename="x", by=staff),
        lambda: taking.take(batch, rows=rows, by=staff),
        lambda: imports.discard(batch, by=staff),
        lambda: undoing.undo(batch, by=staff),
    ):
        with pytest.raises(PermissionDenied):
            step()


def test_an_import_of_another_organisation_is_not_found(officer):
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    assert imports.one(neighbour, read(officer).pk) is None


def test_a_number_of_another_organisation_changes_nothing_of_ours(officer):
    mine = made.use_case(officer, "Meins")
    lines = "Nummer;Organisation;Titel;Kurzbeschreibung\nKI-001;ahornried;Fremd;Text\n"
    take(read(officer, lines), officer)

    mine.refresh_from_db()
    assert (mine.title, UseCase.objects.count()) == ("Meins", 2)
