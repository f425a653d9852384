"""Choosing what goes out, and bringing files in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain.exchange.exporting import KINDS
from allmende.portal.register.forms.record import RegisterFilter

LONGEST_PASTE = 1_000_000
LARGEST_FILE = 100_000_000  # bytes of a package; tables are limited further when they are read


class ExportForm(RegisterFilter):
    """Like the filter of the list, with a format and, where wanted, single numbers."""

    format = forms.ChoiceField(
        label="Format", choices=[(key, kind.title) for key, kind in KINDS.items()]
    )
    nummern = forms.CharField(
        label="Nur diese Nummern",
        required=False,
        max_length=2000,
        help_text="Zum Beispiel: KI-003, KI-007. Leer lassen für alle.",
    )

    field_order = ("format", "stand", "feld", "amt", "meine", "suche", "nummern")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        stand = self.fields["stand"]
        assert isinstance(stand, forms.ChoiceField)  # noqa: S101 -- tells mypy
        stand.choices = [("", "alle"), *[c for c in self.STATES if c[0]]]

    def clean_nummern(self) -> list[int]:
        words = re.split(r"[\s,;]+", self.cleaned_data["nummern"].upper())
        digits = [word.removeprefix("KI-") for word in words if word]
        wrong = next((w for w in digits if not w.isdecimal() or len(w) > 8), None)
        if wrong is not None:
            raise ValidationError(f"„{wrong[:30]}“ ist keine Nummer wie KI-003.")
        return [int(word) for word in digits]


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Datei",
        required=False,
        help_text="CSV, XLSX, JSON oder ein signiertes Paket (ZIP)",
    )
    text = forms.CharField(
        label="Oder den Inhalt einfügen",
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="CSV oder JSON",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise ValidationError("Die Datei ist größer als 100 MB. Teilen Sie sie auf.")
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        pasted = bool((data.get("text") or "").strip())
        if not self.errors and bool(data.get("file")) == pasted:
            raise ValidationError(
                "Wählen Sie eine Datei oder fügen Sie den Inhalt ein."
                if not pasted
                else "Wählen Sie entweder eine Datei oder fügen Sie den Inhalt ein, nicht beides."
            )
        return data

    @property
    def content(self) -> tuple[bytes, str]:
        """The bytes and their name."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(errors="replace"), "Eingefügter Text"


class KeyForm(forms.Form):
    name = forms.CharField(
        label="Name der Installation",
        max_length=150,
        help_text="Zum Beispiel: Kreis Musterland",
    )
    key = forms.CharField(
        label="Öffentlicher Schlüssel",
        max_length=60,
        help_text="44 Zeichen, von der Seite „Schlüssel“ der anderen Installation",
    )
