"""Search and correct proof of work; enter the weather."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from allmende.portal.core.forms import NumberField
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.work.entries import Correction
from allmende.portal.tours.domain.work.queries import Search
from allmende.portal.tours.forms.work.entering import MOST_LITRES, TIME
from allmende.portal.tours.models import Crew, Execution, Site, TaskType, Weather

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProofFilter(forms.Form):
    is_filter = True
    suche = forms.CharField(label="Suchen", required=False, max_length=200)
    kolonne = forms.ModelChoiceField(
        Crew.objects.none(), label="Kolonne", required=False, empty_label="alle"
    )
    art = forms.ModelChoiceField(
        TaskType.objects.none(), label="Art der Arbeit", required=False, empty_label="alle"
    )
    ort = forms.IntegerField(required=False, widget=forms.HiddenInput)
    von = forms.DateField(label="Von", required=False, widget=DAY)
    bis = forms.DateField(label="Bis", required=False, widget=DAY)
    probleme = forms.BooleanField(label="Nur mit Problem oder nicht erledigt", required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("kolonne", Crew), ("art", TaskType)):
            field: Any = self.fields[name]
            field.queryset = model._default_manager.filter(organisation=organisation)
        self.organisation = organisation

    @property
    def search(self) -> Search:
        """What cannot be read is left out."""
        given = self.cleaned_data
        crew, kind = given.get("kolonne"), given.get("art")
        return Search(
            text=given.get("suche", ""),
            site=given.get("ort"),
            crew=crew.pk if crew else None,
            task_type=kind.pk if kind else None,
            first=given.get("von"),
            last=given.get("bis"),
            only_problems=bool(given.get("probleme")),
        )

    @property
    def site(self) -> Site | None:
        pk = self.cleaned_data.get("ort")
        return Site.objects.filter(organisation=self.organisation, pk=pk).first() if pk else None


class CorrectionForm(forms.Form):
    day = forms.DateField(label="Tag", widget=DAY)
    starts = forms.TimeField(label="Beginn", required=False, widget=TIME)
    ends = forms.TimeField(label="Ende", widget=TIME)
    litres = forms.IntegerField(label="Liter", required=False, min_value=0, max_value=MOST_LITRES)
    is_done = forms.BooleanField(label="Die Arbeit ist erledigt", required=False)
    note = forms.CharField(
        label="Bemerkung", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    problem = forms.CharField(label="Problem oder Grund", required=False, max_length=300)
    reason = forms.CharField(
        label="Warum korrigieren Sie?", max_length=300,
        help_text="Steht im Nachweis. Der alte Eintrag bleibt sichtbar.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        starts, ends, day = given.get("starts"), given.get("ends"), given.get("day")
        if starts and ends and ends < starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn. Berichtigen Sie die Uhrzeit.")
        elif day and ends and _at(day, ends) > timezone.now():
            self.add_error(
                "ends", "Das Ende liegt in der Zukunft. Berichtigen Sie Tag oder Uhrzeit."
            )
        return given

    @property
    def correction(self) -> Correction:
        given = self.cleaned_data
        return Correction(
            ended_at=_at(given["day"], given["ends"]),
            started_at=_at(given["day"], given["starts"]) if given["starts"] else None,
            litres=given["litres"] or 0,
            note=given["note"],
            problem=given["problem"],
            is_done=given["is_done"],
        )


class WeatherForm(forms.ModelForm[Weather]):
    rain_mm = NumberField(label="Regen in mm", required=False, max_value=500)

    class Meta:
        model = Weather
        fields = ("day", "rain_mm", "soil_percent")
        widgets = {"day": DAY}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("rain_mm") is None and given.get("soil_percent") is None:
            self.add_error(None, "Tragen Sie den Regen oder die Bodenfeuchte ein.")
        if (given.get("rain_mm") or 0) < 0:
            self.add_error("rain_mm", "Regen kann nicht negativ sein.")
        if (given.get("soil_percent") or 0) > 100:
            self.add_error("soil_percent", "Die Bodenfeuchte liegt zwischen 0 und 100 %.")
        if given.get("day") and given["day"] > timezone.localdate():
            self.add_error("day", "Tragen Sie nur ein, was schon gemessen ist.")
        return given

    def validate_unique(self) -> None:
        """The same day again replaces what was there."""


def initial_of(proof: Execution) -> dict[str, Any]:
    ended = timezone.localtime(proof.ended_at)
    return {
        "day": ended.date(),
        "starts": timezone.localtime(proof.started_at).time() if proof.started_at else None,
        "ends": ended.time(),
        "litres": proof.litres,
        "is_done": proof.is_done,
        "note": proof.note,
        "problem": proof.problem,
    }


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
