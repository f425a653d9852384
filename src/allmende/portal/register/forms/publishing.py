"""Input around published entries: publish, withdraw, ask, answer, give feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.enums import MessageKind
from allmende.portal.register.models import Message

LONGEST = 5_000


class PublishForm(forms.Form):
    audience = forms.ChoiceField(
        label="Wer soll den Eintrag sehen?",
        choices=[
            (Audience.NETWORK, "Nur die Mitglieder des Netzwerks"),
            (Audience.PUBLIC, "Alle: öffentliches KI-Register und Netzwerk"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Wählen Sie, wer den Eintrag sehen soll."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Grund",
        help_text="Steht in Ihrem Verlauf, nicht im Netzwerk.",
        max_length=300,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="Ihre Frage",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Bitte schreiben Sie Ihre Frage."},
    )


class FeedbackForm(forms.Form):
    """Of citizens, about one entry of the public register."""

    text = forms.CharField(
        label=_("Ihre Rückmeldung"),
        help_text=_("Was fällt Ihnen auf? Was fehlt oder stimmt nicht?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Bitte schreiben Sie, was Sie uns sagen möchten."),
            "max_length": _("Bitte kürzen Sie Ihre Rückmeldung auf höchstens 5.000 Zeichen."),
        },
    )
    contact = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Nur wenn Sie eine Antwort möchten."),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _(
                "Diese E-Mail-Adresse ist nicht vollständig. Prüfen Sie die Schreibweise, "
                "zum Beispiel name@beispiel.de."
            )
        },
    )

    @property
    def is_from_robot(self) -> bool:
        """People do not see this field; it stands in the template only."""
        return bool(self.data.get("website"))


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Antwort",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie eine Antwort."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", message.answer)
        self.initial.setdefault("revision", message.revision)
        if message.contact:
            self.fields["text"].help_text = f"Wird als E-Mail an {message.contact} geschickt."
        elif message.author:
            self.fields["text"].help_text = "Die fragende Person erhält eine Mitteilung."
        else:
            self.fields[
                "text"
            ].help_text = (
                "Ohne Adresse erreicht die Antwort niemanden. Sie bleibt als Vermerk hier stehen."
            )


class MessageFilter(forms.Form):
    is_filter = True

    STATES = [
        ("open", "offen"),
        ("", "alle"),
        ("answered", "beantwortet"),
        ("closed", "geschlossen"),
    ]
    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    art = forms.ChoiceField(
        label="Art", choices=[("", "alle"), *MessageKind.choices], required=False
    )
