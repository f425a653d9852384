"""Input of evidence: what it shows, how strong it is, a file or a link."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import NumberField
from allmende.portal.register.domain import evidence, evidence_files
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject
from allmende.portal.register.models import Evidence, Goal, UseCase

AGAIN = "Wählen Sie auch die Datei noch einmal; der Browser behält sie nicht."
STATES = [
    ("", "alle"),
    ("valid", "gültig"),
    ("soon", "bald abgelaufen"),
    ("expired", "abgelaufen"),
    ("withdrawn", "zurückgezogen"),
]


def _choice(
    form: forms.ModelForm[Any], name: str, choices: Sequence[tuple[str, Any]]
) -> forms.ChoiceField:
    """Django's own empty choice is English."""
    old = form.fields[name]
    return forms.ChoiceField(
        label=old.label, help_text=old.help_text, choices=[("", "bitte wählen"), *choices]
    )


class EvidenceForm(forms.ModelForm[Evidence]):
    datei = forms.FileField(
        label="Datei",
        required=False,
        help_text="PDF, Word, OpenDocument, Excel, CSV, Text, Markdown, PNG oder JPEG.",
        widget=forms.FileInput(attrs={"accept": evidence_files.ACCEPT}),
        error_messages={"empty": "Die Datei ist leer. Wählen Sie eine andere Datei."},
    )
    measures_goal = forms.BooleanField(
        label="Messwert beim Ziel eintragen",
        required=False,
        help_text="Der Wert steht danach als „gemessen“ beim gewählten Ziel.",
    )

    class Meta:
        model = Evidence
        fields = evidence.FIELDS
        field_classes = {"value": NumberField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "issued_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "kind": "Von schwach nach stark. Der Reifegrad verlangt je Stufe eine Mindeststärke.",
            "link": "Wenn das Dokument an anderer Stelle liegt.",
            "goal": "Nur bei Messungen eines Ziels.",
            "unit": "Zum Beispiel Prozent, Minuten, Anrufe.",
            "issuer": "Wer steht dafür ein, zum Beispiel: Hauptamt, Prüfstelle, Anbieter.",
            "expires_on": "Leer lassen, wenn der Nachweis nicht abläuft.",
            "is_public": "Erscheint mit der nächsten Veröffentlichung des Eintrags.",
        }

    def __init__(
        self, *args: Any, use_case: UseCase, may_edit: bool, subject: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.use_case = use_case
        goal = self.fields["goal"]
        assert isinstance(goal, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        goal.queryset, goal.label = Goal.objects.filter(use_case=use_case), "Ziel"
        goal.empty_label = "keines"
        self.fields["kind"] = _choice(self, "kind", EvidenceKind.choices)
        self.fields["subject"] = _choice(self, "subject", EvidenceSubject.choices)
        self.fields["datei"].help_text += f" Höchstens {evidence_files.limit_mb()} MB."
        if not may_edit:
            del self.fields["measures_goal"]
        self.initial.setdefault("issued_on", timezone.localdate())
        self.initial.setdefault("issuer", use_case.organisation.name)
        if subject in EvidenceSubject.values:
            self.initial.setdefault("subject", subject)
        self.order_fields(
            ["subject", "kind", "title", "text", "datei", "link", "goal", "value", "unit"]
        )

    def clean_datei(self) -> Any:
        file = self.cleaned_data["datei"]
        if file:
            try:
                evidence_files.check(file, evidence_files.shorten(file.name))
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            built = evidence.build(self.use_case, self.values)
            if problem := evidence.problem_of(built, has_file=bool(data.get("datei"))):
                self.add_error(None, problem)
            elif data.get("measures_goal") and not (built.goal and built.value is not None):
                self.add_error("measures_goal", "Dafür braucht es ein Ziel und einen Messwert.")
        if self.errors and self.files:
            self.add_error("datei", AGAIN)
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in evidence.FIELDS}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Grund",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Warum beweist er nichts mehr? Der Grund steht danach in der Liste.",
        error_messages={"required": "Bitte begründen Sie, warum der Nachweis nicht mehr gilt."},
    )


class EvidenceFilter(forms.Form):
    """Narrows the list; an unknown value is ignored."""

    is_filter = True
    belegt = forms.ChoiceField(
        label="Belegt", choices=[("", "alles"), *EvidenceSubject.choices], required=False
    )
    art = forms.ChoiceField(
        label="Art", choices=[("", "alle"), *EvidenceKind.choices], required=False
    )
    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
