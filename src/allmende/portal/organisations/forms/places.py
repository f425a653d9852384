"""Input about organisations: settings, offices, public pages, the audit trail's filter."""

from typing import Any

from django import forms

from allmende.portal.organisations.models import Office, Organisation

MOST_TOPICS = 6


class TopicsField(forms.CharField):
    """One question a line, German and English divided by ``|``; a list of {"de", "en"}."""

    widget = forms.Textarea(attrs={"rows": MOST_TOPICS})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(filter(None, (t["de"], t.get("en")))) for t in value)

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        lines = [line for line in (value or "").splitlines() if line.strip()]
        if len(lines) > MOST_TOPICS:
            raise forms.ValidationError(f"Schreiben Sie höchstens {MOST_TOPICS} Fragen.")
        return [self._topic(line) for line in lines]

    @staticmethod
    def _topic(line: str) -> dict[str, str]:
        german, _, english = (part.strip() for part in line.partition("|"))
        if not german:
            raise forms.ValidationError("Vor dem Strich fehlt die deutsche Frage.")
        return {"de": german, "en": english or german}

    def validate(self, value: Any) -> None:
        """An empty list is fine."""

    def run_validators(self, value: Any) -> None:
        """Lengths are those of lines, not of a text."""


class SettingsForm(forms.ModelForm[Organisation]):
    """What the organisation's own administration decides."""

    topics = TopicsField(
        label="Häufige Fragen",
        required=False,
        help_text=(
            f"Bis zu {MOST_TOPICS} Fragen für die öffentliche Startseite, eine je Zeile: "
            "Wann hat das Rathaus geöffnet? | When is the town hall open?"
        ),
    )

    class Meta:
        model = Organisation
        fields = ["name", "population", "ags", "topics"]
        help_texts = {"ags": "Acht Ziffern, zum Beispiel 08111000."}

    def clean_ags(self) -> str:
        ags: str = self.cleaned_data["ags"].replace(" ", "")
        if ags and not (ags.isdecimal() and len(ags) == 8):
            raise forms.ValidationError("Der Gemeindeschlüssel hat acht Ziffern.")
        return ags


class OrganisationForm(SettingsForm):
    """What those who run the network decide, too."""

    class Meta(SettingsForm.Meta):
        fields = [
            "name",
            "slug",
            "kind",
            "state",
            "parent",
            "mail_domain",
            "population",
            "ags",
            "topics",
        ]
        help_texts = {
            **SettingsForm.Meta.help_texts,
            "slug": "Steht in der öffentlichen Adresse: /o/kurzname/",
            "parent": "Auskünfte ziehen auch deren öffentliche Quellen heran.",
            "mail_domain": (
                "Wer sich mit der Anmeldung der Verwaltung und einer Adresse dieser Domäne "
                "anmeldet, wird Mitglied. Zum Beispiel „stadt.de“."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].empty_label = "keine"  # type: ignore[attr-defined]
        for name in ("kind", "state"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (value, label if value else "Bitte wählen") for value, label in choices
            ]


class NewOrganisationForm(OrganisationForm):
    administrator = forms.EmailField(
        label="E-Mail-Adresse der ersten Administration",
        help_text="Diese Person wird eingeladen und richtet alles Weitere ein.",
    )


class OfficeForm(forms.ModelForm[Office]):
    class Meta:
        model = Office
        fields = ["name", "email", "phone", "address", "room", "hours"]
        widgets = {"hours": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": "Zum Beispiel „Bürgerbüro“.",
            "email": "An diese Adresse gehen Hinweise auf neue Anfragen.",
            "hours": "Zum Beispiel „Mo bis Fr 8:00–12:00 Uhr“.",
        }


class PageForm(forms.Form):
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=50_000,
        help_text=(
            "Absätze durch eine Leerzeile trennen. „## “ am Anfang einer Zeile macht eine "
            "Zwischenüberschrift, „- “ eine Aufzählung, [Text](https://…) einen Link."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AuditFilter(forms.Form):
    is_filter = True
    aktion = forms.ChoiceField(label="Aktion", required=False)
    person = forms.CharField(label="Person", required=False)
    von = forms.DateField(
        label="Von",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    bis = forms.DateField(
        label="Bis",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aktion"].choices = [("", "alle"), *actions]  # type: ignore[attr-defined]
