from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "allmende.portal.reports"
    label = "reports"
    verbose_name = "Übersichten"
