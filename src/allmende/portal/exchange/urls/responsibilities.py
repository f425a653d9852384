from django.urls import URLPattern, path

from allmende.portal.exchange.views.responsibilities import pages

Z = "austausch/zustaendigkeiten/"
M = f"{Z}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(Z, pages.listing, name="matrices"),
    path(f"{Z}export.csv", pages.export, name="matrices-export"),
    path(f"{Z}neu/", pages.new, name="matrix-new"),
    path(M, pages.detail, name="matrix"),
    path(f"{M}bearbeiten/", pages.edit, name="matrix-edit"),
    path(f"{M}aufgaben/", pages.tasks, name="matrix-tasks"),
    path(f"{M}kopieren/", pages.copy, name="matrix-copy"),
    path(f"{M}loeschen/", pages.delete, name="matrix-delete"),
    path(f"{M}datei.<slug:kind>", pages.document, name="matrix-file"),
]
