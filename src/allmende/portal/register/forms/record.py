"""Input for the record: an idea in two minutes, then section by section."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.organisations.models import Member, Office, Organisation
from allmende.portal.register.domain import record
from allmende.portal.register.enums import State
from allmende.portal.register.forms.people import PersonField
from allmende.portal.register.models import UseCase

LONGEST_TEXT = 10_000
MOST_TAGS = 12
LONGEST_TAG = 40
IDEA_FIELDS = ("title", "summary", "benefit", "office")
HELP = {
    "title": "Zum Beispiel: Auskunft am Telefon außerhalb der Öffnungszeiten",
    "summary": "Zwei bis vier Sätze, die auch Außenstehende verstehen. Höchstens 1.000 Zeichen.",
    "problem": "Was geht heute nicht gut? Für wen?",
    "benefit": "Was wird besser, und für wen?",
    "tags": "Mit Komma getrennt, zum Beispiel: Chatbot, Bürgerbüro",
    "office": "Welches Amt braucht die Anwendung?",
    "contact_email": "Ein Funktionspostfach. Die Adresse erscheint mit der Veröffentlichung.",
    "contact_name": "Besser ein Amt als eine Person. Erscheint mit der Veröffentlichung.",
    "service_reference": "Wenn eine Verwaltungsleistung gemeint ist, zum Beispiel 99115005012000",
    "hosting": "Zum Beispiel: eigenes Rechenzentrum; Deutschland; EU; Drittland",
    "model_name": "Zum Beispiel: Sprachmodell mit Suche in eigenen Dokumenten; Bilderkennung",
    "legal_basis": "Zum Beispiel: Art. 6 Abs. 1 Buchst. e DSGVO mit § 4 LDSG",
    "proportionality": "Warum ist der Einsatz geeignet, erforderlich und angemessen?",
    "human_oversight": "Wer prüft Ergebnisse, wer darf eingreifen oder abschalten?",
    "affected_groups": "Wer spürt die Ergebnisse? Auch Menschen, die nicht selbst damit arbeiten.",
    "objection": "Wohin wenden sich Menschen, die sich beschweren oder widersprechen wollen?",
    "data_sources": "Womit arbeitet das System, womit wurde es trainiert?",
    "retention": "Was wird wie lange gespeichert und wann gelöscht?",
    "special_categories": "Zum Beispiel Gesundheit, Religion, Herkunft. Leer lassen, wenn keine.",
}


class CommaList(forms.CharField):
    """Words separated by commas, as a list without doubles."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words = [" ".join(word.split()) for word in str(super().clean(value)).split(",")]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > MOST_TAGS:
            raise ValidationError(f"Bitte höchstens {MOST_TAGS} Schlagwörter.")
        long = next((word for word in found if len(word) > LONGEST_TAG), None)
        if long:
            raise ValidationError(
                f"„{long[:LONGEST_TAG]}…“ ist länger als {LONGEST_TAG} Zeichen. "
                "Trennen Sie Schlagwörter mit Komma."
            )
        return found


class RecordForm(forms.ModelForm[UseCase]):
    """Some fields of the record. The domain writes; this form only reads and checks."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = UseCase
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        for name, field in self.fields.items():
            field.help_text = HELP.get(name, field.help_text)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        if isinstance(office := self.fields.get("office"), forms.ModelChoiceField):
            office.queryset = organisations.offices_of(organisation)
            office.empty_label = "noch offen"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Das Ende liegt vor dem Beginn.")
        for name, value in data.items():
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                self.add_error(name, "Bitte kürzen Sie den Text auf höchstens 10.000 Zeichen.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def _checks(choices: list[tuple[str, Any]], label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices, label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def form_for(section: record.Section) -> type[RecordForm]:
    """The form of one section of the record."""
    special: dict[str, forms.Field] = {
        "fields_koki": _checks(KokiField.choices, record.label("fields_koki")),
        "fields_urban": _checks(UrbanField.choices, record.label("fields_urban")),
        "tags": CommaList(label=record.label("tags"), required=False),
    }
    dates = [name for name in section.fields if name.endswith("_on")]
    meta = type(
        "Meta",
        (),
        {
            "model": UseCase,
            "fields": section.fields,
            "widgets": {
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in dates
            },
        },
    )
    chosen = {name: field for name, field in special.items() if name in section.fields}
    return type("SectionForm", (RecordForm,), {**chosen, "Meta": meta})


class IdeaForm(RecordForm):
    class Meta:
        model = UseCase
        fields = IDEA_FIELDS


class OwnerForm(forms.Form):
    owner = PersonField(
        Member.objects.none(), label="Verantwortlich", required=False, empty_label="niemand"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, use_case: UseCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", use_case.revision)
        self.initial.setdefault("owner", use_case.owner_id)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.people_of(use_case.organisation)


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Kommentar",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Bitte schreiben Sie einen Kommentar."},
    )


class RegisterFilter(forms.Form):
    """Narrows the list; an unknown value is ignored."""

    is_filter = True
    STATES = [("active", "alle offenen"), ("", "alle"), *State.choices]
    FIELDS = [("", "alle"), ("#KoKI", KokiField.choices), ("URBAN.KI", UrbanField.choices)]

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    feld = forms.ChoiceField(label="Handlungsfeld", choices=FIELDS, required=False)
    amt = forms.ModelChoiceField(
        Office.objects.none(), label="Fachamt", required=False, empty_label="alle"
    )
    meine = forms.BooleanField(label="Nur meine", required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amt"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.offices_of(organisation)
