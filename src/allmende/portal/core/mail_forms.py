"""What people enter about their mails."""

from django import forms

from allmende.portal.core.enums import DigestRhythm


class MailSettingsForm(forms.Form):
    digest = forms.ChoiceField(
        label="Zusammenfassung per E-Mail",
        choices=DigestRhythm.choices,
        widget=forms.RadioSelect,
        help_text="Sie kommt montags oder täglich um 7 Uhr und nur, wenn es Neues gibt. "
        "Was Sie hier schon gelesen haben, steht nicht mehr darin.",
    )
    at_once = forms.BooleanField(
        label="Erwähnungen und Aufgaben sofort per E-Mail",
        required=False,
        help_text="Ohne Häkchen stehen sie in der Zusammenfassung.",
    )


class MailboxFilter(forms.Form):
    is_filter = True
    an = forms.CharField(label="An (Teil der Adresse)", required=False, max_length=254)
