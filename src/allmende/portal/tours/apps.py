from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class ToursConfig(AppConfig):
    name = "allmende.portal.tours"
    label = "tours"
    verbose_name = "Touren"
    audit_actions: ClassVar[dict[str, str]] = {
        # setup
        "tours.setup_added": "Touren: Angabe angelegt",
        "tours.setup_changed": "Touren: Angabe geändert",
        "tours.setup_removed": "Touren: Angabe gelöscht",
        "tours.network_uploaded": "Touren: Straßen hochgeladen",
        "tours.network_read": "Touren: Straßen eingelesen",
        "tours.sites_imported": "Touren: Orte eingelesen",
        "tours.sites_import_undone": "Touren: Einlesen zurückgenommen",
        "tours.templates_taken": "Touren: Vorlagen übernommen",
        # planning
        "tours.planned": "Touren geplant",
        "tours.replanned": "Plan von Hand geändert",
        "tours.locked": "Einsatz festgelegt oder freigegeben",
        "tours.ordered": "Eilauftrag angelegt",
        "tours.order_withdrawn": "Eilauftrag zurückgezogen",
        "tours.street_closed": "Straße gesperrt",
        "tours.undone": "Änderung am Plan zurückgenommen",
        "tours.redone": "Änderung am Plan wiederhergestellt",
        "tours.published": "Plan veröffentlicht",
        "tours.frozen": "Tage des Plans festgehalten",
        "tours.draft_deleted": "Entwurf gelöscht",
        # work
        "tours.recorded": "Arbeit eingetragen",
        "tours.proof_corrected": "Arbeitsnachweis korrigiert",
        "tours.photo_removed": "Foto eines Nachweises entfernt",
        "tours.name_removed": "Name aus Nachweisen entfernt",
        "tours.link_renewed": "Geheime Adresse einer Kolonne erneuert",
        "tours.link_withdrawn": "Geheime Adresse einer Kolonne beendet",
        "tours.weather_entered": "Wetter eingetragen",
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
