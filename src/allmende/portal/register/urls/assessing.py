from django.urls import URLPattern, path

from allmende.portal.register.views.assessing import duties, outcome, questionnaire, waiting

P = "anwendungsfaelle/"
ONE = f"{P}<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{P}einstufung/geaendert/", waiting.waiting, name="assessments-waiting"),
    path(f"{P}einstufung/geaendert/export.csv", waiting.export, name="assessments-waiting-export"),
    path(f"{P}einstufung/geaendert/bestaetigen/", waiting.confirm, name="assessments-confirm"),
    path(f"{ONE}einstufung/", questionnaire.start, name="assessment-start"),
    path(f"{ONE}einstufung/schritt/<slug:gate>/", questionnaire.step, name="assessment-step"),
    path(f"{ONE}einstufung/ergebnis/", outcome.outcome, name="assessment"),
    path(f"{ONE}einstufung/festhalten/", outcome.conclude, name="assessment-conclude"),
    path(f"{ONE}einstufung/fassung/<int:number>/", outcome.version, name="assessment-version"),
    path(f"{ONE}pflichten/", duties.listing, name="duties"),
    path(f"{ONE}pflichten/export.csv", duties.export, name="duties-export"),
    path(f"{ONE}pflichten/<slug:rule>/", duties.one, name="duty"),
]
