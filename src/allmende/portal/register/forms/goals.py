"""The goals of a use case in one table-like form; an emptied line is removed."""

from typing import Any

from django import forms
from django.forms import BaseModelFormSet

from allmende.portal.core.forms import NumberField
from allmende.portal.register.models import Goal

MOST = 12
EMPTY_LINES = 2


class GoalForm(forms.ModelForm[Goal]):
    class Meta:
        model = Goal
        field_classes = dict.fromkeys(("baseline", "target", "measured"), NumberField)
        fields = ("text", "indicator", "unit", "baseline", "target", "measured", "measured_on")
        widgets = {
            "measured_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        rest = [
            name for name in data if name not in {"text", "id"} and data[name] not in (None, "")
        ]
        if rest and not data.get("text"):
            self.add_error("text", "Bitte nennen Sie das Ziel.")
        if data.get("measured") is not None and not data.get("measured_on"):
            self.add_error("measured_on", "Wann wurde gemessen?")
        return data


def values(formset: BaseModelFormSet[Goal, GoalForm]) -> list[dict[str, Any]]:
    """Filled lines in order, an existing one with its ``id``."""
    found = []
    for form in formset.forms:
        data = form.cleaned_data
        if not data.get("text"):
            continue
        named = {name: data[name] for name in GoalForm.Meta.fields}
        found.append({"id": form.instance.pk, **named})
    return found


GoalFormSet = forms.modelformset_factory(
    Goal, form=GoalForm, extra=EMPTY_LINES, max_num=MOST, validate_max=True
)
