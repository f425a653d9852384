import json
import socket
from pathlib import Path

import pytest

from allmende import cli
from allmende.cli import serve
from allmende.portal.core.domain import jobs
from allmende.portal.knowledge.domain import collections
from allmende.portal.knowledge.models import Document
from allmende.portal.organisations.enums import Role
from tests import factories

TEXT = "# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro im Jahr. Sie ist am 1. Juli fällig.\n"


@pytest.fixture
def town(db):
    town = factories.organisation()
    editor = factories.member(town, Role.EDITOR)
    collections.create(town, by=editor, title="Satzungen", audience="public")
    return town


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: allmende {command}")
    assert len(printed.splitlines()) > 4


def test_the_overview_names_every_command(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    printed = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"\n    {name}" not in printed] == []


def test_ingest_then_ask_answers_with_the_sentence_of_the_file(town, tmp_path, capsys):
    (tmp_path / "hundesteuer.md").write_text(TEXT, encoding="utf-8")
    place = ["--organisation", town.slug, "--collection", "satzungen"]
    assert cli.main(["ingest", str(tmp_path), *place]) == 0
    assert Document.objects.get().title == "Hundesteuer"

    question = "Wie hoch ist die Hundesteuer?"
    assert cli.main(["ask", question, "--organisation", town.slug]) == 0
    assert "„Die Hundesteuer beträgt 96 Euro im Jahr.“" in capsys.readouterr().out


def test_ingest_goes_on_after_a_broken_file_and_says_which(town, tmp_path, capsys):
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    place = ["--organisation", town.slug, "--collection", "satzungen"]
    assert cli.main(["ingest", str(tmp_path), *place]) == 1
    printed = capsys.readouterr().out
    assert "„b.pdf“" in printed
    assert "1 von 2 Dateien aufgenommen." in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "Wann?", "--organisation", "nirgendwo"],
        ["ingest", "x", "--organisation", "nirgendwo", "--collection", "x"],
        ["restore", "gibt-es-nicht.tar.gz"],
    ],
)
@pytest.mark.django_db
def test_a_wrong_name_ends_with_a_sentence(arguments):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert isinstance(end.value.code, str)
    assert end.value.code.endswith(".")


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port("127.0.0.1", port) in range(port + 1, port + serve.PORTS_TO_TRY)


@pytest.mark.parametrize(("subject", "figure"), [("retrieval", "R@1"), ("answers", "f")])
def test_evaluate_prints_json(tmp_path, capsys, subject, figure):
    context = "Hundesteuer\nDie Hundesteuer beträgt 96 Euro im Jahr.\nDer Wald ist grün."
    other = "Wald\nIm Wald stehen Bäume.\nDie Bäume sind alt."
    rows = [
        {"question": "Wie hoch ist die Hundesteuer?", "context": context, "answers": [1]},
        {"question": "Was steht im Wald?", "context": other, "answers": [1]},
        {"question": "Wer war Goethe?", "context": other, "answers": []},
    ]
    file = tmp_path / "q.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert (
        cli.main(["evaluate", subject, "--questions", str(file), "--score", str(file), "--json"])
        == 0
    )
    score = json.loads(capsys.readouterr().out)
    assert 0 <= score[figure] <= 1


def test_jobs_of_the_worker_are_importable_by_their_path():
    """A job is taken up again by its dotted path, so the path must lead to a task."""
    from allmende.portal.knowledge import tasks  # noqa: PLC0415 -- reads better beside its use

    for task in (tasks.run_import, tasks.run_embedding):
        assert jobs.import_string(task.module_path) is task


@pytest.mark.data
def test_evaluate_regulation_agrees_with_the_labelled_examples(data, capsys):
    answers = Path(__file__).parents[1] / "engines" / "regulation" / "examples.json"
    examples = data / "ai-act" / "draft_guideline_examples.json"
    words = ["evaluate", "regulation", "--examples", str(examples), "--answers", str(answers)]
    assert cli.main([*words, "--json"]) == 0
    score = json.loads(capsys.readouterr().out)
    assert score["examples"] == 90
    assert score["agreement"] >= 0.95
