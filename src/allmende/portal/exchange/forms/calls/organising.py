"""What an organiser fills in for a call."""

from typing import Any

from django import forms

from allmende.portal.exchange.domain.calls import asking
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.forms.sharing import AudienceForm, MomentField, TextField, TitleField
from allmende.portal.organisations.enums import TOPIC_CHOICES


class CallForm(AudienceForm):
    title = TitleField(
        label="Titel",
        max_length=150,
        help_text="Zum Beispiel: KI, die Kommunen durch heiße Sommer hilft",
        error_messages={"required": "Geben Sie dem Aufruf einen Titel."},
    )
    text = TextField(
        label="Aufruf",
        rows=10,
        max_length=20_000,
        help_text="Was suchen Sie, was haben die Ausgewählten davon? Überschriften (#), Listen (-) "
        "und Verweise sind möglich.",
        error_messages={"required": "Schreiben Sie, worum es geht."},
    )
    topic = forms.ChoiceField(
        label="Themenfeld", choices=[("", "keines"), *TOPIC_CHOICES], required=False
    )
    opens_at = MomentField(label="Beginn", required=False)
    closes_at = MomentField(
        label="Einsendeschluss",
        required=False,
        help_text="Gilt auf die Sekunde, nach der Uhr des Servers.",
    )
    jury_until = MomentField(label="Jury bewertet bis", required=False)
    places = forms.IntegerField(
        label="Plätze", required=False, min_value=1, max_value=999, help_text="Leer: ohne Grenze"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "text", "topic", "audience", "group", "opens_at", "closes_at")

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "text", "topic", "audience", "group", "opens_at", "closes_at")
        return {name: self.cleaned_data.get(name) for name in (*names, "jury_until", "places")}


class QuestionForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    label = TitleField(
        label="Frage",
        max_length=200,
        error_messages={"required": "Schreiben Sie die Frage, oder entfernen Sie sie."},
    )
    help = TitleField(label="Hilfe zur Frage", max_length=300, required=False)
    longest = forms.IntegerField(
        label="Höchstens so viele Zeichen",
        min_value=50,
        max_value=asking.LONGEST_ANSWER,
        initial=2000,
    )
    maps_to = forms.ChoiceField(
        label="Wird im Register zu", choices=list(asking.TARGETS.items()), required=False
    )
    required = forms.BooleanField(label="Muss beantwortet werden", required=False, initial=True)


class CriterionForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    label = TitleField(
        label="Kriterium",
        max_length=200,
        error_messages={"required": "Schreiben Sie das Kriterium, oder entfernen Sie es."},
    )
    help = TitleField(label="Woran die Jury es erkennt", max_length=300, required=False)
    weight = forms.IntegerField(
        label="Gewicht", min_value=1, max_value=10, initial=1, help_text="1 bis 10"
    )


class CancelForm(forms.Form):
    reason = TextField(
        label="Warum sagen Sie den Aufruf ab?",
        rows=3,
        max_length=2000,
        error_messages={"required": "Schreiben Sie, warum der Aufruf abgesagt wird."},
    )


class DecideForm(forms.Form):
    """One choice for each submission, named by its row, and the result for everybody."""

    OUTCOMES = [
        (one.value, one.label)
        for one in (SubmissionState.SELECTED, SubmissionState.RESERVE, SubmissionState.DECLINED)
    ]

    def __init__(self, *args: Any, rows: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for pk, label in rows:
            self.fields[f"row-{pk}"] = forms.ChoiceField(
                label=label,
                choices=self.OUTCOMES,
                widget=forms.RadioSelect,
                error_messages={"required": "Entscheiden Sie über diese Einreichung."},
            )
        self.fields["result"] = TextField(
            label="Ergebnis",
            rows=6,
            max_length=20_000,
            help_text="Für alle, die den Aufruf sehen: Wie hat die Jury entschieden, und warum?",
            error_messages={"required": "Schreiben Sie ein Ergebnis."},
        )

    @property
    def outcomes(self) -> dict[int, str]:
        return {pk: self.cleaned_data[f"row-{pk}"] for pk, _ in self.rows}


class CallFilter(forms.Form):
    is_filter = True
    STATES = [("", "alle"), *CallState.choices]

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    thema = forms.ChoiceField(
        label="Themenfeld", required=False, choices=[("", "alle"), *TOPIC_CHOICES]
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=STATES)
