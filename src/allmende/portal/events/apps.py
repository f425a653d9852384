from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "allmende.portal.events"
    label = "events"
    verbose_name = "Veranstaltungen"
    audit_actions: ClassVar[dict[str, str]] = {
        # planning
        # attending
        # live
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
