"""Asking: first the title, then what is known, then the question."""

from typing import Any

from django import forms

from allmende.portal.core.forms import LeanSelect
from allmende.portal.organisations.enums import TOPIC_CHOICES, State

PERSONAL = "Lassen Sie Namen, Aktenzeichen und Adressen weg: Die Frage lesen alle Mitglieder."


class TitleForm(forms.Form):
    """The first step. What is typed goes into the address of the next one."""

    titel = forms.CharField(
        label="Ihre Frage in einem Satz",
        max_length=200,
        help_text="Zum Beispiel: Darf ein Chatbot der Stadt Gespräche speichern?",
    )


class QuestionForm(forms.Form):
    """``checked`` is the title whose similar questions were shown, ``warned`` what was said of
    personal data: whoever sends the same again has read it.
    """

    title = forms.CharField(label="Frage in einem Satz", max_length=200)
    text = forms.CharField(
        label="Sachverhalt",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"Was haben Sie vor, was ist unklar? {PERSONAL}",
    )
    topic = forms.ChoiceField(
        label="Themenfeld", choices=[("", "Bitte wählen"), *TOPIC_CHOICES], widget=LeanSelect
    )
    land = forms.ChoiceField(
        label="Land",
        choices=[("", "ganz Deutschland"), *State.choices],
        required=False,
        widget=LeanSelect,
        help_text="Nur wählen, wenn das Recht eines Landes die Antwort bestimmt.",
    )
    shows_organisation = forms.BooleanField(
        label="Unsere Organisation nennen",
        required=False,
        help_text="Ohne Häkchen erfährt niemand außerhalb Ihrer Organisation, dass Sie fragen.",
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)
    warned = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100)

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "text", "topic", "land", "shows_organisation")
        return {name: self.cleaned_data[name] for name in names}


class ChangeForm(QuestionForm):
    """The same fields later; experts do not decide whether the organisation is named."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, names_organisation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["checked"], self.fields["warned"]
        if not names_organisation:
            del self.fields["shows_organisation"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Grund", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
