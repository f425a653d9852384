"""Days and clock times in the time zone of the installation."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.planning import times
from allmende.portal.organisations.enums import TOPIC_CHOICES

YEARS = (1990, 2100)
NOT_A_DAY = "Schreiben Sie den Tag so: 24.12.2026."
NOT_A_CLOCK = "Schreiben Sie die Uhrzeit so: 14:30."


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


def topic() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Themenfeld", choices=[("", "keines"), *TOPIC_CHOICES], required=False
    )


class MomentField(forms.DateTimeField):
    """Day and time in one field of the browser; a time that the clock jumps over is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **options: Any) -> None:
        message = "Schreiben Sie Tag und Uhrzeit so: 24.12.2026 14:30."
        super().__init__(error_messages={"invalid": message}, **options)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for form in (*("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"), *("%d.%m.%Y %H:%M",)):
            try:
                wall = datetime.strptime(str(value).strip(), form)  # noqa: DTZ007 -- as written
            except ValueError:
                continue
            return moment(wall.date(), wall.time())
        raise ValidationError(self.error_messages["invalid"])


def moment(on: date, at: time) -> datetime:
    if not YEARS[0] <= on.year <= YEARS[1]:
        raise ValidationError(f"Wählen Sie ein Jahr zwischen {YEARS[0]} und {YEARS[1]}.")
    try:
        return times.moment(on, at)
    except Refused as refused:
        raise ValidationError(str(refused)) from refused


def textarea(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})
