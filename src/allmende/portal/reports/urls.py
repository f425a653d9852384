from django.urls import URLPattern, path

from allmende.portal.reports import views

urlpatterns: list[URLPattern] = [
    path("start/", views.start, name="start"),
    path("konto/daten/", views.account_data, name="account-data"),
]
