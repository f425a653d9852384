from typing import ClassVar

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "allmende.portal.assistant"
    label = "assistant"
    verbose_name = "Auskunft"
    audit_actions: ClassVar[dict[str, str]] = {
        "assistant.inquiry_received": "Anfrage eingegangen",
        "assistant.inquiry_assigned": "Anfrage zugewiesen",
        "assistant.inquiry_forwarded": "Anfrage an andere Stelle weitergegeben",
        "assistant.inquiry_answered": "Anfrage beantwortet",
        "assistant.inquiry_closed": "Anfrage ohne Antwort geschlossen",
        "assistant.test_question_saved": "Prüffrage gespeichert",
        "assistant.test_question_deleted": "Prüffrage gelöscht",
        "assistant.test_questions_imported": "Prüffragen eingelesen",
        "assistant.test_started": "Prüfung der Auskunft gestartet",
        "assistant.test_finished": "Prüfung der Auskunft beendet",
        "assistant.forgotten": "Abgelaufene Fragen und Anfragen gelöscht",
    }
