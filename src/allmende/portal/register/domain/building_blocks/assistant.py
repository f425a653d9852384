"""What is true of the assistant of this very product, as the record of a use case.

Change these texts together with the program. They describe the version without a language
model; nothing here is a promise of the organisation, which may word everything anew.
"""

from typing import Any

from django.conf import settings

from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.register.enums import BuildingBlock, TargetGroup, Tri

INQUIRY_DAYS = 180  # see assistant.domain.retention; a test holds both together


def values() -> dict[str, Any]:
    return {
        **_identity(),
        **_operation(),
        **_law(),
        **_data(),
        "building_block": BuildingBlock.ASSISTANT,
        "building_block_settings": {"conversation_days": settings.CONVERSATION_DAYS},
    }


def _identity() -> dict[str, Any]:
    return {
        "title": "Auskunft aus eigenen Quellen",
        "summary": (
            "Menschen stellen ihre Frage in eigenen Worten. Die Auskunft "
            "sucht in den Seiten, Satzungen und Merkblättern der Verwaltung und zeigt wörtliche "
            "Auszüge mit Quelle und zuständiger Stelle. Sie formuliert nichts selbst. Findet sie "
            "nichts Verlässliches, sagt sie das und führt zu einem Menschen."
        ),
        "problem": (
            "Antworten stehen in vielen Dokumenten und sind schwer zu finden, besonders außerhalb "
            "der Öffnungszeiten. Dieselben Fragen werden am Telefon immer wieder gestellt."
        ),
        "benefit": (
            "Bürgerinnen und Bürger finden Auskunft rund um die Uhr und sehen, woher sie stammt. "
            "Beschäftigte finden Regelungen schneller und beantworten weniger einfache Anfragen."
        ),
        "target_group": TargetGroup.BOTH,
        "fields_koki": [KokiField.POLITICS],
        "fields_urban": [UrbanField.PROCESSES],
        "tags": ["Auskunft", "Suche", "Zitate"],
    }


def _operation() -> dict[str, Any]:
    return {
        "system_name": "Allmende, Anwendung „Auskunft“",
        "provider": "Allmende (freie Software, EUPL-1.2), betrieben in dieser Installation",
        "model_name": (
            "Suche nach Wörtern und Bedeutung; ein trainierter Leser wählt Sätze aus und erzeugt "
            "keinen Text; kein Sprachmodell für Antworten"
        ),
        "hosting": f"Server dieser Installation; {_embedding()}"[:300],
        "interfaces": "Öffentliche Seite der Organisation, interne Seite „Fragen“, API.",
    }


def _law() -> dict[str, Any]:
    return {
        "proportionality": (
            "Die Auskunft gibt nur wieder, was die Verwaltung selbst veröffentlicht oder intern "
            "geregelt hat. Sie entscheidet nichts und bewertet keine Menschen. Telefon, Schalter "
            "und Anfrageformular bleiben daneben offen."
        ),
        "human_oversight": (
            "Die Redaktion wählt die Quellen aus und hält sie aktuell. Prüffragen mit erwarteten "
            "Quellen zeigen, ob die Auskunft richtig antwortet. Jede Antwort führt zur Quelle und "
            "zu einem Menschen. Die Administration und die KI-Beauftragten können die Auskunft "
            "unter „Werkzeuge“ jederzeit ausschalten."
        ),
        "affected_groups": "Menschen, die fragen: Bürgerinnen und Bürger und Beschäftigte.",
        "objection": (
            "Über das Formular „Anfrage an die Verwaltung“ auf der öffentlichen Seite "
            "oder bei der zuständigen Stelle, die neben jeder Antwort steht."
        ),
        "risks": (
            "Ein Auszug kann an der Frage vorbeigehen oder eine veraltete Quelle zeigen. "
            "Gegenmittel: Gültigkeit der Dokumente, sichtbare Quelle und Datum, Verzicht auf eine "
            "Antwort bei schwachen Belegen, Prüffragen. Auf jeder Seite der Auskunft steht, dass "
            "man mit einer KI zu tun hat (Hinweis nach Art. 50 Abs. 1 KI-VO)."
        ),
    }


def _data() -> dict[str, Any]:
    return {
        "data_sources": (
            "Dokumente in den Sammlungen der Organisation und der übergeordneten Organisationen. "
            "Der Leser wurde mit OMoS-QA trainiert (deutsche Fragen zu kommunalen Seiten, "
            "CC BY 4.0), nicht mit Fragen aus diesem Betrieb."
        ),
        "personal_data": Tri.YES,
        "personal_data_kinds": (
            "Was Menschen in ihre Frage schreiben. Namen, Telefonnummern, E-Mail-Adressen, "
            "Kontonummern und Aktenzeichen werden vor dem Speichern soweit erkannt entfernt. "
            "Bei Anfragen an Menschen: Name, E-Mail-Adresse oder Telefonnummer."
        ),
        "recipients": f"Keine Übermittlung an Dritte; {_embedding()}.",
        "retention": (
            f"Fragen und Antworten {settings.CONVERSATION_DAYS} Tage, Anfragen an Menschen "
            f"{INQUIRY_DAYS} Tage nach der Antwort; danach werden sie von selbst gelöscht."
        ),
        "security_measures": (
            "Strenge Trennung interner und öffentlicher Quellen in jeder Suche, Rollen, "
            "Protokoll der Verwaltung, Begrenzung der Zahl von Fragen, keine fremden Skripte."
        ),
    }


def _embedding() -> str:
    """Where texts become vectors: the one thing that the operator may have moved outside."""
    if settings.EMBEDDING_URL:
        return (
            "für die Suche nach Bedeutung gehen die von persönlichen Angaben bereinigte Frage "
            f"und die Texte der Dokumente an {settings.EMBEDDING_URL}"
        )
    return "auch die Suche nach Bedeutung rechnet dort"
