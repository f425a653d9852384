"""Writing and reviewing an answer."""

from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory

from allmende.portal.core.forms import LeanSelect
from allmende.portal.exchange.domain.legal.sources import MOST, is_address
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.organisations.enums import Audience, State
from allmende.portal.organisations.models import User

NO_SOURCE_TITLE = "Nennen Sie die Quelle, zu der das gehört."
NO_ADDRESS = "Die Adresse beginnt mit https:// oder http://."


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnswerForm(forms.Form):
    """A draft may have gaps; what is missing is asked when it is submitted."""

    is_filter = True  # no field is called optional: most are needed in the end

    short = forms.CharField(
        label="Kurze Antwort",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zwei bis vier Sätze, die auch ohne Jurastudium verständlich sind.",
    )
    text = forms.CharField(
        label="Begründung",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Markdown: ## Überschrift, **fett**, - Liste. Nennen Sie auch Gegenmeinungen.",
    )
    lands = forms.MultipleChoiceField(
        label="Gilt für",
        required=False,
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nichts angekreuzt heißt: ganz Deutschland.",
    )
    valid_on = DayField(
        label="Rechtsstand", required=False, help_text="An diesem Tag haben Sie zuletzt geprüft."
    )
    review_on = DayField(
        label="Nächste Überprüfung",
        required=False,
        help_text="Verstreicht der Tag, gilt die Antwort als überholungsbedürftig.",
    )
    audience = forms.ChoiceField(
        label="Wer darf die Antwort lesen?",
        choices=[
            (Audience.PUBLIC, "alle, auch ohne Anmeldung"),
            (Audience.NETWORK, "alle Mitglieder des Netzwerks"),
        ],
        widget=forms.RadioSelect,
    )
    change_note = forms.CharField(
        label="Was ist neu?",
        required=False,
        max_length=500,
        help_text="Ab der zweiten Fassung nötig. Der Satz steht in den Mitteilungen.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SourceForm(forms.Form):
    is_filter = True  # no field is called optional: a line that is empty does not count

    title = forms.CharField(label="Quelle", required=False, max_length=200)
    place = forms.CharField(label="Fundstelle", required=False, max_length=200)
    url = forms.CharField(label="Adresse", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("place") or given.get("url")) and not given.get("title"):
            self.add_error("title", NO_SOURCE_TITLE)
        if given.get("url") and not is_address(given["url"]):
            self.add_error("url", NO_ADDRESS)
        return given


class BaseSources(BaseFormSet[SourceForm]):
    @property
    def values(self) -> list[dict[str, str]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]


def sources_class(extra: int) -> type[BaseSources]:
    made = formset_factory(
        SourceForm, formset=BaseSources, extra=extra, max_num=MOST, absolute_max=MOST
    )
    return cast("type[BaseSources]", made)


class ReviewForm(forms.Form):
    """Approving may have a note, sending back must have one."""

    note = forms.CharField(
        label="Anmerkung",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Beim Zurückgeben nötig: Was ist zu ändern?",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(forms.Form):
    """One of the similar questions, or the number of any other."""

    into = forms.ModelChoiceField(
        queryset=LegalQuestion.objects.none(),
        label="Zusammenführen mit",
        empty_label="Bitte wählen",
        widget=LeanSelect,
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = choices


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Wer schreibt die Antwort?",
        empty_label="Bitte wählen",
        widget=LeanSelect,
    )

    def __init__(self, *args: Any, experts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = experts
