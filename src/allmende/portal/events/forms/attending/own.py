"""What a person says about the own registration."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.events.models import Block, Room

RANKS = ((1, _("Erster Wunsch")), (2, _("Zweiter Wunsch")), (3, _("Dritter Wunsch")))


class DetailsForm(forms.Form):
    needs = forms.CharField(
        label=_("Was brauchen Sie, um gut teilzunehmen?"),
        help_text=_("Zum Beispiel Gebärdensprache oder eine Rampe. Das liest nur die Leitung."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Bitte kürzen Sie den Text auf höchstens 300 Zeichen.")},
    )
    shows_name = forms.BooleanField(
        label=_("Meinen Namen und meine Organisation den anderen Teilnehmenden zeigen"),
        required=False,
    )


class WishesForm(forms.Form):
    """Three selects for one block; they work without JavaScript."""

    def __init__(
        self, data: Any, *, block: Block, rooms: Sequence[Room], wished: Sequence[Room]
    ) -> None:
        super().__init__(data, prefix=f"block{block.pk}")
        self.block = block
        self.rooms = {str(room.pk): room for room in rooms}
        choices = [("", _("egal")), *((key, room.title) for key, room in self.rooms.items())]
        for rank, label in RANKS[: len(rooms)]:
            now = wished[rank - 1] if len(wished) >= rank else None
            self.fields[f"wish{rank}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=str(now.pk) if now else ""
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name, key in list(data.items()):  # an error takes the field out
            if key and key in seen:
                self.add_error(name, _("Diesen Raum haben Sie schon gewählt."))
            seen.add(key)
        return data

    @property
    def wishes(self) -> list[Room]:
        """In the order of the ranks, gaps closed."""
        keys = [self.cleaned_data.get(f"wish{rank}") for rank, _label in RANKS]
        return [self.rooms[key] for key in keys if key]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code der Veranstaltung"),
        help_text=_("Sechs Ziffern. Die Leitung zeigt sie während der Veranstaltung."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Bitte geben Sie den Code ein.")},
    )
