from django.urls import URLPattern, path

from allmende.portal.exchange.views.calls import (
    deciding,
    judging,
    listing,
    organising,
    submitting,
)

A = "austausch/aufrufe/"
C = f"{A}<int:pk>/"
S = f"{C}profil/<int:submission>/"
J = f"{C}jury/"

urlpatterns: list[URLPattern] = [
    path(A, listing.listing, name="calls"),
    path(f"{A}export.csv", listing.export, name="calls-export"),
    path(f"{A}neu/", organising.new, name="call-new"),
    path(C, listing.detail, name="call"),
    path(f"{C}bearbeiten/", organising.edit, name="call-edit"),
    path(f"{C}formular/", organising.fields, name="call-form"),
    path(f"{C}folgen/", listing.follow, name="call-follow"),
    path(f"{C}besetzung/", organising.jurors, name="call-jurors"),
    path(f"{C}besetzung/<int:juror>/entfernen/", organising.remove_juror, name="call-juror-remove"),
    path(f"{C}eroeffnen/", organising.open_call, name="call-open"),
    path(f"{C}absagen/", organising.cancel, name="call-cancel"),
    path(f"{C}einreichungen/", deciding.submissions, name="call-submissions"),
    path(f"{C}einreichungen.csv", deciding.export, name="call-submissions-export"),
    path(f"{C}entscheiden/", deciding.decide, name="call-decide"),
    path(f"{C}ergebnis.<slug:kind>", listing.document, name="call-file"),
    path(f"{C}profil/neu/", submitting.new, name="submission-new"),
    path(S, submitting.detail, name="submission"),
    path(f"{S}bearbeiten/", submitting.edit, name="submission-edit"),
    path(f"{S}einreichen/", submitting.submit, name="submission-submit"),
    path(f"{S}zurueckziehen/", submitting.withdraw, name="submission-withdraw"),
    path(f"{S}anwendungsfall/", submitting.take_over, name="submission-take-over"),
    path(f"{S}datei.<slug:kind>", submitting.document, name="submission-file"),
    path(J, judging.overview, name="jury"),
    path(f"{J}abschliessen/", judging.finish, name="jury-finish"),
    path(f"{J}datei.<slug:kind>", judging.document, name="jury-file"),
    path(f"{J}<int:number>/", judging.score, name="jury-score"),
]
