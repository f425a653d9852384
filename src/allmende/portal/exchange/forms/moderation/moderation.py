"""Reporting something, and deciding about it."""

from typing import Any

from django import forms

from allmende.portal.core.forms import LeanSelect
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.domain.threads.posts import LONGEST
from allmende.portal.exchange.enums import ReportState

REASON = {"required": "Nennen Sie einen Grund. Wer geschrieben hat, bekommt ihn zu lesen."}
DECISIONS = [
    (ReportState.KEPT.value, "Belassen: Der Text bleibt, wie er ist"),
    (ReportState.HIDDEN.value, "Ausblenden: Niemand liest ihn mehr, das lässt sich zurücknehmen"),
    (ReportState.EDITED.value, "Bearbeiten: Einzelne Stellen ändern"),
    (ReportState.WIPED.value, "Endgültig löschen: Text und Anhänge sind für immer weg"),
]
STATES = [("open", "offen"), ("decided", "entschieden"), ("", "alle")]


class ReportForm(forms.Form):
    reason = forms.CharField(
        label="Was ist daran nicht in Ordnung?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zum Beispiel: nennt eine Bürgerin beim Namen; beleidigt; ist Werbung. "
        "Ihr Name bleibt bei der Moderation.",
        error_messages={"required": "Sagen Sie in einem Satz, was daran nicht in Ordnung ist."},
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Was soll geschehen?", choices=DECISIONS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Begründung",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Beim Ausblenden, Bearbeiten und Löschen bekommt sie, wer geschrieben hat.",
        error_messages=REASON,
    )
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ändern Sie ihn nur, wenn Sie oben „Bearbeiten“ wählen.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, acts: bool = False, **kwargs: Any) -> None:
        """``acts``: there is no report, so there is nothing to keep."""
        super().__init__(*args, **kwargs)
        left_out = {ReportState.KEPT.value} if acts else set()
        if targets.target(kind).edit is None:
            left_out.add(ReportState.EDITED.value)
            del self.fields["text"]
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [choice for choice in DECISIONS if choice[0] not in left_out]


class ShowAgainForm(forms.Form):
    reason = forms.CharField(label="Begründung", max_length=500, error_messages=REASON)


class QueueFilter(forms.Form):
    is_filter = True

    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False, widget=LeanSelect)
    art = forms.ChoiceField(label="Art", required=False, widget=LeanSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["art"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- tells mypy
        kinds.choices = [("", "alle"), *targets.words()]
