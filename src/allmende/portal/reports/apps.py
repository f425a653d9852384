from typing import ClassVar

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "allmende.portal.reports"
    label = "reports"
    verbose_name = "Übersichten"
    audit_actions: ClassVar[dict[str, str]] = {
        "reports.begun": "Bericht angelegt",
        "reports.filled": "Bericht aus dem Register gefüllt",
        "reports.changed": "Angaben zum Bericht geändert",
        "reports.edited": "Sätze im Bericht bearbeitet",
        "reports.finished": "Bericht fertiggestellt",
        "reports.deleted": "Bericht gelöscht",
        "reports.template_saved": "Briefvorlage hochgeladen",
        "reports.template_removed": "Briefvorlage entfernt",
    }
