from django.urls import URLPattern, path

from allmende.portal.register.views import (
    chain,
    inbox,
    incident_list,
    incidents,
    lifecycle,
    reviews,
    signoff_chain,
    signoffs,
)

P = "anwendungsfaelle/"
ONE = f"{P}<uuid:pk>/"
SIGNOFF = f"{ONE}freigaben/<int:signoff>/"
INCIDENT = f"{ONE}vorfaelle/<int:incident>/"
CHAIN = f"{P}einrichtung/freigaben/"

urlpatterns: list[URLPattern] = [
    path(f"{P}aufgaben/", inbox.listing, name="signoffs"),
    path(f"{P}aufgaben/export.csv", inbox.export, name="signoffs-export"),
    path(f"{P}vorfaelle/", incident_list.listing, name="incidents"),
    path(f"{P}vorfaelle/export.csv", incident_list.export, name="incidents-export"),
    path(CHAIN, chain.listing, name="chain"),
    path(f"{CHAIN}neu/", chain.add, name="chain-step-new"),
    path(f"{CHAIN}<int:step>/", chain.change, name="chain-step"),
    path(f"{CHAIN}<int:step>/verschieben/", chain.move, name="chain-step-move"),
    path(f"{CHAIN}<int:step>/schalten/", chain.switch, name="chain-step-switch"),
    path(f"{ONE}stand/", lifecycle.page, name="use-case-state"),
    path(f"{ONE}stand/<slug:to>/", lifecycle.step, name="use-case-step"),
    path(f"{ONE}ueberpruefung/", reviews.review, name="use-case-review"),
    path(f"{ONE}aenderung/", reviews.change, name="use-case-substantial-change"),
    path(f"{ONE}freigaben/", signoff_chain.whole, name="use-case-signoffs"),
    path(f"{ONE}freigaben/anfragen/", signoff_chain.ask, name="use-case-signoffs-ask"),
    path(SIGNOFF, signoffs.detail, name="signoff"),
    path(f"{SIGNOFF}uebertragen/", signoffs.delegate, name="signoff-delegate"),
    path(f"{SIGNOFF}zurueckziehen/", signoffs.withdraw, name="signoff-withdraw"),
    path(f"{SIGNOFF}erneut/", signoffs.resubmit, name="signoff-resubmit"),
    path(f"{SIGNOFF}kommentar/", signoffs.comment, name="signoff-comment"),
    path(f"{ONE}vorfall/", incidents.report, name="incident-report"),
    path(INCIDENT, incidents.detail, name="incident"),
    path(f"{INCIDENT}aussetzen/", incidents.suspend, name="incident-suspend"),
]
