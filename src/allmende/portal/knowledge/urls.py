from django.urls import URLPattern, path

from allmende.portal.knowledge.views import collections, documents, imports, sources

urlpatterns: list[URLPattern] = [
    path("wissen/", collections.collection_list, name="collections"),
    path("wissen/neu/", collections.create, name="collection-new"),
    path("wissen/<int:pk>/", collections.detail, name="collection"),
    path("wissen/<int:pk>/liste.csv", collections.as_csv, name="collection-csv"),
    path("wissen/<int:pk>/bedeutung/", collections.meaning, name="meaning"),
    path("wissen/<int:pk>/bedeutung/schalten/", collections.meaning_switch, name="meaning-switch"),
    path("wissen/<int:pk>/bearbeiten/", collections.edit, name="collection-edit"),
    path("wissen/<int:pk>/loeschen/", collections.delete, name="collection-delete"),
    path("wissen/<int:pk>/geloescht/", collections.removed, name="removed"),
    path("wissen/<int:pk>/hochladen/", imports.upload, name="upload"),
    path("wissen/aufnahme/<int:pk>/", imports.detail, name="import"),
    path("wissen/aufnahme/<int:pk>/erneut/", imports.retry, name="import-retry"),
    path("wissen/dokument/<int:pk>/bearbeiten/", documents.edit, name="document-edit"),
    path("wissen/dokument/<int:pk>/ersetzen/", documents.replace, name="document-replace"),
    path("wissen/dokument/<int:pk>/loeschen/", documents.delete, name="document-delete"),
    path("wissen/geloescht/<int:pk>/wiederherstellen/", documents.restore, name="restore"),
    path("wissen/quelle/<int:pk>/", sources.source, name="source"),
    path("wissen/quelle/<int:pk>/datei/", sources.source_file, name="source-file"),
    path("o/<slug:slug>/quelle/<int:pk>/", sources.public_source, name="public-source"),
    path(
        "o/<slug:slug>/quelle/<int:pk>/datei/",
        sources.public_source_file,
        name="public-source-file",
    ),
]
