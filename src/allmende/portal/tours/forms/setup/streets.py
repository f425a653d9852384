"""The extract of the streets, and what is closed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from allmende.portal.tours.forms.setup import base
from allmende.portal.tours.forms.setup.base import OwnedForm
from allmende.portal.tours.models import Closure

MOST_POINTS = 200
PAIR = re.compile(r"(-?\d+[.,]?\d*)\s*[;, ]\s*(-?\d+[.,]?\d*)")
NO_LINE = (
    "Schreiben Sie in jede Zeile einen Punkt: Länge, Leerzeichen, Breite, zum Beispiel "
    "8.870 48.594."
)


class ExtractForm(forms.Form):
    file = forms.FileField(
        label="Kartenausschnitt (.osm.pbf oder .osm)",
        error_messages={
            "required": "Wählen Sie eine Datei.",
            "empty": "Die Datei hat keinen Inhalt.",
        },
    )


class LineField(forms.CharField):
    """Points, one a line, as [[lon, lat], …]."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{lon:.6f} {lat:.6f}" for lon, lat in value)
        return value

    def clean(self, value: Any) -> list[list[float]]:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_POINTS:
            raise ValidationError(f"Höchstens {MOST_POINTS} Punkte.")
        return [self._point(line) for line in lines]

    @staticmethod
    def _point(line: str) -> list[float]:
        if not (found := PAIR.fullmatch(line)):
            raise ValidationError(NO_LINE)
        lon, lat = (float(part.replace(",", ".")) for part in found.groups())
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValidationError(NO_LINE)
        return [lon, lat]


class ClosureForm(OwnedForm):
    line = LineField(
        label="oder eine Linie",
        required=False,
        help_text=f"{NO_LINE} Gesperrt ist, woran die Linie entlangläuft.",
    )
    starts_on = base.day("Erster Tag")
    ends_on = base.day("Letzter Tag", required=False, help_text="Leer, solange er nicht feststeht.")

    class Meta:
        model = Closure
        fields = ("title", "street", "line", "starts_on", "ends_on")
        help_texts = {
            "title": "Zum Beispiel „Baustelle Marktstraße“.",
            "street": "Der Name, wie er in der Karte steht. Die Straße ist dann ganz gesperrt.",
        }
