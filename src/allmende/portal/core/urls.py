from django.urls import path

from allmende.portal.core.views import attachments, frame, mailbox, notifications, unsubscribing

urlpatterns = [
    path("auftraege/<uuid:pk>/", frame.job, name="job"),
    path("auftraege/<uuid:pk>/abbrechen/", frame.cancel_job, name="job-cancel"),
    path("entwurf/<path:key>", frame.draft, name="draft"),
    path("mitteilungen/", notifications.listing, name="notifications"),
    path("mitteilungen/<int:pk>/", notifications.open_one, name="notification"),
    path("mitteilungen/einstellungen/", notifications.settings, name="mail-settings"),
    path("mitteilungen/abo/<int:pk>/", notifications.follow, name="subscription"),
    path("abbestellen/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("anhang/<int:pk>/", attachments.download, name="attachment"),
    path("post/", mailbox.listing, name="mailbox"),
    path("post/<str:key>/", mailbox.one, name="mailbox-letter"),
    path("post/<str:key>/<int:number>/", mailbox.file, name="mailbox-file"),
]
