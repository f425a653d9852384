from django.urls import URLPattern, path, register_converter

from allmende.portal.core.documents.responding import Format
from allmende.portal.exchange.views.legal import (
    asking,
    desk,
    detail,
    drafting,
    listing,
    public,
    reviewing,
    working,
)


class AnswerFormat:
    regex = "|".join(Format)

    def to_python(self, value: str) -> Format:
        return Format(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(AnswerFormat, "answer_format")
L = "austausch/rechtsfragen/"
Q = f"{L}<int:pk>/"
A = "antworten/"

urlpatterns: list[URLPattern] = [
    path(L, listing.listing, name="legal-questions"),
    path(f"{L}export.csv", listing.export, name="legal-export"),
    path(f"{L}werkbank/", desk.desk, name="legal-desk"),
    path(f"{L}neu/", asking.begin, name="legal-begin"),
    path(f"{L}neu/frage/", asking.new, name="legal-new"),
    path(Q, detail.detail, name="legal-question"),
    path(f"{Q}aendern/", asking.change, name="legal-change"),
    path(f"{Q}zurueckziehen/", asking.retract, name="legal-retract"),
    path(f"{Q}betrifft-uns/", asking.me_too, name="legal-me-too"),
    path(f"{Q}folgen/", asking.follow, name="legal-follow"),
    path(f"{Q}sichten/", working.sight, name="legal-sight"),
    path(f"{Q}zusammenfuehren/", working.merge, name="legal-merge"),
    path(f"{Q}trennen/", working.separate, name="legal-separate"),
    path(f"{Q}uebernehmen/", working.take_on, name="legal-take-on"),
    path(f"{Q}zuweisen/", working.assign, name="legal-assign"),
    path(f"{Q}entwurf/", drafting.edit, name="legal-draft"),
    path(f"{Q}vorlegen/", drafting.submit, name="legal-submit"),
    path(f"{Q}pruefung/", reviewing.review, name="legal-review"),
    path(f"{Q}ueberholt/", working.outdate, name="legal-outdate"),
    path(f"{Q}antwort-zurueckziehen/", working.withdraw, name="legal-withdraw"),
    path(f"{Q}fassung/<int:number>/", detail.version, name="legal-version"),
    path(f"{Q}fassung/<int:number>/vergleich/", detail.compare, name="legal-compare"),
    path(f"{Q}fassung/<int:number>/datei.<answer_format:form>", detail.file, name="legal-file"),
    path(A, public.listing, name="legal-answers"),
    path(f"{A}atom/", public.feed, name="legal-atom"),
    path(f"{A}<int:pk>/", public.answer, name="legal-answer"),
    path(f"{A}<int:pk>/fassung/<int:number>/", public.old, name="legal-answer-version"),
    path(f"{A}<int:pk>/datei.<answer_format:form>", public.file, name="legal-answer-file"),
]
