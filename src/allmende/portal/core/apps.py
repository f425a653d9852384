from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "allmende.portal.core"
    label = "core"
    verbose_name = "Grundlagen"

    def ready(self) -> None:
        import_module(f"{self.name}.domain.mail_keeping").register_all()
