"""Input for sessions and series: a draft in one minute, then section by section."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allmende.portal.events.domain.planning import patterns, queries
from allmende.portal.events.domain.planning.times import local, shift
from allmende.portal.events.domain.video import is_configured
from allmende.portal.events.enums import VideoProvider
from allmende.portal.events.forms.planning import fields
from allmende.portal.events.forms.planning.fields import textarea
from allmende.portal.events.models import Series, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    help: str


SECTIONS = {
    section.key: section
    for section in (
        Section("inhalt", "Inhalt", "Worum es geht, und wer es sieht."),
        Section(
            "termin",
            "Termin und Ort",
            "Wer angemeldet ist oder folgt, erfährt jede Änderung. Das Programm wandert mit.",
        ),
        Section("anmeldung", "Anmeldung", "Wie viele kommen können, und wie sie Räume wählen."),
    )
}
HELP = {
    "summary": "Ein Satz für Listen und Kalender, höchstens 300 Zeichen.",
    "text": "Überschriften mit ##, Listen mit -, Links mit [Text](Adresse).",
    "group": "Nur bei „nur eine Arbeitsgruppe“: eine, zu der Sie gehören.",
    "place": "Anschrift und Raum. Leer, wenn alle online teilnehmen.",
    "capacity": "Leer lassen, wenn alle Platz haben.",
    "certificate_hours": "Zum Beispiel 2,5. Leer, wenn es keine Bescheinigung gibt.",
    "allows_guests": "Nur bei öffentlichen Veranstaltungen: Anmeldung mit bestätigter E-Mail.",
    "chooses_rooms": "Angemeldete nennen bis zu drei Räume und erhalten einen davon.",
    "calls_for_talks": "Mitglieder schlagen Vorträge vor, Sie nehmen an oder lehnen ab.",
    "rooms_until": "Dann werden die Räume verteilt.",
}


class PlanForm(forms.ModelForm[Any]):
    """What sessions and series share. The domain writes; this form only reads and checks."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.initial.setdefault("revision", self.instance.revision)
        for name, field in self.fields.items():
            field.help_text = HELP.get(name, field.help_text)
        if isinstance(audience := self.fields.get("audience"), forms.ChoiceField):
            allowed = {*rules.audiences_of(member), self.instance.audience}
            audience.choices = [pair for pair in Audience.choices if pair[0] in allowed]
            audience.error_messages["required"] = "Wählen Sie, wer es sieht."
        if isinstance(group := self.fields.get("group"), forms.ModelChoiceField):
            group.queryset = queries.groups_to_plan_for(member)
            group.empty_label, group.label = "keine", "Arbeitsgruppe"
        if isinstance(series := self.fields.get("series"), forms.ModelChoiceField):
            series.queryset = queries.series_organised_by(member)
            series.empty_label, series.label = "keine, einzelne Veranstaltung", "Reihe"

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ContentForm(PlanForm):
    topic = fields.topic()

    class Meta:
        model = Session
        fields = ("title", "summary", "text", "topic", "series", "audience", "group")
        widgets = {"text": textarea(10), "summary": textarea(2)}


class Timed(forms.Form):
    """From one day and clock to another; most sessions end on the day on which they begin."""

    day = fields.day("Tag")
    begins = fields.clock("Beginn")
    ends = fields.clock("Ende", required=False)
    last_day = fields.day(
        "Letzter Tag", required=False, help_text="Nur bei mehreren Tagen nacheinander."
    )

    def moments(self, *, minutes: int = 0) -> tuple[datetime, datetime] | None:
        """Begin and end; ``minutes`` is how long it takes where no end is written."""
        data = self.cleaned_data
        first, begins = data.get("day"), data.get("begins")
        if not first or not begins:
            return None
        start = self._moment("begins", first, begins)
        if start and not data.get("ends") and minutes:
            return start, shift(start, timedelta(minutes=minutes))
        if not data.get("ends"):
            if "ends" not in self.errors:
                self.add_error("ends", "Wann endet die Veranstaltung?")
            return None
        end = self._moment("ends", data.get("last_day") or first, data["ends"])
        return (start, end) if start and end else None

    def _moment(self, name: str, on: Any, at: Any) -> datetime | None:
        try:
            return fields.moment(on, at)
        except ValidationError as error:
            self.add_error(name, error)
            return None


class WhenForm(PlanForm, Timed):
    class Meta:
        model = Session
        fields = ("place", "provider", "link", "groups_in_meeting")

    field_order = ("day", "begins", "ends", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start, end = local(self.instance.starts_at), local(self.instance.ends_at)
        self.initial.setdefault("day", start.date())
        self.initial.setdefault("begins", start.time())
        self.initial.setdefault("ends", end.time())
        if end.date() != start.date():
            self.initial.setdefault("last_day", end.date())
        provider = self.fields["provider"]
        provider.choices = offered(self.instance.provider)  # type: ignore[attr-defined]
        self.fields["groups_in_meeting"].help_text = "Nur bei BigBlueButton."
        self.fields[
            "link"
        ].help_text = (
            "Nur bei „Link zu einer Videokonferenz“. Angemeldete sehen ihn 15 Minuten vorher."
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.span = self.moments()
        return data

    @property
    def values(self) -> dict[str, Any]:
        assert self.span  # noqa: S101 -- the form is valid
        start, end = self.span
        return {**super().values, "starts_at": start, "ends_at": end}


class RegistrationForm(PlanForm):
    registers_from = fields.MomentField(label="Anmeldung ab", required=False)
    registers_until = fields.MomentField(label="Anmeldung bis", required=False)
    rooms_until = fields.MomentField(label="Raumwahl bis", required=False)

    class Meta:
        model = Session
        fields = (
            "capacity",
            "registers_from",
            "registers_until",
            "allows_guests",
            "chooses_rooms",
            "rooms_until",
            "calls_for_talks",
            "certificate_hours",
        )
        localized_fields = ("certificate_hours",)


class NewSessionForm(PlanForm, Timed):
    pattern = forms.ChoiceField(
        label="Womit möchten Sie beginnen?",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("", "Leeres Programm"),
            *((one.key, f"{one.title}: {one.text}") for one in patterns.PATTERNS.values()),
        ],
        help_text="Ein fertiges Programm, das Sie danach ändern.",
    )

    class Meta:
        model = Session
        fields = ("title", "summary", "series", "audience", "group", "place", "provider")
        widgets = {"summary": textarea(2)}

    field_order = ("title", "summary", "pattern", "day", "begins", "ends", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].help_text = "Leer, wenn Sie mit einem fertigen Programm beginnen."
        self.fields["provider"].choices = offered()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        pattern = patterns.PATTERNS.get(data.get("pattern", ""))
        self.span = self.moments(minutes=pattern.minutes if pattern else 0)
        return data

    @property
    def values(self) -> dict[str, Any]:
        assert self.span  # noqa: S101 -- the form is valid
        start, end = self.span
        return {**super().values, "starts_at": start, "ends_at": end}


class RepeatForm(forms.Form):
    day = fields.day("Tag")
    begins = fields.clock("Beginn")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = local(session.starts_at)
        self.initial.setdefault("day", _in_two_months(start).date())
        self.initial.setdefault("begins", start.time())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("day") and data.get("begins"):
            try:
                data["starts_at"] = fields.moment(data["day"], data["begins"])
            except ValidationError as error:
                self.add_error("begins", error)
        return data


class SeriesForm(PlanForm):
    topic = fields.topic()

    class Meta:
        model = Series
        fields = ("title", "summary", "topic", "audience", "group")
        widgets = {"summary": textarea(4)}


SECTION_FORMS: dict[str, type[PlanForm]] = {
    "inhalt": ContentForm,
    "termin": WhenForm,
    "anmeldung": RegistrationForm,
}


def offered(current: str = "") -> list[tuple[str, Any]]:
    """Video providers that this installation has."""
    return [
        (value, label)
        for value, label in VideoProvider.choices
        if is_configured(value) or value == current
    ]


def _in_two_months(start: datetime) -> datetime:
    """The same weekday, eight weeks later, or later still until it lies ahead."""
    step = timedelta(weeks=8)
    found, now = start + step, local(timezone.now())
    while found < now:
        found += step
    return found
