"""Input about how an organisation presents itself, and filters of the directory."""

from typing import Any

from django import forms

from allmende.portal.core.forms import LeanSelect
from allmende.portal.organisations.domain import directory, profiles
from allmende.portal.organisations.enums import TOPIC_CHOICES, OrganisationKind, State
from allmende.portal.organisations.models import Offering, Profile

AUDIENCE_CHOICES = [(audience.value, audience.label) for audience in profiles.AUDIENCES]
KINDS = [choice for choice in OrganisationKind.choices if choice[0] != OrganisationKind.EXPERTS]
EVERY = [("", "alle")]


class ProfileForm(forms.ModelForm[Profile]):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Profile
        fields = [
            "about",
            "website",
            "about_audience",
            "contact_name",
            "contact_email",
            "contact_phone",
            "contact_audience",
            "offers_audience",
        ]
        widgets = {"about": forms.Textarea(attrs={"rows": 12})}
        labels = {
            "about_audience": "Wer sieht Text und Internetseite?",
            "contact_audience": "Wer sieht die Ansprechperson?",
            "offers_audience": "Wer sieht Angebote und Gesuche?",
        }
        help_texts = {
            "about": (
                "Wer Sie sind, woran Sie arbeiten, was Sie vorhaben. „## “ am Anfang einer Zeile "
                "macht eine Zwischenüberschrift, „- “ eine Aufzählung, [Text](https://…) einen "
                "Link."
            ),
            "website": "Mit https://",
            "contact_name": "Zum Beispiel „Maria Weber, Stabsstelle Digitales“.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].max_length = 20_000  # type: ignore[attr-defined]
        self.fields["website"].assume_scheme = "https"  # type: ignore[attr-defined]
        for part in profiles.PARTS:
            self.fields[f"{part}_audience"] = forms.ChoiceField(
                label=self.Meta.labels[f"{part}_audience"],
                choices=AUDIENCE_CHOICES,
                widget=forms.RadioSelect,
            )

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if len(about) > 20_000:
            raise forms.ValidationError("Der Text ist länger als 20.000 Zeichen. Kürzen Sie ihn.")
        return about


class OfferingForm(forms.ModelForm[Offering]):
    topic = forms.ChoiceField(
        label="Themenfeld", choices=[("", "keines"), *TOPIC_CHOICES], required=False
    )

    class Meta:
        model = Offering
        fields = ["kind", "title", "topic", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "title": "Zum Beispiel „Erfahrung mit Chatbots im Bürgerbüro“.",
            "text": "Was genau, in welchem Umfang, bis wann.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [choice for choice in kinds.choices if choice[0]]


class DirectoryFilter(forms.Form):
    """An unknown value is ignored."""

    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    art = forms.ChoiceField(
        label="Art", choices=[*EVERY, *KINDS], required=False, widget=LeanSelect
    )
    land = forms.ChoiceField(
        label="Land", choices=[*EVERY, *State.choices], required=False, widget=LeanSelect
    )
    groesse = forms.ChoiceField(
        label="Einwohnerzahl",
        choices=[*EVERY, *((key, step[0]) for key, step in directory.SIZES.items())],
        required=False,
        widget=LeanSelect,
    )
    thema = forms.ChoiceField(
        label="Bietet oder sucht zu",
        choices=[("", "allen Themen"), *TOPIC_CHOICES],
        required=False,
        widget=LeanSelect,
    )
    vertreten = forms.ChoiceField(
        label="Vertreten",
        choices=[*EVERY, ("ja", "ja"), ("nein", "noch nicht")],
        required=False,
        widget=LeanSelect,
    )

    @property
    def wanted(self) -> directory.Wanted:
        chosen = self.cleaned_data
        represented = {"ja": True, "nein": False}.get(chosen.get("vertreten", ""))
        return directory.Wanted(
            text=chosen.get("suche", ""),
            kind=chosen.get("art", ""),
            land=chosen.get("land", ""),
            size=chosen.get("groesse", ""),
            topic=chosen.get("thema", ""),
            represented=represented,
        )


class GroupFilter(forms.Form):
    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    thema = forms.ChoiceField(
        label="Themenfeld", choices=[*EVERY, *TOPIC_CHOICES], required=False, widget=LeanSelect
    )
    meine = forms.BooleanField(label="nur meine", required=False)


class GroupAskForm(forms.Form):
    message = forms.CharField(
        label="Nachricht",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ein Satz, warum Sie mitarbeiten möchten, hilft bei der Entscheidung.",
    )
