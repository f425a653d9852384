from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "allmende.portal.register"
    label = "register"
    verbose_name = "KI-Register"
    audit_actions: ClassVar[dict[str, str]] = {
        "register.proposed": "Anwendungsfall vorgeschlagen",
        "register.changed": "Anwendungsfall geändert",
        "register.goals_changed": "Ziele geändert",
        "register.owner_changed": "Verantwortliche Person geändert",
        "register.commented": "Kommentar geschrieben",
        "register.comment_removed": "Kommentar entfernt",
        "register.advanced": "Stand geändert",
        "register.changed_substantially": "Wesentliche Änderung begonnen",
        "register.reviewed": "Überprüft und unverändert",
        "register.suspended": "Betrieb ausgesetzt",
        "register.resumed": "Betrieb wieder aufgenommen",
        "register.signoff_requested": "Freigabe angefragt",
        "register.signoff_decided": "Über Freigabe entschieden",
        "register.signoff_refused": "Entscheidung ohne die nötige Rolle abgewiesen",
        "register.signoff_delegated": "Freigabe übertragen",
        "register.signoff_withdrawn": "Freigabe zurückgezogen",
        "register.incident_reported": "Vorfall gemeldet",
        "register.incident_resolved": "Vorfall behoben",
        "register.chain_step_added": "Schritt der Freigabekette ergänzt",
        "register.chain_step_changed": "Schritt der Freigabekette geändert",
        "register.chain_step_moved": "Freigabekette umgeordnet",
        "register.chain_step_switched_on": "Schritt der Freigabekette eingeschaltet",
        "register.chain_step_switched_off": "Schritt der Freigabekette abgeschaltet",
        "register.answered": "Fragen zur Einstufung beantwortet",
        "register.assessed": "Einstufung festgehalten",
        "register.rechecked": "Einstufung nach neuen Regeln wiederholt",
        "register.assessment_confirmed": "Geänderte Einstufung bestätigt",
        "register.duty_set": "Pflicht bearbeitet",
        "register.criteria_changed": "Auswahlkriterien geändert",
        "register.criterion_added": "Auswahlkriterium ergänzt",
        "register.scored": "Nach Kriterien bewertet",
        "register.evidence_recorded": "Nachweis hinterlegt",
        "register.evidence_withdrawn": "Nachweis zurückgezogen",
        "register.goal_measured": "Messwert eines Ziels übernommen",
        "register.block_switched_on": "Anwendung eingeschaltet",
        "register.block_switched_off": "Anwendung ausgeschaltet",
        "register.published": "Veröffentlicht",
        "register.withdrawn": "Veröffentlichung zurückgezogen",
        "register.taken_over": "Zur Nachnutzung übernommen",
        "register.changes_pulled": "Neuerungen der Vorlage übernommen",
        "register.followed": "Folgen begonnen",
        "register.unfollowed": "Folgen beendet",
        "register.question_asked": "Frage zu einem Eintrag gestellt",
        "register.feedback_received": "Rückmeldung zu einem Eintrag eingegangen",
        "register.message_answered": "Nachricht zu einem Eintrag beantwortet",
        "register.message_closed": "Nachricht zu einem Eintrag geschlossen",
        "register.import_read": "Datei zum Einlesen geprüft",
        "register.import_discarded": "Eingelesene Datei verworfen",
        "register.imported": "Einträge aus einer Datei übernommen",
        "register.import_undone": "Import zurückgenommen",
        "register.import_removed": "Anwendungsfall mit seinem Import zurückgenommen",
        "register.package_written": "Signiertes Paket ausgegeben",
        "register.package_refused": "Verändertes Paket abgewiesen",
        "register.key_trusted": "Schlüssel einer Installation aufgenommen",
        "register.key_distrusted": "Schlüssel einer Installation entfernt",
        "register.impact_started": "Folgenabschätzung begonnen",
        "register.impact_changed": "Folgenabschätzung geändert",
        "register.impact_submitted": "Folgenabschätzung zur Stellungnahme vorgelegt",
        "register.impact_opinion": "Stellungnahme zum Datenschutz abgegeben",
        "register.target_added": "Ziel der Strategie hinzugefügt",
        "register.target_changed": "Ziel der Strategie geändert",
        "register.target_reported": "Stand eines Ziels gemeldet",
        "register.target_removed": "Ziel der Strategie gelöscht",
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
