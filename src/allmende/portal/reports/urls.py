from django.urls import URLPattern, path

from allmende.portal.reports.views import editing, finding, reports, start

P = "berichte/"
ONE = f"{P}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("start/", start.start, name="start"),
    path("suche/", finding.search, name="search"),
    path("konto/daten/", start.account_data, name="account-data"),
    path(P, reports.listing, name="reports"),
    path(f"{P}ratsanfrage/", reports.new_council, name="report-council"),
    path(f"{P}jahresbericht/", reports.new_yearly, name="report-yearly"),
    path(f"{P}vorlage/", editing.template, name="report-template"),
    path(ONE, reports.detail, name="report"),
    path(f"{ONE}angaben/", editing.facts, name="report-facts"),
    path(f"{ONE}fragen/", editing.sections, name="report-sections"),
    path(f"{ONE}abschnitt/<int:section>/", editing.sentences, name="report-sentences"),
    path(f"{ONE}abschnitt/<int:section>/zurueck/", editing.restore, name="report-restore"),
    path(f"{ONE}fuellen/", reports.fill, name="report-fill"),
    path(f"{ONE}fertig/", reports.finish, name="report-finish"),
    path(f"{ONE}kopie/", reports.copy, name="report-copy"),
    path(f"{ONE}loeschen/", reports.delete, name="report-delete"),
    path(f"{ONE}bericht.<slug:kind>", reports.download, name="report-file"),
]
