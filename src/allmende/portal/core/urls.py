from django.urls import path

from allmende.portal.core import views

urlpatterns = [
    path("auftraege/<uuid:pk>/", views.job, name="job"),
    path("auftraege/<uuid:pk>/abbrechen/", views.cancel_job, name="job-cancel"),
    path("entwurf/<path:key>", views.draft, name="draft"),
    path("mitteilungen/", views.notification_list, name="notifications"),
]
