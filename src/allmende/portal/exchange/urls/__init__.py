"""Addresses, one file for each part."""

from django.urls import URLPattern

from allmende.portal.exchange.urls import (
    calls,
    guidelines,
    legal,
    moderation,
    responsibilities,
    threads,
)

urlpatterns: list[URLPattern] = [
    *threads.urlpatterns,
    *legal.urlpatterns,
    *guidelines.urlpatterns,
    *calls.urlpatterns,
    *responsibilities.urlpatterns,
    *moderation.urlpatterns,
]
