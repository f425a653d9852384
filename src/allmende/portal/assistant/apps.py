from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "allmende.portal.assistant"
    label = "assistant"
    verbose_name = "Auskunft"
