from django.urls import URLPattern, path

from allmende.portal.exchange.views.guidelines import (
    commenting,
    consulting,
    listing,
    public,
    versions,
    writing,
)

L = "austausch/leitlinien/"
G = f"{L}<int:pk>/"
C = f"{G}konsultation/<int:window>/"
V = f"{G}fassung/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(L, listing.listing, name="guidelines"),
    path(f"{L}export.csv", listing.export, name="guidelines-export"),
    path(f"{L}neu/", writing.new, name="guideline-new"),
    path(G, listing.detail, name="guideline"),
    path(f"{G}bearbeiten/", writing.edit, name="guideline-edit"),
    path(f"{G}folgen/", listing.follow, name="guideline-follow"),
    path(f"{G}mitschreibende/", writing.writers, name="guideline-writers"),
    path(
        f"{G}mitschreibende/<int:user>/entfernen/",
        writing.remove_writer,
        name="guideline-writer-remove",
    ),
    path(f"{G}konsultation/neu/", consulting.new, name="consultation-new"),
    path(C, consulting.detail, name="consultation"),
    path(f"{C}aendern/", consulting.move, name="consultation-move"),
    path(f"{C}beenden/", consulting.close, name="consultation-close"),
    path(f"{C}ergebnis/", consulting.summarise, name="consultation-summary"),
    path(f"{C}anmerkungen.csv", consulting.export, name="consultation-export"),
    path(f"{C}absatz/<int:number>/", commenting.write, name="paragraph-comment"),
    path(
        f"{C}anmerkung/<int:comment>/antworten/", commenting.answer, name="paragraph-comment-answer"
    ),
    path(
        f"{C}anmerkung/<int:comment>/entfernen/", commenting.remove, name="paragraph-comment-remove"
    ),
    path(f"{G}veroeffentlichen/", versions.publish, name="guideline-publish"),
    path(f"{G}zurueckziehen/", versions.withdraw, name="guideline-withdraw"),
    path(f"{G}uebernehmen/", versions.adopt, name="guideline-adopt"),
    path(f"{G}uebernahme-beenden/", versions.end_adoption, name="guideline-adoption-end"),
    path(V, versions.version, name="guideline-version"),
    path(f"{V}unterschied/", versions.compare, name="guideline-compare"),
    path(f"{V}datei.<slug:kind>", versions.document, name="guideline-file"),
    path("leitlinien/", public.listing, name="public-guidelines"),
    path("leitlinien/<int:pk>/", public.detail, name="public-guideline"),
    path("leitlinien/<int:pk>/datei.<slug:kind>", public.document, name="public-guideline-file"),
]
