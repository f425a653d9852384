"""Input of people who want to come in, and of those who decide about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.core.domain.personal import FORMER
from allmende.portal.organisations.enums import NETWORK_ROLE_HELP, NetworkRole
from allmende.portal.organisations.forms.people import roles_field

KEEP, REMOVE = "bleibt", "ehemalig"


class SearchForm(forms.Form):
    is_filter = True

    suche = forms.CharField(
        label=_("Name der Organisation oder Gemeindeschlüssel"), required=False, max_length=100
    )


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Dienstliche E-Mail-Adresse"),
        help_text=_("Wir schicken Ihnen dorthin einen Link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("Nachricht"),
        required=False,
        max_length=2000,
        help_text=_("Welche Aufgabe haben Sie? Das hilft bei der Entscheidung."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class ExpertForm(JoinForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = self.fields["message"]
        message.required = True
        message.help_text = _("Wofür sind Sie Fachperson, und wo arbeiten Sie?")
        self.fields["email"].label = _("E-Mail-Adresse")


class AcceptForm(forms.Form):
    """Letting somebody in; roles only where they can be chosen."""

    roles = roles_field()

    def __init__(self, *args: Any, with_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_roles:
            del self.fields["roles"]


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Grund der Ablehnung",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Die Person bekommt diesen Satz zu lesen.",
    )


class NetworkRoleForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse", help_text="Mit der sich die Person hier anmeldet."
    )
    role = forms.ChoiceField(
        label="Aufgabe",
        choices=[(role.value, f"{role.label}: {NETWORK_ROLE_HELP[role]}") for role in NetworkRole],
        widget=forms.RadioSelect,
    )


class NetworkRoleFilter(forms.Form):
    is_filter = True

    aufgabe = forms.ChoiceField(
        label="Aufgabe", choices=[("", "alle"), *NetworkRole.choices], required=False
    )


class ListForm(forms.Form):
    file = forms.FileField(
        label="CSV-Datei",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=(
            "Erste Zeile mit Überschriften: Name, AGS, Land, Einwohner, Art, Domäne. Name und "
            "Land sind nötig."
        ),
    )


class TakeForm(forms.Form):
    """The list goes through the preview, so that just what was seen is taken."""

    text = forms.CharField(strip=False, widget=forms.HiddenInput)
    filename = forms.CharField(required=False, widget=forms.HiddenInput)


class EraseForm(forms.Form):
    name = forms.ChoiceField(
        label="Was steht künftig unter Ihren Beiträgen?",
        choices=[
            (REMOVE, f"„{FORMER}“"),
            (KEEP, "Mein Name bleibt stehen"),
        ],
        initial=REMOVE,
        widget=forms.RadioSelect,
        help_text=(
            "Beiträge, Antworten und Protokolle bleiben lesbar, damit andere sie weiter verstehen."
        ),
    )

    def label_for(self, name: str) -> str:
        return name if self.cleaned_data["name"] == KEEP else FORMER
