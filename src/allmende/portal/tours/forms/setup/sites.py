"""Sites, their filter, and the columns of a register."""

from typing import Any

from django import forms

from allmende.engines.tours.inventory.coordinates import SYSTEMS
from allmende.engines.tours.inventory.guessing import FIELDS
from allmende.engines.tours.network.objects import Kind
from allmende.portal.core.forms import NumberField
from allmende.portal.tours.domain.setup.green import WORDS
from allmende.portal.tours.domain.setup.queries import SiteFilter
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.forms.setup.base import PlacedForm
from allmende.portal.tours.models import Site

YES_NO = {"ja": True, "nein": False, "alle": None}
LABELS = {
    "number": ("Nummer", "Unverwechselbar. Beim nächsten Mal erkennt sie den Ort wieder."),
    "name": ("Name", ""),
    "kind": ("Art", "Wörter wie Spielplatz, Baum, Wiese werden erkannt."),
    "x": ("Rechtswert, Ostwert oder Länge", ""),
    "y": ("Hochwert, Nordwert oder Breite", ""),
    "square_metres": ("Fläche in m²", "Leer: aus der Zeichnung, wo es eine gibt."),
    "note": ("Hinweis für die Kolonne", ""),
}


class SiteForm(PlacedForm):
    square_metres = NumberField(label="Fläche in m²", required=False, help_text="Leer heißt 0.")

    class Meta:
        model = Site
        fields = ("name", "kind", "number", "lon", "lat", "square_metres", "note", "is_active")
        help_texts = {
            "number": "Aus Ihrem Register. Daran erkennt ein späteres Einlesen den Ort wieder.",
            "note": "Zum Beispiel „Schlüssel im Bauhof, Zufahrt von hinten“.",
            "is_active": "Ohne Haken bleibt der Ort erhalten, kommt aber in keinen Plan.",
        }

    def clean_square_metres(self) -> float:
        return float(self.cleaned_data["square_metres"] or 0)

    def whole(self) -> Site:
        site: Site = self.instance
        if {"lon", "lat"} & set(self.changed_data):
            site.access_moved = True
        return site


class SiteFilterForm(forms.Form):
    is_filter = True
    q = forms.CharField(label="Suchen nach", required=False, max_length=100)
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *SiteKind.choices])
    erreichbar = forms.ChoiceField(
        label="Erreichbar",
        required=False,
        choices=[("", "alle"), ("ja", "ja"), ("nein", "nein")],
    )
    gepflegt = forms.ChoiceField(
        label="Wird gepflegt",
        required=False,
        choices=[("", "ja"), ("nein", "nein"), ("alle", "alle")],
    )

    def wanted(self) -> SiteFilter:
        """What cannot be read does not filter."""
        self.is_valid()
        chosen = self.cleaned_data
        return SiteFilter(
            text=chosen.get("q", ""),
            kind=chosen.get("art", ""),
            reachable=YES_NO.get(chosen.get("erreichbar", "")),
            active=YES_NO.get(chosen.get("gepflegt", ""), True),
        )


class RegisterForm(forms.Form):
    file = forms.FileField(
        label="Datei",
        error_messages={
            "required": "Wählen Sie eine Datei.",
            "empty": "Die Datei hat keinen Inhalt.",
        },
    )


class ColumnsForm(forms.Form):
    """Which column means what; ``columns`` are those of the register."""

    is_filter = True  # nothing has to be chosen, and nobody needs to read that at each field
    kind_for_all = forms.ChoiceField(
        label="Art der übrigen Zeilen",
        required=False,
        choices=[("", "keine: Zeilen ohne Art bleiben weg"), *SiteKind.choices],
        help_text="Gilt, wo keine Spalte die Art nennt.",
    )
    epsg = forms.TypedChoiceField(
        label="Koordinatensystem",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "erkennen"), *SYSTEMS.items()],
        help_text="Ändern Sie es nur, wenn die Orte auf der Vorschau falsch liegen.",
    )

    def __init__(
        self, *args: Any, columns: tuple[str, ...], has_geometry: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "keine"), *((name, name) for name in columns)]
        wanted = [name for name in FIELDS if not (has_geometry and name in {"x", "y"})]
        for name in wanted:
            label, help_text = LABELS[name]
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=help_text, required=False, choices=choices
            )
        self.order_fields([*wanted, "kind_for_all", "epsg"])

    @property
    def assigned(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}


class FromMapForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label="Was soll übernommen werden?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Wählen Sie mindestens eine Art."},
    )

    def __init__(self, *args: Any, counts: dict[Kind, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.value, f"{WORDS[kind]} ({number})") for kind, number in counts.items() if number
        ]

    @property
    def chosen(self) -> list[Kind]:
        return [Kind(value) for value in self.cleaned_data["kinds"]]
