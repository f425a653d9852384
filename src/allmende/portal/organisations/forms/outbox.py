"""What operators look for in the outgoing mail."""

from django import forms

from allmende.portal.core.enums import MailState


class OutboxFilter(forms.Form):
    is_filter = True
    zustand = forms.ChoiceField(
        label="Zustand", required=False, choices=[("", "alle"), *MailState.choices]
    )
    an = forms.CharField(label="An (Teil der Adresse)", required=False, max_length=254)
