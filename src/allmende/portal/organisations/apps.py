from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "allmende.portal.organisations"
    label = "organisations"
    verbose_name = "Organisationen"
