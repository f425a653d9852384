"""Files of a session."""

from django import forms

from allmende.portal.core.files import FilesField


class MaterialsForm(forms.Form):
    chosen = FilesField(
        label="Unterlagen hinzufügen",
        help_text="Bis 25 MB je Datei. Wer die Veranstaltung sieht, sieht auch ihre Unterlagen.",
    )
