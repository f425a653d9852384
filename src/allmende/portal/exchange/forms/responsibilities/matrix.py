"""Input for a matrix: its words, and its rows."""

from typing import Any

from django import forms

from allmende.portal.exchange.enums import Level, Part
from allmende.portal.exchange.forms.sharing import AudienceForm, DayField, TextField, TitleField


class MatrixForm(AudienceForm):
    title = TitleField(
        label="Titel",
        max_length=150,
        help_text="Zum Beispiel: KI in der Region, wer macht was?",
        error_messages={"required": "Geben Sie der Übersicht einen Titel."},
    )
    text = TextField(label="Worum es geht", rows=4, max_length=3000, required=False)
    agreed_on = DayField(
        label="Vereinbart am", required=False, help_text="Leer, solange es ein Entwurf ist"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "text", "audience", "group", "agreed_on")

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "text", "audience", "group", "agreed_on")
        return {name: self.cleaned_data.get(name) for name in names}


class TaskForm(forms.Form):
    title = TitleField(
        label="Aufgabe",
        max_length=150,
        error_messages={"required": "Nennen Sie die Aufgabe, oder entfernen Sie die Zeile."},
    )
    town = forms.ChoiceField(label=Level.TOWN.label, choices=Part.choices, required=False)
    county = forms.ChoiceField(label=Level.COUNTY.label, choices=Part.choices, required=False)
    central = forms.ChoiceField(label=Level.CENTRAL.label, choices=Part.choices, required=False)
    note = TitleField(label="Anmerkung", max_length=300, required=False)


class MatrixFilter(forms.Form):
    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    eigene = forms.BooleanField(label="Nur von unserer Organisation", required=False)
