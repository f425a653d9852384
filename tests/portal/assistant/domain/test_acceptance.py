import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.assistant.domain.acceptance import questions, running, tables
from allmende.portal.assistant.domain.acceptance.questions import Wanted
from allmende.portal.assistant.models import AcceptanceQuestion, AcceptanceRun, Question
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.jobs import Cancelled
from allmende.portal.knowledge.models import Document
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import building_blocks
from allmende.portal.register.enums import EvidenceKind
from allmende.portal.register.models import Evidence
from tests import factories
from tests.portal.assistant.asking import DOG, MARS, TRIP, Watcher


@pytest.fixture
def dog(public):
    return Document.objects.get(collection=public)


@pytest.fixture
def trip(internal):
    return Document.objects.get(collection=internal)


@pytest.fixture
def three(town, editor, dog, trip):
    questions.add(town, wanted=Wanted(text=DOG, document=dog), by=editor)
    questions.add(town, wanted=Wanted(text=TRIP, audience="staff", document=trip), by=editor)
    questions.add(town, wanted=Wanted(text=MARS, expects_refusal=True), by=editor)


def finished(town, editor) -> AcceptanceRun:
    run = running.start(town, by=editor)
    run.job.state = "done"
    run.job.save()
    running.run(run.pk, Watcher())
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AI_OFFICER])
def test_editors_and_ai_officers_keep_questions(town, dog, role):
    person = factories.member(town, role, email="prüft@example.org")

    new = questions.add(town, wanted=Wanted(text=f"  {DOG} ", document=dog), by=person)

    assert (new.text, new.audience, new.document) == (DOG, "public", dog)


def test_others_do_not(town, staff, clerk, stranger, dog):
    for person in (staff, clerk, stranger):
        with pytest.raises(PermissionDenied):
            questions.add(town, wanted=Wanted(text=DOG, document=dog), by=person)
        with pytest.raises(PermissionDenied):
            running.start(town, by=person)


def test_a_public_question_cannot_expect_an_internal_source(town, editor, trip):
    with pytest.raises(Refused, match="darf nicht lesen"):
        questions.add(town, wanted=Wanted(text=TRIP, document=trip), by=editor)

    assert questions.add(
        town, wanted=Wanted(text=TRIP, document=trip, audience="staff"), by=editor
    ).pk


def test_sources_of_a_neighbour_cannot_be_expected(neighbour, stranger, trip):
    wanted = Wanted(text=TRIP, document=trip, audience="staff")
    with pytest.raises(Refused, match="darf nicht lesen"):
        questions.add(neighbour, wanted=wanted, by=stranger)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "geben Sie eine Frage ein"),
        ({"text": "x" * 301}, "höchstens 300"),
        ({"document": None}, "Wählen Sie die erwartete Quelle"),
        ({"expects_refusal": True}, "Entweder"),
    ],
)
def test_bad_questions_are_refused_with_a_sentence(town, editor, dog, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        questions.add(town, wanted=Wanted(**{"text": DOG, "document": dog, **changes}), by=editor)


def test_the_same_question_is_kept_once(town, editor, dog):
    questions.add(town, wanted=Wanted(text=DOG, document=dog), by=editor)

    with pytest.raises(Refused, match="gibt es schon"):
        questions.add(town, wanted=Wanted(text=DOG, expects_refusal=True), by=editor)


def test_two_editors_do_not_overwrite_each_other(town, editor, dog):
    one = questions.add(town, wanted=Wanted(text=DOG, document=dog), by=editor)
    questions.change(one, wanted=Wanted(text="Neu?", document=dog), revision=1, by=editor)

    with pytest.raises(Conflict):
        questions.change(one, wanted=Wanted(text="Alt?", document=dog), revision=1, by=editor)

    assert AcceptanceQuestion.objects.get().text == "Neu?"


def test_a_run_asks_with_the_rights_of_who_asks_and_stores_no_question(town, editor, three):
    run = finished(town, editor)

    judged = {row["text"]: (row["right"], row["why"]) for row in run.rows}
    assert judged == {
        DOG: (True, "Die erwartete Quelle wird zitiert."),
        TRIP: (True, "Die erwartete Quelle wird zitiert."),
        MARS: (True, "Zu Recht keine Antwort."),
    }
    assert (run.right, run.total, run.score) == (3, 3, 100.0)
    assert Question.objects.count() == 0
    assert run.conditions["documents"] == 2


def test_wrong_answers_say_why(town, editor, dog, trip):
    questions.add(town, wanted=Wanted(text=DOG, audience="staff", document=trip), by=editor)
    questions.add(town, wanted=Wanted(text=DOG, expects_refusal=True), by=editor)
    questions.add(town, wanted=Wanted(text=MARS, document=dog), by=editor)

    run = finished(town, editor)

    assert [(row["right"], row["why"]) for row in run.rows] == [
        (False, "Es wird eine andere Quelle zitiert."),
        (False, "Es wird geantwortet, obwohl keine Quelle antwortet."),
        (False, "Keine Antwort, obwohl es eine Quelle gibt."),
    ]
    assert run.rows[0]["quoted"] == [{"id": dog.pk, "title": "Hundesteuer"}]
    assert run.score == 0


def test_inactive_questions_and_those_without_their_source_are_not_asked(town, editor, three, trip):
    questions.add(
        town, wanted=Wanted(text="Ruht?", expects_refusal=True, is_active=False), by=editor
    )
    trip.delete()

    run = finished(town, editor)

    assert sorted(row["text"] for row in run.rows) == sorted([DOG, MARS])
    assert [one.text for one in questions.find(town, state="incomplete")] == [TRIP]


def test_without_questions_no_run_starts(town, editor):
    with pytest.raises(Refused, match="noch keine aktive Prüffrage"):
        running.start(town, by=editor)


def test_only_one_run_at_a_time(town, editor, three):
    running.start(town, by=editor)

    with pytest.raises(Refused, match="läuft schon"):
        running.start(town, by=editor)


def test_a_run_goes_on_where_a_dead_worker_left_it(town, editor, three):
    run = running.start(town, by=editor)
    with pytest.raises(Cancelled):
        running.run(run.pk, Watcher(stop_at=2))
    run.refresh_from_db()
    assert (len(run.rows), run.finished_at, run.score) == (2, None, None)

    watcher = Watcher()
    running.run(run.pk, watcher)
    running.run(run.pk, watcher)

    run.refresh_from_db()
    assert [row["text"] for row in run.rows] == [DOG, TRIP, MARS]
    assert watcher.message == "3 von 3 Prüffragen richtig."


def test_the_score_becomes_evidence_where_the_assistant_is_in_the_register(town, editor, three):
    officer = factories.member(town, Role.AI_OFFICER, email="ki@example.org")
    case = building_blocks.add_to_register(town, block="assistant", by=officer)

    first, second = finished(town, editor), finished(town, editor)

    kept = Evidence.objects.filter(use_case=case).order_by("pk")
    assert [(one.kind, one.subject, one.value, one.unit) for one in kept] == [
        (EvidenceKind.MEASUREMENT, "test_set", 100.0, "%"),
        (EvidenceKind.REPEATED, "test_set", 100.0, "%"),
    ]
    assert [first.evidence, second.evidence] == list(kept)


def test_without_an_entry_the_result_stays_without_evidence(town, editor, three):
    assert finished(town, editor).evidence is None


def test_who_has_left_meanwhile_leaves_no_evidence_but_the_result(town, editor, three):
    officer = factories.member(town, Role.AI_OFFICER, email="ki@example.org")
    building_blocks.add_to_register(town, block="assistant", by=officer)
    run = running.start(town, by=editor)
    editor.user.is_active = False
    editor.user.save()

    running.run(run.pk, Watcher())

    run.refresh_from_db()
    assert (run.score, run.evidence) == (100.0, None)


def test_questions_go_out_and_come_back_unchanged(town, editor, three):
    before = list(tables.rows(town))
    lines = [";".join(tables.HEADER), *(";".join(row) for row in before)]

    outcome = tables.take_in(town, content="\n".join(lines).encode(), by=editor)

    assert (outcome.added, outcome.changed, outcome.problems) == (0, 3, [])
    assert list(tables.rows(town)) == before


def test_bad_rows_are_named_and_the_good_ones_are_kept(town, editor, dog):
    text = (
        "Frage;Wer fragt;Erwartete Quelle;Keine Antwort erwartet;Aktiv\n"
        f"{DOG};Öffentlichkeit;Hundesteuer;nein;ja\n"
        "Wo?;Öffentlichkeit;Gibt es nicht;nein;ja\n"
        "Wer?;Marsmenschen;;ja;ja\n"
        "Wann?;Beschäftigte;;vielleicht;ja\n"
        ";Beschäftigte;;ja;ja\n"
        f"{MARS};Beschäftigte;;ja;nein\n"
    )

    outcome = tables.take_in(town, content=text.encode("cp1252"), by=editor)

    assert (outcome.added, outcome.changed) == (2, 0)
    assert [number for number, _ in outcome.problems] == [3, 4, 5, 6]
    assert "„Gibt es nicht“" in outcome.problems[0][1]
    kept = questions.questions_of(town).order_by("pk").values_list("text", "is_active")
    assert list(kept) == [(DOG, True), (MARS, False)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "fehlt die Spalte"),
        (b"Name;Ort\nx;y\n", "fehlt die Spalte"),
        (b"Frage\n" + b"Wo?\n" * 1001, "möglich sind 1000"),
        (b"x" * 1_000_001, "zu groß"),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(town, editor, content, sentence):
    with pytest.raises(Refused, match=sentence):
        tables.take_in(town, content=content, by=editor)
