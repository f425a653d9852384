"""Input about people: members, invitations, groups, the own profile."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from allmende.portal.organisations.domain import queries
from allmende.portal.organisations.enums import ROLE_HELP, TOPIC_CHOICES, Role
from allmende.portal.organisations.models import Member, Office, Organisation, User

ROLE_CHOICES = [(role.value, f"{role.label}: {ROLE_HELP[role]}") for role in Role]


def roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Rollen",
        choices=ROLE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Rolle liest die Person das interne Wissen und stellt Fragen.",
    )


class PeopleFilter(forms.Form):
    is_filter = True
    suche = forms.CharField(label="Name oder E-Mail-Adresse", required=False)
    rolle = forms.ChoiceField(label="Rolle", choices=[("", "alle"), *Role.choices], required=False)
    stelle = forms.ModelChoiceField(
        label="Stelle", queryset=Office.objects.none(), empty_label="alle", required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stelle"].queryset = queries.offices_of(organisation)  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    roles = roles_field()
    office = forms.ModelChoiceField(
        label="Stelle", queryset=Office.objects.none(), empty_label="keine", required=False
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"roles": sorted(member.role_names), "office": member.office_id}
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = queries.offices_of(member.organisation)  # type: ignore[attr-defined]


class FirstAdministratorForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse", help_text="Zum Beispiel vorname.nachname@stadt.de"
    )


class InvitationForm(FirstAdministratorForm):
    roles = roles_field()


class AcceptForm(forms.Form):
    name = forms.CharField(
        label="Ihr Name",
        max_length=150,
        help_text="So sehen Sie die Kolleginnen und Kollegen, zum Beispiel „Maria Weber“.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Passwort",
        strip=False,
        help_text="Mindestens 12 Zeichen. Gut sind vier oder mehr zufällige Wörter.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person = User(email=self.address, name=cleaned.get("name", ""))
        try:
            validate_password(cleaned.get("password", ""), person)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return cleaned


class OperatorForm(AcceptForm):
    """The same for who runs the network; the address has not been proven by a link."""

    email = forms.EmailField(label="E-Mail-Adresse")
    field_order = ["email", "name", "password"]

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data, email=data["email"])
        self.fields["name"].label = "Name"


class GroupForm(forms.Form):
    name = forms.CharField(label="Name", max_length=150)
    purpose = forms.CharField(
        label="Worum es geht",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ziel, Arbeitsweise, Rhythmus der Treffen.",
    )
    topic = forms.ChoiceField(
        label="Themenfeld", choices=[("", "keines"), *TOPIC_CHOICES], required=False
    )
    is_open = forms.BooleanField(
        label="im Netzwerk sichtbar, andere dürfen beitreten",
        required=False,
        help_text=(
            "Alle Mitglieder des Netzwerks sehen dann Zweck und Personen der Gruppe. Was in ihr "
            "steht, lesen weiter nur ihre Mitglieder. Ihre Administration entscheidet, wer "
            "hineinkommt."
        ),
    )
    members = forms.ModelMultipleChoiceField(
        label="Mitglieder aus der eigenen Organisation",
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = queries.people_of(organisation)
        field.label_from_instance = lambda member: str(member.user)


class GuestForm(forms.Form):
    email = forms.EmailField(
        label="Person aus einer anderen Organisation",
        help_text="Die E-Mail-Adresse, mit der sich die Person hier anmeldet.",
    )


class ProfileForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
