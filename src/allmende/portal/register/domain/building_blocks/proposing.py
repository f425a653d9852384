"""Answers that the platform proposes for its own applications. People confirm each of them."""

from dataclasses import dataclass

from allmende.portal.register.enums import BuildingBlock, Tri
from allmende.portal.register.models import UseCase

QUOTES = "Die Auskunft zeigt wörtliche Auszüge und erzeugt keinen Text."
NO_PEOPLE = "Die Auskunft sucht in Dokumenten. Sie bewertet, erkennt oder beeinflusst niemanden."
OWN_NAME = "Die Auskunft erscheint auf der Seite und unter dem Namen Ihrer Organisation."


@dataclass(frozen=True, slots=True)
class Proposed:
    answer: str
    because: str


ASSISTANT: dict[str, Proposed] = {
    "ki_system": Proposed(Tri.YES, "Ein trainierter Leser wählt aus, welche Sätze antworten."),
    "rolle_betreiber": Proposed(Tri.YES, "Ihre Organisation bietet die Auskunft an."),
    "rolle_name": Proposed(Tri.YES, OWN_NAME),
    "gpai_anbieter": Proposed(Tri.NO, "Die Auskunft enthält kein allgemeines KI-Modell."),
    "art50_kontakt": Proposed(Tri.YES, "Menschen schreiben ihre Frage unmittelbar hinein."),
    "art50_offensichtlich": Proposed(Tri.NO, "Der Hinweis auf jeder Seite bleibt nötig."),
    "art50_inhalte": Proposed(Tri.NO, QUOTES),
    "art50_erkennung": Proposed(Tri.NO, NO_PEOPLE),
    "art50_deepfake": Proposed(Tri.NO, QUOTES),
    "art50_text": Proposed(Tri.NO, QUOTES),
    "personenbezug": Proposed(Tri.YES, "Fragen können Angaben zu Personen enthalten."),
    "automatik_entscheidung": Proposed(Tri.NO, "Die Auskunft entscheidet nichts."),
    "barriere_oberflaeche": Proposed(Tri.YES, "Menschen nutzen eine Internetseite."),
    "barriere_dokumente": Proposed(Tri.NO, "Die Auskunft erzeugt keine Dokumente."),
    "personal_nutzung": Proposed(Tri.YES, "Auch Beschäftigte fragen damit nach Regelungen."),
    **{
        f"art5_{letter}": Proposed(Tri.NO, NO_PEOPLE)
        for letter in ("a", "b", "ba", "bb", "c", "d", "e", "f", "g", "h")
    },
}
PROPOSED: dict[str, dict[str, Proposed]] = {BuildingBlock.ASSISTANT: ASSISTANT}


def proposed_answers(use_case: UseCase) -> dict[str, Proposed]:
    """By question id; nothing is answered by them."""
    return PROPOSED.get(use_case.building_block, {})
