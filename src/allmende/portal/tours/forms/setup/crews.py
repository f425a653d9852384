"""Crews, vehicles, depots, water."""

from typing import Any

from django import forms

from allmende.portal.core.forms import NumberField
from allmende.portal.organisations.models import Member
from allmende.portal.tours.forms.setup import base
from allmende.portal.tours.forms.setup.base import OwnedForm, PlacedForm
from allmende.portal.tours.models import Crew, CrewAbsence, Depot, RefillPoint, Vehicle


class MembersField(forms.ModelMultipleChoiceField[Member]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class CrewForm(OwnedForm):
    members = MembersField(
        label="Mitglieder mit Konto",
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sie sehen die Touren der Kolonne. Ohne Konto geht es über den Link der Kolonne.",
    )
    weekdays = base.weekdays("Arbeitstage")
    opens = base.clock("Beginn")
    closes = base.clock(
        "Ende", help_text="Die Pause nach dem Arbeitszeitgesetz plant das Werkzeug."
    )
    cost_per_hour = NumberField(
        label="Euro je Stunde der Kolonne",
        required=False,
        help_text="Für die Kosten in der Übersicht. Leer heißt 0.",
    )

    class Meta:
        model = Crew
        fields = (
            *("name", "depot", "vehicle", "skills", "weekdays", "opens", "closes"),
            *("members", "cost_per_hour", "is_active"),
        )
        widgets = {"skills": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = Member.objects.filter(organisation=self.organisation, user__is_active=True)
        self.fields["members"].queryset = everybody.select_related("user")  # type: ignore[attr-defined]
        if self.instance.pk is None:
            self.initial.setdefault("weekdays", [0, 1, 2, 3, 4])
            self.initial.setdefault("opens", "07:00")
            self.initial.setdefault("closes", "15:30")

    def clean_cost_per_hour(self) -> float:
        return float(self.cleaned_data["cost_per_hour"] or 0)


class AbsenceForm(forms.ModelForm[CrewAbsence]):
    starts_on = base.day("Erster Tag")
    ends_on = base.day("Letzter Tag")

    class Meta:
        model = CrewAbsence
        fields = ("starts_on", "ends_on")


class VehicleForm(OwnedForm):
    cost_per_km = NumberField(label="Euro je km", required=False, help_text="Leer heißt 0.")

    class Meta:
        model = Vehicle
        fields = ("name", "profile", "tank", "skills", "cost_per_km")
        widgets = {"skills": forms.CheckboxSelectMultiple}
        help_texts = {
            "profile": "Lkw meiden Straßen, die für sie gesperrt oder zu eng sind.",
            "tank": "Zum Wässern. 0, wenn es keinen Tank hat.",
        }

    def clean_cost_per_km(self) -> float:
        return float(self.cleaned_data["cost_per_km"] or 0)


class DepotForm(PlacedForm):
    class Meta:
        model = Depot
        fields = ("name", "lon", "lat")


class RefillForm(PlacedForm):
    opens = base.clock("nutzbar ab", required=False)
    closes = base.clock("nutzbar bis", required=False)

    class Meta:
        model = RefillPoint
        fields = ("name", "minutes", "opens", "closes", "lon", "lat")
        help_texts = {"minutes": "Anschließen, füllen, abschließen."}
