"""What organisers do with registrations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from allmende.portal.events.domain.attending.mailing import TO
from allmende.portal.events.domain.attending.reminders import CHOICES
from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import Block, Room


class PeopleFilter(forms.Form):
    """Narrows the list; an unknown value is ignored."""

    is_filter = True
    suche = forms.CharField(label="Name oder Organisation", required=False, max_length=100)
    stand = forms.ChoiceField(
        label="Stand", choices=[("", "alle"), *RegistrationState.choices], required=False
    )
    raum = forms.ChoiceField(label="Raum", required=False)

    def __init__(self, *args: Any, rooms: Sequence[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["raum"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [("", "alle"), *((str(room.pk), room.title) for room in rooms)]
        if not rooms:
            del self.fields["raum"]


class AddMemberForm(forms.Form):
    who = forms.CharField(
        label="Mitglied",
        help_text="Ganzer Name oder dienstliche E-Mail-Adresse. Die Person erhält eine E-Mail.",
        max_length=200,
        error_messages={"required": "Bitte schreiben Sie, wen Sie anmelden möchten."},
    )


class AddGuestForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Bitte nennen Sie den Namen."}
    )
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Der Gast erhält eine E-Mail mit einem Link, um sich abzumelden.",
        max_length=200,
        error_messages={
            "required": "Bitte nennen Sie die E-Mail-Adresse.",
            "invalid": "Diese E-Mail-Adresse ist nicht vollständig.",
        },
    )
    come_from = forms.CharField(label="Organisation", max_length=150, required=False)
    agreed = forms.BooleanField(
        label="Der Gast ist einverstanden, dass wir seine Angaben bis 30 Tage danach speichern.",
        error_messages={"required": "Ohne Einverständnis dürfen Sie niemanden anmelden."},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Grund",
        help_text="Die Person liest ihn in der E-Mail.",
        max_length=300,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )


class SeatForm(forms.Form):
    """One select for each block: where somebody sits."""

    def __init__(
        self,
        *args: Any,
        blocks: Mapping[Block, Sequence[Room]],
        sits: Mapping[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {str(room.pk): room for rooms in blocks.values() for room in rooms}
        for block, rooms in blocks.items():
            self.fields[f"block{block.pk}"] = forms.ChoiceField(
                label=block.title,
                choices=[("", "noch kein Raum"), *((str(r.pk), r.title) for r in rooms)],
                initial=str(sits.get(block.pk, "")),
                required=False,
            )

    @property
    def chosen(self) -> list[Room]:
        """Only what was changed."""
        return [
            self.rooms[self.cleaned_data[name]]
            for name in self.changed_data
            if self.cleaned_data.get(name)
        ]


class MailForm(forms.Form):
    to = forms.ChoiceField(label="An", widget=forms.RadioSelect)
    subject = forms.CharField(
        label="Betreff",
        help_text="Der Titel der Veranstaltung steht von selbst davor.",
        max_length=150,
        error_messages={"required": "Bitte schreiben Sie einen Betreff."},
    )
    text = forms.CharField(
        label="Nachricht",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie Ihre Nachricht."},
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, counts: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [(key, f"{words} ({counts[key]})") for key, (words, _) in TO.items()]


class RemindersForm(forms.Form):
    hours = forms.TypedMultipleChoiceField(
        label="Wann erinnern?",
        choices=list(CHOICES.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
