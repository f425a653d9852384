"""Input for plans. The domain writes; these forms only read and check."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from allmende.portal.core.forms import NumberField
from allmende.portal.tours.domain.planning import making, queries, versions
from allmende.portal.tours.enums import Priority
from allmende.portal.tours.models import Crew, Plan, Site, TaskType

WIDE = {"type": "date"}


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs=WIDE, format="%Y-%m-%d"), **options
    )


class NewPlanForm(forms.Form):
    first = day_field("Erster Tag")
    days = forms.IntegerField(
        label="Wie viele Tage",
        min_value=1,
        max_value=making.MOST_DAYS,
        initial=making.DAYS,
        help_text="28 Tage sind vier Wochen.",
    )
    effort = forms.ChoiceField(
        label="Wie gründlich",
        choices=[
            ("schnell", "schnell: ein guter Plan in wenigen Minuten"),
            ("gruendlich", "gründlich: weniger Fahrt, dauert ein Mehrfaches davon"),
        ],
        initial="schnell",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["first"].initial = today + timedelta(days=7 - today.weekday())


class ChangeForm(forms.Form):
    """Knows the revision that the person has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["revision"].initial = plan.revision

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class MoveForm(ChangeForm):
    crew = forms.ModelChoiceField(Crew.objects.none(), label="Kolonne", empty_label=None)
    day = day_field("Tag")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        _choose(self, "crew", queries.crews_of(plan.organisation).prefetch_related("absences"))


class AbsenceForm(ChangeForm):
    crew = forms.ModelChoiceField(Crew.objects.none(), label="Kolonne", empty_label="bitte wählen")
    first = day_field("von")
    last = day_field("bis einschließlich")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        _choose(self, "crew", queries.crews_of(plan.organisation))
        self.fields["first"].initial = self.fields["last"].initial = timezone.localdate()


class ClosureForm(ChangeForm):
    title = forms.CharField(label="Bezeichnung", max_length=150)
    street = forms.CharField(
        label="Straße", max_length=150, help_text="Der Name, wie er auf der Karte steht."
    )
    starts_on = day_field("von")
    ends_on = day_field("bis einschließlich", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate()
        self.fields["ends_on"].help_text = "Leer, wenn noch niemand weiß, wie lange."

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "line": []}


class OrderForm(ChangeForm):
    title = forms.CharField(label="Was ist zu tun?", max_length=150)
    task_type = forms.ModelChoiceField(
        TaskType.objects.none(), label="Art der Arbeit", empty_label="bitte wählen"
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), label="Ort", required=False, empty_label="ein anderer Punkt"
    )
    lon = NumberField(label="Länge", required=False, min_value=-180, max_value=180)
    lat = NumberField(label="Breite", required=False, min_value=-90, max_value=90)
    minutes = forms.IntegerField(label="Minuten", min_value=1, max_value=1440, initial=30)
    earliest = day_field("frühestens am")
    latest = day_field("spätestens am")
    priority = forms.TypedChoiceField(
        label="Dringlichkeit", choices=Priority.choices, coerce=int, initial=Priority.MUST
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        _choose(self, "task_type", queries.kinds_of(plan.organisation))
        _choose(self, "site", queries.sites_of(plan.organisation))
        today = max(timezone.localdate(), plan.first)
        self.fields["earliest"].initial = today
        self.fields["latest"].initial = today + timedelta(days=2)
        self.fields["lon"].help_text = "Nur ohne Ort: klicken Sie in die Karte."

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        site = found.get("site")
        if site:
            found |= {"lon": site.lon, "lat": site.lat}
        elif found.get("lon") is None or found.get("lat") is None:
            self.add_error(
                "site", "Wählen Sie einen Ort, oder geben Sie Länge und Breite des Punktes an."
            )
        return found


class FrozenDaysForm(ChangeForm):
    frozen_until = day_field("Bis zu diesem Tag bleibt alles, wie es ist", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields[
            "frozen_until"
        ].help_text = "Neue Planungen ändern diese Tage nicht. Leer: alle Tage bleiben beweglich."
        self.fields["frozen_until"].initial = plan.frozen_until or min(
            plan.first + timedelta(days=4), versions.last_day(plan)
        )


class StopFilter(forms.Form):
    is_filter = True
    suche = forms.CharField(label="Suche", required=False, max_length=100)
    kolonne = forms.ModelChoiceField(
        Crew.objects.none(), label="Kolonne", required=False, empty_label="alle"
    )
    tag = day_field("Tag", required=False)
    art = forms.ModelChoiceField(
        TaskType.objects.none(), label="Art der Arbeit", required=False, empty_label="alle"
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kolonne", Crew.objects.filter(organisation=plan.organisation))
        _choose(self, "art", queries.kinds_of(plan.organisation))


class CompareForm(forms.Form):
    is_filter = True
    mit = forms.ModelChoiceField(Plan.objects.none(), label="Vergleichen mit", empty_label=None)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "mit", versions.of(plan.organisation).exclude(pk=plan.pk))
        self.fields["mit"].label_from_instance = named  # type: ignore[attr-defined]


def named(plan: Plan) -> str:
    words = f"{plan}: {plan.title}" if plan.title else str(plan)
    return f"{words} ({plan.get_state_display()})"


def _choose(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]
