"""What narrows the lists of published entries."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.core.forms import LeanSelect
from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.organisations.enums import State as Land
from allmende.portal.register.domain import catalogue, explaining, maturity
from allmende.portal.register.enums import BuildingBlock, State

KOKI = [(f"koki:{value}", label) for value, label in KokiField.choices]
URBAN = [(f"urban:{value}", label) for value, label in UrbanField.choices]
RISKS = [(code, explained.title) for code, explained in explaining.CLASSES.items()]
EVERY = [("", "alle")]


class PublicFilter(forms.Form):
    """Of the public register; an unknown value is ignored."""

    is_filter = True

    suche = forms.CharField(label=_("Suche"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("Stand der Anwendung"), choices=[("", _("alle")), *State.choices], required=False
    )
    feld = forms.ChoiceField(
        label=_("Handlungsfeld"),
        choices=[("", _("alle")), ("#KoKI", KOKI), ("URBAN.KI", URBAN)],
        required=False,
    )


class CatalogueFilter(forms.Form):
    """Of the network's catalogue; an unknown value is ignored."""

    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=200)
    feld = forms.ChoiceField(
        label="Handlungsfeld",
        choices=[*EVERY, ("#KoKI", KOKI), ("URBAN.KI", URBAN)],
        required=False,
        widget=LeanSelect,
    )
    land = forms.ChoiceField(
        label="Land", choices=[*EVERY, *Land.choices], required=False, widget=LeanSelect
    )
    groesse = forms.ChoiceField(
        label="Einwohnerzahl",
        choices=[*EVERY, *((key, step[0]) for key, step in catalogue.SIZES.items())],
        required=False,
        widget=LeanSelect,
    )
    reife = forms.TypedChoiceField(
        label="Reifegrad",
        choices=[
            *EVERY,
            *((number, f"ab {number} – {name}") for number, name in maturity.LEVELS if number),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=LeanSelect,
    )
    kosten = forms.ChoiceField(
        label="Kosten im Jahr",
        choices=[*EVERY, *((key, step[0]) for key, step in catalogue.COSTS.items())],
        required=False,
        widget=LeanSelect,
    )
    baustein = forms.ChoiceField(
        label="Baustein",
        choices=[*EVERY, *BuildingBlock.choices],
        required=False,
        widget=LeanSelect,
    )
    klasse = forms.ChoiceField(
        label="Einstufung", choices=[*EVERY, *RISKS], required=False, widget=LeanSelect
    )
    stand = forms.ChoiceField(
        label="Stand", choices=[*EVERY, *State.choices], required=False, widget=LeanSelect
    )
    organisation = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    @property
    def wanted(self) -> catalogue.Wanted:
        chosen = self.cleaned_data
        return catalogue.Wanted(
            text=chosen.get("suche", ""),
            field=chosen.get("feld", ""),
            land=chosen.get("land", ""),
            size=chosen.get("groesse", ""),
            maturity=chosen.get("reife"),
            cost=chosen.get("kosten", ""),
            block=chosen.get("baustein", ""),
            risk=chosen.get("klasse", ""),
            state=chosen.get("stand", ""),
            organisation=str(chosen.get("organisation") or ""),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(value not in ("", None) for value in self.cleaned_data.values())
