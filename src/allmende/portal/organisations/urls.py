from django.urls import URLPattern, path

from allmende.portal.organisations.views import account, administration, public

urlpatterns: list[URLPattern] = [
    path("", public.places, name="places"),
    path("hilfe/", public.handbook, name="help"),
    path("o/<slug:slug>/seite/<slug:kind>/", public.public_page, name="public-page"),
    path("konto/uebersicht/", account.overview, name="account"),
    path("konto/ohne-organisation/", account.no_organisation, name="no-organisation"),
    path("verwaltung/", administration.overview, name="administration"),
]
