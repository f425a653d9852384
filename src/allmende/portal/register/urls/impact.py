from django.urls import URLPattern, path, register_converter

from allmende.portal.core.documents.responding import Format
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.views.impact import deciding, overview, risks, sections


class KindConverter:
    regex = "|".join(ImpactKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class FormatConverter:
    regex = "|".join(Format)

    def to_python(self, value: str) -> Format:
        return Format(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(KindConverter, "impact")
register_converter(FormatConverter, "document_format")
P = "anwendungsfaelle/<uuid:pk>/<impact:kind>/"

urlpatterns: list[URLPattern] = [
    path(P, overview.detail, name="impact"),
    path(f"{P}beginnen/", overview.start, name="impact-start"),
    path(f"{P}abschnitt/<slug:section>/", sections.edit, name="impact-section"),
    path(
        f"{P}abschnitt/<slug:section>/abgleichen/",
        sections.settle_change,
        name="impact-settle-change",
    ),
    path(f"{P}prueffragen/", sections.checks, name="impact-checks"),
    path(f"{P}risiken/neu/", risks.new, name="impact-risk-new"),
    path(f"{P}risiken/<int:risk>/", risks.edit, name="impact-risk"),
    path(f"{P}risiken/<int:risk>/entfernen/", risks.remove, name="impact-risk-remove"),
    path(f"{P}vorlegen/", deciding.submit, name="impact-submit"),
    path(f"{P}stellungnahme/", deciding.opinion, name="impact-opinion"),
    path(f"{P}datei.<document_format:form>", deciding.export, name="impact-export"),
]
