from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "allmende.portal.exchange"
    label = "exchange"
    verbose_name = "Austausch"
    audit_actions: ClassVar[dict[str, str]] = {
        # threads
        "exchange.thread_begun": "Thema begonnen",
        "exchange.thread_changed": "Thema geändert",
        "exchange.thread_deleted": "Thema gelöscht",
        "exchange.replied": "Beitrag geschrieben",
        "exchange.post_edited": "Beitrag geändert",
        "exchange.post_removed": "Beitrag entfernt",
        "exchange.post_restored": "Entfernten Beitrag wiederhergestellt",
        "exchange.file_removed": "Datei von einem Beitrag entfernt",
        "exchange.solved": "Thema als gelöst markiert",
        "exchange.unsolved": "Lösung eines Themas zurückgenommen",
        "exchange.closed": "Thema geschlossen",
        "exchange.reopened": "Thema wieder geöffnet",
        "exchange.pinned": "Thema oben angeheftet",
        "exchange.unpinned": "Thema oben gelöst",
        "exchange.me_too": "„Betrifft uns auch“ gesagt",
        "exchange.me_too_taken_back": "„Betrifft uns auch“ zurückgenommen",
        "exchange.linked": "Verknüpfung angelegt",
        "exchange.unlinked": "Verknüpfung entfernt",
        # legal
        "exchange.legal_asked": "Rechtsfrage gestellt",
        "exchange.legal_question_changed": "Rechtsfrage geändert",
        "exchange.legal_retracted": "Rechtsfrage zurückgezogen",
        "exchange.legal_me_too": "Rechtsfrage: „Betrifft uns auch“",
        "exchange.legal_not_me_too": "Rechtsfrage: „Betrifft uns auch“ zurückgenommen",
        "exchange.legal_sighted": "Rechtsfrage gesichtet",
        "exchange.legal_merged": "Rechtsfrage zusammengeführt",
        "exchange.legal_separated": "Rechtsfrage wieder getrennt",
        "exchange.legal_taken_on": "Rechtsfrage übernommen",
        "exchange.legal_assigned": "Rechtsfrage zugewiesen",
        "exchange.legal_drafted": "Antwort entworfen",
        "exchange.legal_submitted": "Antwort zur Prüfung vorgelegt",
        "exchange.legal_sent_back": "Antwort zur Überarbeitung zurückgegeben",
        "exchange.legal_published": "Antwort geprüft und veröffentlicht",
        "exchange.legal_outdated": "Antwort als überholungsbedürftig gekennzeichnet",
        "exchange.legal_withdrawn": "Antwort zurückgezogen",
        # guidelines
        "exchange.guideline_begun": "Leitlinie begonnen",
        "exchange.guideline_changed": "Leitlinie geändert",
        "exchange.guideline_writer_added": "Zum Mitschreiben eingeladen",
        "exchange.guideline_writer_removed": "Vom Mitschreiben entbunden",
        "exchange.guideline_published": "Fassung einer Leitlinie veröffentlicht",
        "exchange.guideline_withdrawn": "Leitlinie zurückgezogen",
        "exchange.guideline_adopted": "Leitlinie für die Organisation übernommen",
        "exchange.guideline_adoption_ended": "Übernahme einer Leitlinie beendet",
        "exchange.consultation_set": "Konsultation angesetzt",
        "exchange.consultation_moved": "Konsultation geändert",
        "exchange.consultation_called_off": "Konsultation abgesagt",
        "exchange.consultation_closed": "Konsultation vorzeitig beendet",
        "exchange.consultation_summarised": "Ergebnis einer Konsultation geschrieben",
        "exchange.paragraph_commented": "Absatz einer Leitlinie angemerkt",
        "exchange.paragraph_comment_removed": "Anmerkung entfernt",
        "exchange.paragraph_comment_answered": "Anmerkung beantwortet",
        # calls
        "exchange.call_begun": "Aufruf begonnen",
        "exchange.call_changed": "Aufruf geändert",
        "exchange.call_form_changed": "Fragen und Kriterien eines Aufrufs geändert",
        "exchange.call_opened": "Aufruf veröffentlicht",
        "exchange.call_closed": "Einsendeschluss eines Aufrufs erreicht",
        "exchange.call_cancelled": "Aufruf abgesagt",
        "exchange.call_decided": "Über einen Aufruf entschieden",
        "exchange.juror_added": "Zur Jury berufen",
        "exchange.juror_removed": "Aus der Jury genommen",
        "exchange.submission_begun": "Profil für einen Aufruf begonnen",
        "exchange.submission_changed": "Profil für einen Aufruf geändert",
        "exchange.submitted": "Profil für einen Aufruf eingereicht",
        "exchange.submission_withdrawn": "Profil für einen Aufruf zurückgezogen",
        "exchange.submission_made_use_case": "Profil als Anwendungsfall übernommen",
        "exchange.jury_scored": "Einreichung bewertet",
        "exchange.jury_finished": "Bewertung der Jury abgeschlossen",
        # responsibilities
        "exchange.matrix_begun": "Zuständigkeiten begonnen",
        "exchange.matrix_changed": "Zuständigkeiten geändert",
        "exchange.matrix_tasks_set": "Aufgaben der Zuständigkeiten geändert",
        "exchange.matrix_copied": "Zuständigkeiten kopiert",
        "exchange.matrix_deleted": "Zuständigkeiten gelöscht",
        # moderation
        "exchange.reported": "Inhalt gemeldet",
        "exchange.kept": "Gemeldeten Inhalt belassen",
        "exchange.hidden": "Inhalt ausgeblendet",
        "exchange.shown_again": "Inhalt wieder eingeblendet",
        "exchange.edited_by_moderation": "Inhalt durch die Moderation bearbeitet",
        "exchange.wiped": "Inhalt endgültig gelöscht",
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
