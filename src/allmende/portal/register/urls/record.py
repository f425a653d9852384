from django.urls import URLPattern, path

from allmende.portal.register.views import comments, goals, history, listing, record

P = "anwendungsfaelle/"

urlpatterns: list[URLPattern] = [
    path(P, listing.listing, name="use-cases"),
    path(f"{P}export.csv", listing.export, name="use-cases-export"),
    path(f"{P}neu/", record.propose, name="use-case-propose"),
    path(f"{P}<uuid:pk>/", record.detail, name="use-case"),
    path(f"{P}<uuid:pk>/bearbeiten/<slug:section>/", record.edit, name="use-case-edit"),
    path(f"{P}<uuid:pk>/ziele/", goals.edit, name="use-case-goals"),
    path(f"{P}<uuid:pk>/verantwortlich/", record.owner, name="use-case-owner"),
    path(f"{P}<uuid:pk>/verlauf/", history.page, name="use-case-history"),
    path(f"{P}<uuid:pk>/kommentar/", comments.write, name="use-case-comment"),
    path(
        f"{P}<uuid:pk>/kommentar/<int:comment>/entfernen/",
        comments.remove,
        name="use-case-comment-remove",
    ),
]
