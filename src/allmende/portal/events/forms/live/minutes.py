"""What is written during a session."""

from django import forms


class MinutesForm(forms.Form):
    text = forms.CharField(
        label="Protokoll",
        required=False,
        max_length=50_000,
        help_text="Markdown ist möglich: - für Listen, ** für fett, ## für Zwischentitel.",
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    results = forms.CharField(
        label="Ergebnisse",
        required=False,
        max_length=10_000,
        help_text="Was andere wissen sollen: Vereinbarungen, Empfehlungen, offene Fragen. "
        "Das erscheint nach der Veröffentlichung beim Themenfeld.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
