from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "allmende.portal.organisations"
    label = "organisations"
    verbose_name = "Organisationen"
    # The audit trail's words for what this app does; see core.domain.audit.label.
    audit_actions: ClassVar[dict[str, str]] = {
        "organisations.created": "Organisation angelegt",
        "organisations.changed": "Einstellungen geändert",
        "organisations.closed": "Organisation stillgelegt",
        "organisations.reopened": "Organisation wieder geöffnet",
        "organisations.member_joined": "Mitglied beigetreten",
        "organisations.member_changed": "Rollen oder Stelle geändert",
        "organisations.member_removed": "Mitglied entfernt",
        "organisations.member_restored": "Mitglied wieder aufgenommen",
        "organisations.second_factor_reset": "Zweiten Anmeldeschritt zurückgesetzt",
        "organisations.member_left": "Mitglied ausgetreten",
        "organisations.invited": "Einladung verschickt",
        "organisations.invitation_resent": "Einladung erneut verschickt",
        "organisations.invitation_withdrawn": "Einladung zurückgezogen",
        "organisations.office_created": "Stelle angelegt",
        "organisations.office_changed": "Stelle geändert",
        "organisations.office_deleted": "Stelle gelöscht",
        "organisations.page_saved": "Öffentliche Seite gespeichert",
        "organisations.page_deleted": "Öffentliche Seite gelöscht",
        "organisations.group_created": "Arbeitsgruppe angelegt",
        "organisations.group_changed": "Arbeitsgruppe geändert",
        "organisations.group_guest_added": "Gast in Arbeitsgruppe aufgenommen",
        "organisations.group_guest_removed": "Gast aus Arbeitsgruppe entfernt",
        "organisations.group_deleted": "Arbeitsgruppe gelöscht",
        "organisations.operator_created": "Betriebskonto angelegt",
        "organisations.renamed": "Eigenen Namen geändert",
        "organisations.profile_saved": "Profil der Organisation gespeichert",
        "organisations.offering_created": "Angebot oder Gesuch angelegt",
        "organisations.offering_changed": "Angebot oder Gesuch geändert",
        "organisations.offering_deleted": "Angebot oder Gesuch gelöscht",
        "organisations.join_asked": "Beitritt angefragt",
        "organisations.join_withdrawn": "Anfrage zum Beitritt zurückgezogen",
        "organisations.join_accepted": "Anfrage zum Beitritt angenommen",
        "organisations.join_refused": "Anfrage zum Beitritt abgelehnt",
        "organisations.expert_removed": "Fachperson entfernt",
        "organisations.network_role_given": "Aufgabe für das Netzwerk gegeben",
        "organisations.network_role_taken": "Aufgabe für das Netzwerk genommen",
        "organisations.group_asked": "Aufnahme in Arbeitsgruppe angefragt",
        "organisations.group_unasked": "Anfrage an Arbeitsgruppe zurückgezogen",
        "organisations.group_joined": "Anfrage an Arbeitsgruppe angenommen",
        "organisations.group_refused": "Anfrage an Arbeitsgruppe abgelehnt",
        "organisations.group_left": "Arbeitsgruppe verlassen",
        "organisations.list_imported": "Organisationen aus einer Liste eingelesen",
        "organisations.list_undone": "Einlesen einer Liste zurückgenommen",
        "organisations.account_erased": "Konto gelöscht",
        "organisations.mail_retried": "E-Mail erneut versucht",
        "organisations.mails_retried": "Nicht zustellbare E-Mails erneut versucht",
    }

    def ready(self) -> None:
        audience = import_module(f"{self.name}.domain.audience")
        things = import_module("allmende.portal.core.domain.things")
        things.register_readers(audience.keys_by_user)
        import_module(f"{self.name}.domain.kinds").register_all()
        import_module(f"{self.name}.domain.personal_data").register_all()
