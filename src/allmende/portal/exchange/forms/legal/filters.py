"""What narrows the lists of questions and answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.core.forms import LeanSelect
from allmende.portal.exchange.enums import LegalState
from allmende.portal.organisations.enums import TOPIC_CHOICES, State

EVERY = [("", "alle")]
OPEN = "offen"


class QuestionFilter(forms.Form):
    """An unknown value is ignored."""

    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=200)
    stand = forms.ChoiceField(
        label="Stand",
        choices=[*EVERY, (OPEN, "noch ohne Antwort"), *LegalState.choices],
        required=False,
        widget=LeanSelect,
    )
    thema = forms.ChoiceField(
        label="Themenfeld", choices=[*EVERY, *TOPIC_CHOICES], required=False, widget=LeanSelect
    )
    land = forms.ChoiceField(
        label="Land", choices=[*EVERY, *State.choices], required=False, widget=LeanSelect
    )
    meine = forms.BooleanField(label="nur, was uns betrifft", required=False)

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())


class AnswerFilter(forms.Form):
    """Of the public pages."""

    is_filter = True

    suche = forms.CharField(label=_("Suche"), required=False, max_length=200)
    thema = forms.ChoiceField(
        label=_("Themenfeld"),
        choices=[("", _("alle")), *TOPIC_CHOICES],
        required=False,
        widget=LeanSelect,
    )
    land = forms.ChoiceField(
        label=_("Land"),
        choices=[("", _("alle")), *State.choices],
        required=False,
        widget=LeanSelect,
    )
