"""What all forms of this part share: choices of the own organisation, German numbers, clocks."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.db import models

from allmende.portal.core.forms import NumberField
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup.wording import WEEKDAYS

NOT_A_DAY = "Schreiben Sie den Tag so: 24.12.2026."
NOT_A_CLOCK = "Schreiben Sie die Uhrzeit so: 7:30."
CHANGED = (
    "Jemand anderes hat das geändert, während Sie es offen hatten. Ihre Eingaben stehen noch hier. "
    "Sehen Sie in einem zweiten Fenster nach und speichern Sie noch einmal, wenn Ihre gelten."
)
CHOOSE, NOBODY = "Bitte wählen", "keine Angabe"
NO_PLACE = "Tragen Sie die Zahl in Grad ein oder setzen Sie den Punkt auf der Karte."


def day(label: str, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"invalid": NOT_A_DAY}, **options
    )


def clock(label: str, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, widget=widget, error_messages={"invalid": NOT_A_CLOCK}, **options
    )


def weekdays(label: str, **options: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class PlaceField(NumberField):
    """A longitude or latitude: many digits, comma or point."""

    def __init__(self, label: str) -> None:
        messages = {"required": NO_PLACE, "invalid": NO_PLACE}
        super().__init__(label=label, error_messages=messages)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.6f}" if isinstance(value, float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Not by the digits that the form does not show."""
        if isinstance(initial, float) and data == self.prepare_value(initial):
            return False
        return super().has_changed(initial, data)


class OwnedForm(forms.ModelForm[Any]):
    """Offers only what belongs to the organisation. Many-to-many is kept by the domain.

    What somebody else has saved since the form was opened is not overwritten unseen.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    map_fields: tuple[str, str] | None = None  # ids of a place that can be dragged

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.stored = _fingerprint(self.instance)
        self.initial["seen"] = self.stored
        self.instance.organisation = organisation
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(organisation=organisation)
                field.empty_label = CHOOSE if field.required else NOBODY
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = float(value)  # so that NumberField shows it in German

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("seen") and data["seen"] != self.stored:
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again["seen"] = self.stored
            self.data = again  # sent once more, it is meant
            self.add_error(None, CHANGED)
        return data

    @property
    def related(self) -> dict[str, Iterable[models.Model]]:
        names = [field.name for field in self.instance._meta.many_to_many]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def whole(self) -> models.Model:
        """The entry as it is filled in, not saved."""
        instance: models.Model = self.instance
        return instance


def _fingerprint(instance: Any) -> str:
    """Of what is stored; empty for something new."""
    if instance.pk is None or instance._state.adding:
        return ""
    values = forms.model_to_dict(instance)
    plain = {
        k: [o.pk for o in v] if isinstance(v, list) and v and hasattr(v[0], "pk") else v
        for k, v in values.items()
    }
    return sha256(repr(sorted(plain.items())).encode()).hexdigest()[:16]


class PlacedForm(OwnedForm):
    """Has a place; the map beside writes into the same two fields."""

    lon = PlaceField("Länge (östlich)")
    lat = PlaceField("Breite (nördlich)")
    map_fields = ("id_lon", "id_lat")
