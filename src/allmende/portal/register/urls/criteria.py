from django.urls import URLPattern, path

from allmende.portal.register.views import criteria, portfolio

P = "anwendungsfaelle/"

urlpatterns: list[URLPattern] = [
    path(f"{P}portfolio/", portfolio.page, name="portfolio"),
    path(f"{P}portfolio/export.csv", portfolio.export, name="portfolio-export"),
    path(f"{P}einrichtung/kriterien/", criteria.edit, name="criteria"),
    path(f"{P}einrichtung/kriterien/neu/", criteria.add, name="criterion-new"),
    path(f"{P}<uuid:pk>/bewertung/", criteria.score, name="use-case-score"),
]
