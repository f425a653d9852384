from typing import ClassVar

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "allmende.portal.knowledge"
    label = "knowledge"
    verbose_name = "Wissen"
    audit_actions: ClassVar[dict[str, str]] = {
        "knowledge.collection_created": "Sammlung angelegt",
        "knowledge.collection_edited": "Sammlung geändert",
        "knowledge.collection_deleted": "Sammlung gelöscht",
        "knowledge.document_added": "Dokument aufgenommen",
        "knowledge.document_edited": "Dokument bearbeitet",
        "knowledge.document_replaced": "Dokument ersetzt",
        "knowledge.document_deleted": "Dokument gelöscht",
        "knowledge.document_restored": "Dokument wiederhergestellt",
        "knowledge.import_started": "Dokumente hochgeladen",
    }
