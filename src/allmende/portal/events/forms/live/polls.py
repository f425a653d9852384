"""Making polls, voting, giving feedback."""

from typing import Any

from django import forms

from allmende.portal.events.domain.live.polls import MOST, Choice, Question
from allmende.portal.events.enums import PollKind
from allmende.portal.events.models import Poll


class PollForm(forms.Form):
    title = forms.CharField(
        label="Frage",
        max_length=200,
        help_text="Zum Beispiel: „Welche Handlungsfelder sollen im kommenden Jahr vorn stehen?“",
    )
    kind = forms.ChoiceField(
        label="Art", choices=PollKind.choices, widget=forms.RadioSelect, initial=PollKind.SINGLE
    )
    dots = forms.IntegerField(
        label="Punkte für jede Person",
        min_value=1,
        max_value=20,
        initial=3,
        help_text="Zählt nur, wenn Punkte verteilt werden.",
    )
    most_on_one = forms.IntegerField(
        label="Höchstens auf eine Möglichkeit", min_value=1, max_value=20, initial=3
    )
    choices = forms.CharField(
        label="Möglichkeiten",
        max_length=8000,
        help_text=f"Eine in jeder Zeile, 2 bis {MOST}. Hinter einem senkrechten Strich darf die "
        "Adresse eines Anwendungsfalls aus dem Katalog stehen.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    shows_while_open = forms.BooleanField(
        label="Zwischenstand zeigen, während abgestimmt wird", required=False, initial=True
    )

    @property
    def question(self) -> Question:
        values = {**self.cleaned_data}
        lines = [line for line in values.pop("choices").splitlines() if line.strip()]
        return Question(choices=[_choice(line) for line in lines], **values)


def initial(poll: Poll) -> dict[str, Any]:
    """What a poll says now, as the form shows it."""
    lines = [
        f"{option.label} | /anwendungsfaelle/katalog/{option.key}/" if option.key else option.label
        for option in poll.options.all()
    ]
    return {
        "title": poll.title,
        "kind": poll.kind,
        "dots": poll.dots,
        "most_on_one": poll.most_on_one,
        "shows_while_open": poll.shows_while_open,
        "choices": "\n".join(lines),
    }


class FeedbackForm(forms.Form):
    stars = forms.TypedChoiceField(
        label="Wie war die Veranstaltung?",
        choices=[
            (5, "sehr gut"),
            (4, "gut"),
            (3, "geht so"),
            (2, "schlecht"),
            (1, "sehr schlecht"),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    good = forms.CharField(
        label="Was war gut?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    better = forms.CharField(
        label="Was soll besser werden?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _choice(line: str) -> Choice:
    """A label, and the entry of the catalogue that an address behind a bar names."""
    label, _, address = line.partition("|")
    _, found, rest = address.strip().partition("/anwendungsfaelle/katalog/")
    key = rest.strip("/").partition("/")[0][:60] if found else ""
    return Choice(label.strip(), ("entry", key) if key else ("", ""))
