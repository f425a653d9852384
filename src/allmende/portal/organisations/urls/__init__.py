"""Addresses: organisations from the inside, and how they meet others."""

from django.urls import URLPattern

from allmende.portal.organisations.urls import people, places

urlpatterns: list[URLPattern] = [*places.urlpatterns, *people.urlpatterns]
