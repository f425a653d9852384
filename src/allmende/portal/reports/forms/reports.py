"""Input for reports."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.utils import timezone

from allmende.portal.reports.domain import topics, writing
from allmende.portal.reports.enums import ReportKind, ReportState
from allmende.portal.reports.models import Report

LONGEST_QUESTION = 1000
LONGEST_SENTENCE = 3000
TOPIC_CHOICES = [(topic.key, topic.title) for topic in topics.TOPICS]
FIRST_YEAR = 2020


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReportForm(forms.ModelForm[Report]):
    """What stands around the answers."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Report
        fields = ("title", "asked_by", "asked_on", "due_on", "introduction", "published_only")
        widgets = {
            "asked_on": _date(),
            "due_on": _date(),
            "introduction": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": "Zum Beispiel: Anfrage zum Einsatz von KI",
            "asked_by": "Zum Beispiel: Fraktion Grüne Liste",
            "introduction": "Steht vor den Antworten. Kann leer bleiben.",
            "published_only": "Die Antwort nennt dann nur Einträge, die veröffentlicht sind.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        asked, due = data.get("asked_on"), data.get("due_on")
        if asked and due and due < asked:
            self.add_error("due_on", "Die Frist liegt vor dem Datum der Anfrage.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CouncilForm(ReportForm):
    questions = forms.CharField(
        label="Fragen",
        help_text="Eine Frage in jeder Zeile. Passende Themen schlägt Allmende vor.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte tragen Sie mindestens eine Frage ein."},
    )
    field_order = ("title", "asked_by", "asked_on", "due_on", "questions")

    def clean_questions(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["questions"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > writing.MOST_SECTIONS:
            raise ValidationError(f"Bitte höchstens {writing.MOST_SECTIONS} Fragen.")
        if any(len(line) > LONGEST_QUESTION for line in found):
            raise ValidationError("Bitte kürzen Sie jede Frage auf höchstens 1.000 Zeichen.")
        return found


class YearForm(forms.Form):
    year = forms.IntegerField(label="Jahr", help_text="Der Bericht zeigt den Stand von heute.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", writing.default_year(timezone.localdate()))

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        latest = timezone.localdate().year
        if not FIRST_YEAR <= year <= latest:
            raise ValidationError(f"Bitte nennen Sie ein Jahr von {FIRST_YEAR} bis {latest}.")
        return year


class QuestionForm(forms.Form):
    """One question; an emptied one is removed. ``place`` gives the order."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(label="Platz", min_value=1, max_value=99, required=False)
    title = forms.CharField(
        label="Frage",
        max_length=LONGEST_QUESTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    topics = forms.MultipleChoiceField(
        label="Woraus wird geantwortet?",
        choices=TOPIC_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


QuestionFormSet = forms.formset_factory(
    QuestionForm, extra=1, max_num=writing.MOST_SECTIONS, validate_max=True
)


def questions(formset: "BaseFormSet[QuestionForm]", known: set[int]) -> list[dict[str, Any]]:
    """Filled lines in the order of their places; only ``known`` ids are believed."""
    found = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("title")]
    found.sort(key=lambda data: data.get("place") or 100)
    return [
        {
            "id": data["id"] if data.get("id") in known else None,
            "title": data["title"],
            "topics": data["topics"],
        }
        for data in found
    ]


class SentencesForm(forms.Form):
    """Every sentence of one section in a field of its own, and one to add."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, statements: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"satz-{number}": entry["key"] for number, entry in enumerate(statements)}
        for number, entry in enumerate(statements):
            self.fields[f"satz-{number}"] = forms.CharField(
                label=f"Satz {number + 1}",
                help_text=entry["hint"],
                required=False,
                initial=entry["text"],
                max_length=LONGEST_SENTENCE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["own"] = forms.CharField(
            label="Eigener Satz",
            help_text="Wird am Ende ergänzt und mit Ihrem Namen und dem Datum gekennzeichnet.",
            required=False,
            max_length=LONGEST_SENTENCE,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def texts(self) -> dict[str, str]:
        return {key: self.cleaned_data[name] for name, key in self.names.items()}


class TemplateForm(forms.Form):
    file = forms.FileField(
        label="Word-Vorlage (.docx)",
        help_text="Kopf- und Fußzeile und Formatvorlagen bleiben erhalten. Der Text steht dort, wo "
        "„{{ inhalt }}“ in einem eigenen Absatz steht, sonst am Ende.",
        error_messages={"required": "Bitte wählen Sie eine Datei."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".docx"):
            raise ValidationError("Das ist keine Word-Datei. Wählen Sie eine Datei auf .docx.")
        return file


class ReportFilter(forms.Form):
    is_filter = True
    suche = forms.CharField(label="Suche", required=False, max_length=100)
    art = forms.ChoiceField(
        label="Art", choices=[("", "alle"), *ReportKind.choices], required=False
    )
    stand = forms.ChoiceField(
        label="Stand", choices=[("", "alle"), *ReportState.choices], required=False
    )
