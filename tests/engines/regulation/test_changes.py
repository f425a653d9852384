import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.changes import Kind, diff, diff_rules
from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.loading import load, shipped
from tests.engines.regulation.cases import TODAY, TOWN, assess, yes

SOURCE = Path(str(files("allmende.engines.regulation") / "rules"))


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SOURCE, tmp_path / "rules"))


def replaced(folder, name, old, new):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load(folder)


def test_nothing_differs_from_itself():
    same = assess(**yes("art50_kontakt"))
    assert diff(same, same) == ()
    assert diff_rules(shipped(), shipped()) == ()


def test_says_what_another_answer_changes():
    changes = diff(assess(), assess(**yes("rolle_name", "art50_kontakt")))
    assert [change.sentence for change in changes] == [
        "Klasse nach KI-Verordnung: bisher minimales Risiko, "
        "jetzt begrenztes Risiko (Transparenz).",
        "Rolle: bisher Betreiber, jetzt Betreiber, Anbieter.",
        "Neue Pflicht: Hinweis auf KI im Gespräch (Art. 50 Abs. 1 KI-VO).",
        "Neue Pflicht: Form der Hinweise (Art. 50 Abs. 5 KI-VO).",
    ]


def test_says_what_falls_away():
    changes = diff(assess(**yes("art50_erkennung")), assess())
    assert {change.subject for change in changes if change.kind is Kind.REMOVED} == {
        "art50-3",
        "art50-5",
    }


def test_a_duty_that_becomes_due_is_a_change():
    before, after = (
        assess(**yes("art50_text"), on=day) for day in (date(2026, 8, 1), date(2026, 8, 2))
    )
    assert {change.sentence for change in diff(before, after)} == {
        "KI-Texte offenlegen (Art. 50 Abs. 4 Unterabs. 2 KI-VO), Stand: "
        "bisher gilt noch nicht, jetzt gilt.",
        "Form der Hinweise (Art. 50 Abs. 5 KI-VO), Stand: bisher gilt noch nicht, jetzt gilt.",
    }


def test_a_new_rule_set_shows_what_changes_for_a_use_case(folder):
    new = replaced(
        folder, "transparency.yaml", "applies_from: 2026-08-02", "applies_from: 2027-01-01"
    )
    answers = TOWN | {"art50_text": Answer.YES}
    old = evaluate(answers, rules=shipped(), state="BW", on=TODAY)
    changes = diff(old, evaluate(answers, rules=new, state="BW", on=TODAY))
    assert (
        "KI-Texte offenlegen (Art. 50 Abs. 4 Unterabs. 2 KI-VO), gilt ab: "
        "bisher 2.8.2026, jetzt 1.1.2027."
    ) in {change.sentence for change in changes}


def test_says_what_differs_between_rule_sets(folder):
    new = replaced(folder, "staff.yaml", "id: personal-nw", "id: personal-nrw")
    assert [(change.kind, change.subject) for change in diff_rules(shipped(), new)] == [
        (Kind.ADDED, "personal-nrw"),
        (Kind.REMOVED, "personal-nw"),
    ]


def test_names_the_changed_fields_of_a_rule_and_a_question(folder):
    new = replaced(folder, "staff.yaml", "Art. 75a BayPVG", "Art. 75a Abs. 1 BayPVG")
    new = replaced(folder, "staff.yaml", "Auch eine Erprobung zählt.", "Auch ein Test zählt.")
    changes = diff_rules(shipped(), new)
    assert [change.sentence for change in changes] == [
        "Regel geändert: Mitbestimmung in Bayern (Art. 75a Abs. 1 BayPVG) – Norm.",
        "Frage geändert: Beschäftigte sind betroffen (Personalvertretungsrecht des Landes) – "
        "Hilfetext.",
    ]
    assert (changes[0].before, changes[0].after) == ("Art. 75a BayPVG", "Art. 75a Abs. 1 BayPVG")
