from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class ToursConfig(AppConfig):
    name = "allmende.portal.tours"
    label = "tours"
    verbose_name = "Touren"
    audit_actions: ClassVar[dict[str, str]] = {
        # setup
        # planning
        # work
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
