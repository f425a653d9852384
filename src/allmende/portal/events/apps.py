from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "allmende.portal.events"
    label = "events"
    verbose_name = "Veranstaltungen"
    audit_actions: ClassVar[dict[str, str]] = {
        # planning
        "events.planned": "Veranstaltung angelegt",
        "events.changed": "Veranstaltung geändert",
        "events.published": "Veranstaltung angekündigt",
        "events.cancelled": "Veranstaltung abgesagt",
        "events.finished": "Veranstaltung abgeschlossen",
        "events.deleted": "Entwurf einer Veranstaltung gelöscht",
        "events.agenda_changed": "Programm geändert",
        "events.stepped_down": "Aufgabe in einem Raum abgegeben",
        "events.talk_proposed": "Beitrag vorgeschlagen",
        "events.talk_withdrawn": "Vorgeschlagenen Beitrag zurückgezogen",
        "events.talk_decided": "Über einen Beitrag entschieden",
        "events.series_created": "Reihe angelegt",
        "events.series_changed": "Reihe geändert",
        "events.series_deleted": "Reihe gelöscht",
        "events.calendar_renewed": "Kalenderadresse erneuert",
        "events.calendar_stopped": "Kalenderadresse gelöscht",
        "events.meeting_ended": "Videokonferenz beendet",
        # attending
        "events.registered": "Angemeldet",
        "events.unregistered": "Sich abgemeldet",
        "events.was_registered": "Von der Leitung angemeldet",
        "events.was_unregistered": "Von der Leitung abgemeldet",
        "events.offer_accepted": "Angebotenen Platz angenommen",
        "events.registration_changed": "Anmeldung geändert",
        "events.guest_asked": "Gast hat sich angemeldet",
        "events.guest_confirmed": "Gast hat die Anmeldung bestätigt",
        "events.guest_erased": "Gast auf Wunsch gelöscht",
        "events.rooms_wished": "Räume gewünscht",
        "events.rooms_assigned": "Räume verteilt",
        "events.room_taken": "Raum gewechselt",
        "events.attendance_marked": "Teilnahme eingetragen",
        "events.checked_in": "Teilnahme mit Code bestätigt",
        "events.mail_sent": "Nachricht an Angemeldete geschickt",
        "events.reminders_chosen": "Erinnerungen gewählt",
        # live
        "events.minutes_begun": "Protokoll begonnen",
        "events.minutes_written": "Protokoll geschrieben",
        "events.results_published": "Ergebnisse veröffentlicht",
        "events.results_withdrawn": "Ergebnisse zurückgezogen",
        "events.poll_made": "Abstimmung vorbereitet",
        "events.poll_changed": "Abstimmung geändert",
        "events.poll_opened": "Abstimmung gestartet",
        "events.poll_closed": "Abstimmung beendet",
        "events.poll_removed": "Abstimmung gelöscht",
        "events.material_added": "Unterlage hinzugefügt",
        "events.material_removed": "Unterlage entfernt",
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
