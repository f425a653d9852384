"""Short ways to use cases in every state."""

from typing import Any

from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member
from allmende.portal.register.models import UseCase

WHOLE: dict[str, Any] = {
    "title": "Auskunft am Telefon",
    "summary": "Ein Assistent beantwortet einfache Fragen am Telefon, auch abends.",
    "problem": "Die Leitungen sind morgens überlastet.",
    "benefit": "Bürgerinnen und Bürger erreichen die Stadt auch am Abend.",
    "target_group": "citizens",
    "fields_koki": ["politics"],
    "fields_urban": ["processes"],
    "tags": ["Telefon", "Bürgerbüro"],
    "contact_name": "Hauptamt",
    "contact_email": "ki@wiesenbrueck.example",
    "system_name": "Telefonassistent",
    "provider": "Beispiel GmbH",
    "model_name": "Sprachmodell mit Suche in eigenen Dokumenten",
    "hosting": "Deutschland",
    "cost_once": 12_000,
    "cost_yearly": 4_800,
    "legal_basis": "Art. 6 Abs. 1 Buchst. e DSGVO",
    "proportionality": "Mildere Mittel reichen nicht aus.",
    "human_oversight": "Das Bürgerbüro prüft Gespräche stichprobenartig und kann abschalten.",
    "affected_groups": "Anrufende",
    "objection": "Beschwerden nimmt das Hauptamt entgegen.",
    "risks": "Falsche Auskünfte; Gegenmittel: nur geprüfte Quellen.",
    "data_sources": "Eigene Leistungsbeschreibungen",
    "personal_data": "ja",
    "personal_data_kinds": "Telefonnummer, Anliegen",
    "retention": "30 Tage",
    "security_measures": "Verschlüsselung, Rollen",
}


def use_case(by: Member, title: str = "", **fields: Any) -> UseCase:
    """A use case of ``by``'s organisation, written straight into the database."""
    organisation_id = by.organisation_id
    fields = {**WHOLE, **fields}
    if title:
        fields["title"] = title
    count = UseCase.objects.filter(organisation_id=organisation_id).count()
    return UseCase.objects.create(
        organisation_id=organisation_id,
        scope=key_for(Audience.ORGANISATION, organisation_id=organisation_id),
        number=count + 1,
        created_by=by,
        **fields,
    )
