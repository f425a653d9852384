from django.urls import URLPattern, path

from allmende.portal.register.views import evidence

P = "anwendungsfaelle/<uuid:pk>/nachweise/"

urlpatterns: list[URLPattern] = [
    path(P, evidence.listing, name="use-case-evidence"),
    path(f"{P}export.csv", evidence.export, name="use-case-evidence-export"),
    path(f"{P}neu/", evidence.new, name="use-case-evidence-new"),
    path(f"{P}<int:evidence_pk>/datei/", evidence.file, name="use-case-evidence-file"),
    path(
        f"{P}<int:evidence_pk>/zurueckziehen/", evidence.withdraw, name="use-case-evidence-withdraw"
    ),
]
