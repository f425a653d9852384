from django.urls import URLPattern, path

from allmende.portal.events.views.planning import listing

urlpatterns: list[URLPattern] = [
    path("veranstaltungen/", listing.listing, name="events"),
]
