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
        "organisations.account_erased": "Konto gelöscht",
    }

    def ready(self) -> None:
        audience = import_module(f"{self.name}.domain.audience")
        things = import_module("allmende.portal.core.domain.things")
        things.register_readers(audience.keys_by_user)
        import_module(f"{self.name}.domain.kinds").register_all()
