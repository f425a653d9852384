from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "allmende.portal.exchange"
    label = "exchange"
    verbose_name = "Austausch"
    audit_actions: ClassVar[dict[str, str]] = {
        # threads
        # legal
        # guidelines
        # calls
        # responsibilities
        # moderation
    }

    def ready(self) -> None:
        import_module(f"{self.name}.domain.kinds").register_all()
