"""Answers that the platform proposes for its own applications. People confirm each of them."""

from dataclasses import dataclass

from allmende.portal.register.enums import BuildingBlock, Tri
from allmende.portal.register.models import UseCase

QUOTES = "Die Auskunft zeigt wörtliche Auszüge und erzeugt keinen Text."
NO_PEOPLE = "Die Auskunft sucht in Dokumenten. Sie bewertet, erkennt oder beeinflusst niemanden."
ARTICLE_5 = ("a", "b", "ba", "bb", "c", "d", "e", "f", "g", "h")
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
    **{f"art5_{letter}": Proposed(Tri.NO, NO_PEOPLE) for letter in ARTICLE_5},
}
NOBODY_RATED = "Die Anwendung ordnet Arbeit an Orten. Sie bewertet oder erkennt keine Menschen."
NO_CONTENT = "Die Anwendung erzeugt Pläne und Listen aus Ihren Angaben, keine Medien."
TOURS: dict[str, Proposed] = {
    "ki_system": Proposed(
        Tri.YES,
        "Vorsorglich: Das Verfahren sucht selbst, wer wann wohin fährt. Ob eine solche "
        "Optimierung als KI-System gilt, ist nicht abschließend geklärt.",
    ),
    "rolle_betreiber": Proposed(Tri.YES, "Ihre Organisation plant damit ihre eigenen Touren."),
    "gpai_anbieter": Proposed(Tri.NO, "Die Anwendung enthält kein allgemeines KI-Modell."),
    "biometrie": Proposed(Tri.NO, NOBODY_RATED),
    "kritis": Proposed(
        Tri.NO, "Geplant wird Grünpflege. Verkehr und Wassernetz steuert sie nicht."
    ),
    "beschaeftigung": Proposed(Tri.YES, "Der Plan sagt Kolonnen, wann sie wo arbeiten."),
    "beschaeftigung_auswahl": Proposed(Tri.NO, "Niemand wird damit eingestellt oder ausgewählt."),
    "beschaeftigung_bedingungen": Proposed(
        Tri.NO, "Arbeitszeiten und Pausen geben Menschen vor; die Anwendung hält sie nur ein."
    ),
    "beschaeftigung_zuteilung": Proposed(
        Tri.NO,
        "Aufgaben gehen an Kolonnen, nach Ort, Zeit, Fahrzeug und formaler Befähigung. Verhalten "
        "und Merkmale einzelner Menschen kommen darin nicht vor.",
    ),
    "beschaeftigung_ueberwachung": Proposed(
        Tri.NO,
        "Nachweise dienen der Verkehrssicherung; Auswertungen nach Personen gibt es nicht.",
    ),
    "profiling": Proposed(Tri.NO, NOBODY_RATED),
    "art50_kontakt": Proposed(Tri.NO, "Niemand spricht oder schreibt mit der Anwendung."),
    "art50_inhalte": Proposed(Tri.NO, NO_CONTENT),
    "art50_erkennung": Proposed(Tri.NO, NOBODY_RATED),
    "art50_deepfake": Proposed(Tri.NO, NO_CONTENT),
    "art50_text": Proposed(Tri.NO, NO_CONTENT),
    "personenbezug": Proposed(
        Tri.YES, "Gespeichert wird, wer zu einer Kolonne gehört und wer einen Nachweis einträgt."
    ),
    "automatik_entscheidung": Proposed(Tri.NO, "Menschen prüfen jeden Plan und geben ihn frei."),
    "personal_nutzung": Proposed(Tri.YES, "Einsatzleitung und Kolonnen arbeiten damit."),
    "personal_ueberwachung": Proposed(
        Tri.YES,
        "Beginn und Ende der Einsätze stehen neben dem Namen dessen, der sie einträgt. Das eignet "
        "sich dazu, auch wenn es nicht dazu dient.",
    ),
    "personal_verwaltung": Proposed(
        Tri.UNCLEAR,
        "Geplant werden Einsätze von Kolonnen, keine Dienste einzelner Menschen. Klären Sie das "
        "mit dem Personalrat.",
    ),
    "barriere_oberflaeche": Proposed(Tri.YES, "Beschäftigte nutzen Seiten im Browser."),
    "barriere_dokumente": Proposed(
        Tri.UNCLEAR, "Tourenblätter sind für den Betrieb; es kommt darauf an, wem Sie sie geben."
    ),
    **{f"art5_{letter}": Proposed(Tri.NO, NOBODY_RATED) for letter in ARTICLE_5},
}
PROPOSED: dict[str, dict[str, Proposed]] = {
    BuildingBlock.ASSISTANT: ASSISTANT,
    BuildingBlock.TOURS: TOURS,
}


def proposed_answers(use_case: UseCase) -> dict[str, Proposed]:
    """By question id; nothing is answered by them."""
    return PROPOSED.get(use_case.building_block, {})
