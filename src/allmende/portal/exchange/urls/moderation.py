from django.urls import URLPattern, path

from allmende.portal.exchange.views.moderation import queue, reporting

M = "austausch/moderation/"

urlpatterns: list[URLPattern] = [
    path("austausch/melden/", reporting.report, name="report"),
    path("austausch/meldungen/", reporting.own, name="own-reports"),
    path(M, queue.queue, name="moderation"),
    path(f"{M}export.csv", queue.export, name="moderation-export"),
    path(f"{M}statistik/", queue.statistics, name="moderation-statistics"),
    path(f"{M}eingreifen/", queue.act, name="moderation-act"),
    path(f"{M}<int:pk>/", queue.decide, name="moderation-report"),
]
