from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "allmende.portal.knowledge"
    label = "knowledge"
    verbose_name = "Wissen"
