from django.urls import URLPattern, path

from allmende.portal.exchange.views.threads import overview

urlpatterns: list[URLPattern] = [
    path("austausch/", overview.overview, name="exchange"),
]
