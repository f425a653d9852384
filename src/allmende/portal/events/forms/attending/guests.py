"""Registration without an account."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from allmende.portal.events.forms.attending.own import DetailsForm


class GuestForm(DetailsForm):
    field_order = ["name", "email", "come_from", "needs", "shows_name", "consent"]
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Bitte geben Sie Ihren Namen an.")},
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("An diese Adresse schicken wir einen Link, mit dem Sie sich anmelden."),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _(
                "Diese E-Mail-Adresse ist nicht vollständig. Prüfen Sie die Schreibweise, "
                "zum Beispiel name@beispiel.de."
            ),
        },
    )
    come_from = forms.CharField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Ohne Ihre Einwilligung können wir Sie nicht anmelden.")},
    )

    def __init__(self, *args: Any, deleted_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = _(
            "Ich willige ein, dass meine Angaben für diese Veranstaltung gespeichert werden. "
            "Sie werden am %(day)s gelöscht. Ich kann sie jederzeit vorher selbst löschen."
        ) % {"day": date_format(deleted_on, "DATE_FORMAT")}

    @property
    def is_from_robot(self) -> bool:
        """People do not see this field; it stands in the template only."""
        return bool(self.data.get("website"))

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "consent"}
