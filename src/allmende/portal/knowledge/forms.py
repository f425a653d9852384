"""What people enter about collections and documents."""

from typing import Any

from django import forms

from allmende.portal.knowledge.domain import queries
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.models import Collection, Document
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Group, Member, Office

AUDIENCE_HELP = (
    "Öffentliche Dokumente beantworten auch Fragen aus der Bürgerschaft. "
    "Eine Änderung gilt sofort für alle Dokumente der Sammlung."
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CollectionForm(forms.Form):
    title = forms.CharField(label="Titel", max_length=150)
    description = forms.CharField(
        label="Beschreibung",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was hier steht und wofür es gebraucht wird.",
    )
    audience = forms.ChoiceField(
        label="Sichtbar für",
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=AUDIENCE_HELP,
    )
    group = forms.ModelChoiceField(
        label="Arbeitsgruppe",
        queryset=Group.objects.none(),
        required=False,
        empty_label="keine",
        help_text="Nur nötig, wenn oben „nur eine Arbeitsgruppe“ gewählt ist.",
    )
    office = forms.ModelChoiceField(
        label="Zuständige Stelle",
        queryset=Office.objects.none(),
        required=False,
        empty_label="keine",
        help_text="Sie wird bei jeder Antwort genannt, wenn ein Dokument keine eigene nennt.",
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _scope_choices(self, member)

    @classmethod
    def of(cls, collection: Collection, member: Member) -> "CollectionForm":
        names = ("title", "description", "audience", "group", "office")
        return cls(member=member, initial={name: getattr(collection, name) for name in names})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("audience") == Audience.GROUP and not data.get("group"):
            self.add_error("group", "Wählen Sie die Arbeitsgruppe, die die Dokumente sehen darf.")
        return data


class DocumentForm(forms.Form):
    title = forms.CharField(label="Titel", max_length=300)
    office = forms.ModelChoiceField(
        label="Zuständige Stelle",
        queryset=Office.objects.none(),
        required=False,
        empty_label="wie in der Sammlung",
    )
    dated = forms.DateField(
        label="Stand",
        required=False,
        widget=DayInput,
        help_text="Wann der Inhalt zuletzt geändert wurde.",
    )
    valid_from = forms.DateField(
        label="Gültig ab",
        required=False,
        widget=DayInput,
        help_text="Vorher wird es nicht gefunden.",
    )
    valid_until = forms.DateField(
        label="Gültig bis",
        required=False,
        widget=DayInput,
        help_text="Nach diesem Tag wird es nicht mehr gefunden.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _scope_choices(self, member)

    @classmethod
    def of(cls, document: Document, member: Member) -> "DocumentForm":
        return cls(member=member, initial={**_initial(document), "revision": document.revision})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", "Dieser Tag liegt vor „Gültig ab“.")
        return data

    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in _NAMES})


_NAMES = ("title", "office", "dated", "valid_from", "valid_until")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen]


class UploadForm(forms.Form):
    chosen = FilesField(
        label="Dateien",
        allow_empty_file=True,  # an empty one gets its own sentence in the list
        error_messages={"required": "Wählen Sie mindestens eine Datei."},
    )


class ReplaceForm(forms.Form):
    file = forms.FileField(label="Neue Datei", allow_empty_file=True)


class FilterForm(forms.Form):
    is_filter = True
    q = forms.CharField(label="Titel oder Datei", required=False)
    zustand = forms.ChoiceField(
        label="Zustand", required=False, choices=[("", "alle"), *queries.Condition.choices]
    )
    stelle = forms.ModelChoiceField(
        label="Zuständige Stelle",
        queryset=Office.objects.none(),
        required=False,
        empty_label="alle",
    )

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.filter(organisation=collection.organisation_id)
        self.fields["stelle"].queryset = offices  # type: ignore[attr-defined]


def _scope_choices(form: forms.Form, member: Member) -> None:
    """Only what belongs to the member's own organisation can be chosen."""
    own = member.organisation_id
    form.fields["office"].queryset = Office.objects.filter(organisation=own)  # type: ignore[attr-defined]
    if "group" in form.fields:
        form.fields["group"].queryset = Group.objects.filter(organisation=own)  # type: ignore[attr-defined]


def _initial(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in _NAMES}
