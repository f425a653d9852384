"""Files of a session."""

from django import forms

from allmende.portal.core.files import FilesField


class MaterialsForm(forms.Form):
    chosen = FilesField(
        label="Unterlagen hinzufügen",
        help_text="PDF, Office-Dateien, Bilder bis 25 MB. Wer die Veranstaltung sieht, sieht auch sie.",
    )
