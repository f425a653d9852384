"""Kinds of work, rules and what is needed for them."""

from typing import Any

from django import forms

from allmende.portal.core.forms import NumberField
from allmende.portal.tours.domain.setup.templates import Template
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.forms.setup import base
from allmende.portal.tours.forms.setup.base import OwnedForm
from allmende.portal.tours.models import Rule, Site, Skill, TaskType


class SkillForm(OwnedForm):
    class Meta:
        model = Skill
        fields = ("name",)
        help_texts = {
            "name": "Was jemand können oder haben muss, zum Beispiel „Baumkontrolle“ oder „Mäher“."
        }


class TaskForm(OwnedForm):
    minutes = NumberField(
        label="Minuten je Einsatz", help_text="Fester Teil: aussteigen, prüfen, aufschreiben."
    )
    minutes_per_100m2 = NumberField(
        label="zusätzlich Minuten je 100 m²",
        required=False,
        help_text="Für Arbeiten, die mit der Fläche wachsen. Leer heißt 0.",
    )

    class Meta:
        model = TaskType
        fields = (
            *("name", "minutes", "minutes_per_100m2", "litres", "skills"),
            *("is_statutory", "basis"),
        )
        widgets = {"skills": forms.CheckboxSelectMultiple}
        help_texts = {
            "litres": "Nur zum Wässern: so viel verlässt je Einsatz den Tank. Sonst 0.",
            "skills": "Eine Kolonne kommt nur in Frage, wenn sie das alles kann oder dabeihat.",
            "is_statutory": (
                "Der späteste Tag ist dann fest, und die Übersicht zeigt fällige und überfällige "
                "Kontrollen."
            ),
            "basis": "Zum Beispiel „DIN EN 1176-7“. Steht auf dem Nachweis.",
        }

    def clean_minutes_per_100m2(self) -> float:
        return float(self.cleaned_data["minutes_per_100m2"] or 0)


class RuleForm(OwnedForm):
    """For all sites of a kind, or with ``site`` for that one, where it goes before the others."""

    weekdays = base.weekdays(
        "Nur an diesen Wochentagen",
        required=False,
        help_text="Nichts gewählt: an jedem Arbeitstag.",
    )
    opens = base.clock("frühestens um", required=False)
    closes = base.clock("fertig bis", required=False, help_text="Zum Beispiel vor Schulbeginn.")

    class Meta:
        model = Rule
        fields = (
            *("task_type", "site_kind", "every_days", "min_gap", "max_gap"),
            *("season_from", "season_to", "weekdays", "opens", "closes"),
            *("priority", "preferred_crew", "is_active"),
        )
        help_texts = {
            "site_kind": "Eine Regel nur für einen Ort legen Sie auf der Seite des Ortes an.",
            "every_days": "Das Ziel, gezählt ab der letzten Ausführung.",
            "min_gap": "Der Spielraum nach vorn. Je größer, desto kürzer die Touren.",
            "max_gap": "Der Spielraum nach hinten. Bei Kontrollen der letzte erlaubte Tag.",
            "season_from": "Nur in dieser Zeit im Jahr. Leer heißt: das ganze Jahr.",
            "preferred_crew": "Die Planung weicht ab, wenn es sonst nicht geht.",
        }

    def __init__(self, *args: Any, site: Site | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if site:
            self.instance.site = site
        if self.instance.site_id:
            del self.fields["site_kind"]
        else:
            self.fields["site_kind"].required = True
            choices = [("", base.CHOOSE), *SiteKind.choices]
            self.fields["site_kind"].choices = choices  # type: ignore[attr-defined]


class TemplatesForm(forms.Form):
    """A click takes those that are ticked."""

    keys = forms.MultipleChoiceField(
        label="Vorlagen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Wählen Sie mindestens eine Vorlage."},
    )

    def __init__(self, *args: Any, offered: list[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(one.key, one.task) for one in offered]  # type: ignore[attr-defined]
