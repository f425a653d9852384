from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "allmende.portal.core"
    label = "core"
    verbose_name = "Grundlagen"
