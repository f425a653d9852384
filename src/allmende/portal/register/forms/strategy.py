"""Targets of the AI strategy."""

from typing import Any

from django import forms

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import queries
from allmende.portal.register.enums import TargetState
from allmende.portal.register.models import StrategyTarget


class TargetForm(forms.ModelForm[StrategyTarget]):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = StrategyTarget
        fields = ("horizon", "title", "text", "due_on", "use_cases")
        widgets = {
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "text": forms.Textarea(attrs={"rows": 3}),
            "use_cases": forms.CheckboxSelectMultiple,
        }
        labels = {"use_cases": "Anwendungsfälle, die dazu beitragen"}
        help_texts = {
            "title": "Zum Beispiel: Bürgerinnen und Bürger erreichen uns auch am Abend",
            "text": "Woran sehen Sie, dass das Ziel erreicht ist?",
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        field = self.fields["use_cases"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = queries.own(member).order_by("title")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("horizon", "title", "text", "due_on")}


class TargetStateForm(forms.Form):
    state = forms.ChoiceField(label="Stand", choices=TargetState.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Begründung",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Bitte begründen Sie den Stand in einem Satz."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: StrategyTarget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", target.state)
        self.initial.setdefault("revision", target.revision)
