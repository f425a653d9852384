"""What people write in and about a guideline."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.portal.exchange.enums import CommentVerdict, GuidelineKind, GuidelineState
from allmende.portal.exchange.forms.sharing import (
    AudienceForm,
    DayField,
    MomentField,
    TextField,
    TitleField,
)
from allmende.portal.exchange.models import Consultation
from allmende.portal.organisations.enums import TOPIC_CHOICES

LONGEST = 200_000
TEXT_HELP = (
    "Überschriften (#), Listen (1. oder -), **fett**, Tabellen und Verweise sind möglich. Jeder "
    "Absatz und jeder Punkt einer Liste bekommt in der Konsultation eine Nummer."
)
AUDIENCE_HELP = (
    "Solange Sie schreiben, sehen nur die Mitschreibenden den Text. Die Auswahl gilt ab der "
    "Konsultation und der Veröffentlichung. „Öffentlich“ heißt: jede Person im Internet."
)


class GuidelineForm(AudienceForm):
    title = TitleField(
        label="Titel",
        max_length=150,
        help_text="Zum Beispiel: Dienstanweisung für Sprachmodelle",
        error_messages={"required": "Geben Sie der Leitlinie einen Titel."},
    )
    summary = TextField(
        label="Worum es geht",
        rows=2,
        max_length=500,
        required=False,
        help_text="Ein oder zwei Sätze für die Liste.",
    )
    kind = forms.ChoiceField(label="Art", choices=[("", "bitte wählen"), *GuidelineKind.choices])
    topic = forms.ChoiceField(label="Themenfeld", choices=[("", "bitte wählen"), *TOPIC_CHOICES])
    text = TextField(label="Text", rows=20, max_length=LONGEST, required=False, help_text=TEXT_HELP)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "summary", "kind", "topic", "audience", "group", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].help_text = AUDIENCE_HELP

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "summary", "kind", "topic", "audience", "group", "text")
        return {name: self.cleaned_data.get(name) for name in names}


class WindowForm(forms.Form):
    """When others comment, and on what they shall look."""

    opens_at = MomentField(label="Beginn")
    closes_at = MomentField(label="Ende")
    question = TitleField(
        label="Was wollen Sie wissen?",
        max_length=500,
        required=False,
        help_text="Zum Beispiel: Ist die Liste in Ihrem Haus durchzuhalten?",
    )

    def __init__(self, *args: Any, consultation: Consultation | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.kept = consultation.opens_at if consultation else None
        if consultation and consultation.opens_at <= timezone.now():
            self.fields["opens_at"].disabled = True
            self.fields["opens_at"].help_text = "Die Konsultation läuft schon."

    def clean_opens_at(self) -> Any:
        """What the browser shows has no seconds; unchanged it means the stored moment."""
        opens = self.cleaned_data["opens_at"]
        same = self.kept and self.kept.replace(second=0, microsecond=0) == opens
        return self.kept if same or self.fields["opens_at"].disabled else opens


class CommentForm(forms.Form):
    text = TextField(
        label="Ihre Anmerkung",
        rows=4,
        max_length=5000,
        help_text="Am hilfreichsten ist ein eigener Vorschlag für den Wortlaut.",
        error_messages={"required": "Schreiben Sie Ihre Anmerkung."},
    )


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label="Was wird daraus?",
        choices=[one for one in CommentVerdict.choices if one[0] != CommentVerdict.OPEN],
        widget=forms.RadioSelect,
    )
    answer = TextField(
        label="Antwort",
        rows=3,
        max_length=2000,
        help_text="Ein Satz genügt. Die Person bekommt ihn als Mitteilung.",
        error_messages={"required": "Schreiben Sie einen Satz dazu."},
    )


class SummaryForm(forms.Form):
    text = TextField(
        label="Ergebnis",
        rows=8,
        max_length=10_000,
        help_text="Was haben Sie gehört, was ändert sich? Alle, die die Leitlinie sehen, lesen es.",
        error_messages={"required": "Schreiben Sie das Ergebnis."},
    )


class PublishForm(forms.Form):
    change_note = TitleField(
        label="Was ist neu?",
        max_length=500,
        required=False,
        help_text="Ein Satz. Organisationen, bei denen die Leitlinie gilt, lesen ihn zuerst.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = TitleField(
        label="Warum gilt die Leitlinie nicht mehr?",
        max_length=500,
        error_messages={"required": "Schreiben Sie, warum die Leitlinie nicht mehr gilt."},
    )


class AdoptForm(forms.Form):
    since = DayField(label="Gilt bei uns seit")
    note = TitleField(
        label="Anmerkung",
        max_length=500,
        required=False,
        help_text="Zum Beispiel: vom Gemeinderat beschlossen, ohne Abschnitt 4",
    )


class GuidelineFilter(forms.Form):
    is_filter = True
    STATES = [("", "alle"), *GuidelineState.choices]

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    art = forms.ChoiceField(
        label="Art", required=False, choices=[("", "alle"), *GuidelineKind.choices]
    )
    thema = forms.ChoiceField(
        label="Themenfeld", required=False, choices=[("", "alle"), *TOPIC_CHOICES]
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=STATES)
    uebernommen = forms.BooleanField(label="Bei uns übernommen", required=False)


class PublicFilter(forms.Form):
    is_filter = True

    suche = forms.CharField(label="", required=False, max_length=100)
    art = forms.ChoiceField(label="", required=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suche"].label = _("Suche")
        field = self.fields["art"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.label = _("Art")
        field.choices = [("", _("alle")), *GuidelineKind.choices]
