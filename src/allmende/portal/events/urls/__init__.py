"""Addresses, one file for each part."""

from django.urls import URLPattern

from allmende.portal.events.urls import attending, live, planning

urlpatterns: list[URLPattern] = [
    *planning.urlpatterns,
    *attending.urlpatterns,
    *live.urlpatterns,
]
