"""Input for incidents."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allmende.portal.register.domain import incidents
from allmende.portal.register.enums import RUNNING_STATES, Severity
from allmende.portal.register.forms.lifecycle import LONGEST, RevisionForm
from allmende.portal.register.models import Incident, UseCase


class IncidentForm(forms.ModelForm[Incident]):
    suspend = forms.BooleanField(label="Betrieb aussetzen", required=False)

    class Meta:
        model = Incident
        fields = incidents.FIELDS
        widgets = {
            "occurred_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "affected": forms.Textarea(attrs={"rows": 3}),
            "measures": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title": "In einem Satz. Nennen Sie keine Namen von Betroffenen.",
            "severity": "Schwerwiegend: Menschen oder ihre Rechte sind verletzt oder ernsthaft "
            "gefährdet.",
        }

    def __init__(self, *args: Any, use_case: UseCase, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("occurred_on", timezone.localdate())
        severity = self.fields["severity"]
        assert isinstance(severity, forms.ChoiceField)  # noqa: S101 -- tells mypy
        severity.choices = [("", "bitte wählen"), *Severity.choices]
        if use_case.state not in RUNNING_STATES:
            del self.fields["suspend"]
        elif not decides:
            self.fields["suspend"].label = "Vorschlagen, den Betrieb auszusetzen"

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day > timezone.localdate():
            raise ValidationError(incidents.IN_FUTURE)
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("affected", "measures"):
            if len(data.get(name, "")) > LONGEST:
                self.add_error(name, "Bitte kürzen Sie den Text auf höchstens 5.000 Zeichen.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in incidents.FIELDS}


class ResolveForm(RevisionForm):
    resolution = forms.CharField(
        label="Wie wurde der Vorfall behoben?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie, wie der Vorfall behoben wurde."},
    )
    field_order = ("resolution", "revision")


class IncidentFilter(forms.Form):
    is_filter = True
    STATES = [("open", "offen"), ("resolved", "behoben"), ("", "alle")]

    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    schwere = forms.ChoiceField(
        label="Schwere", choices=[("", "alle"), *Severity.choices], required=False
    )
    suche = forms.CharField(label="Suche", required=False, max_length=100)
