"""Addresses, one file for each part."""

from django.urls import URLPattern

from allmende.portal.tours.urls import planning, setup, work

urlpatterns: list[URLPattern] = [
    *setup.urlpatterns,
    *planning.urlpatterns,
    *work.urlpatterns,
]
