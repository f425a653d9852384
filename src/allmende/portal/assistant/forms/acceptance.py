"""Input of the acceptance test."""

from typing import Any

from django import forms

from allmende.portal.assistant.domain.acceptance.questions import LONGEST, Wanted, keys_for
from allmende.portal.assistant.enums import Asker
from allmende.portal.assistant.models import AcceptanceQuestion
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.organisations.models import Organisation

STATES = [
    ("", "alle"),
    ("active", "aktiv"),
    ("inactive", "nicht aktiv"),
    ("incomplete", "ohne erwartete Quelle"),
]


class AcceptanceForm(forms.Form):
    """One question. The domain checks whether the source may be read by who asks."""

    text = forms.CharField(
        label="Frage",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="So, wie ein Mensch sie stellen würde. Keine persönlichen Daten.",
    )
    audience = forms.ChoiceField(
        label="Wer fragt",
        choices=Asker.choices,
        initial=Asker.PUBLIC,
        help_text="Beschäftigte lesen auch interne Quellen.",
    )
    document = forms.ModelChoiceField(
        knowledge.documents_within(frozenset()),
        label="Erwartete Quelle",
        required=False,
        empty_label="keine",
        help_text="Dieses Dokument muss in der Antwort zitiert werden.",
    )
    expects_refusal = forms.BooleanField(
        label="Keine Antwort erwartet",
        required=False,
        help_text="Die Quellen beantworten die Frage nicht; richtig ist, das zu sagen.",
    )
    is_active = forms.BooleanField(label="Bei der nächsten Prüfung stellen", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = knowledge.documents_within(keys_for(organisation, Asker.STAFF))
        self.initial.setdefault("is_active", True)

    @property
    def wanted(self) -> Wanted:
        names = ("text", "audience", "document", "expects_refusal", "is_active")
        return Wanted(**{name: self.cleaned_data[name] for name in names})


def as_initial(question: AcceptanceQuestion) -> dict[str, Any]:
    names = ("text", "audience", "document", "expects_refusal", "is_active", "revision")
    return {name: getattr(question, name) for name in names}


class ImportForm(forms.Form):
    datei = forms.FileField(
        label="CSV-Datei",
        help_text="Am einfachsten beginnen Sie mit der exportierten Tabelle.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Wählen Sie eine CSV-Datei.",
            "empty": "Die Datei ist leer. Wählen Sie eine andere Datei.",
        },
    )


class AcceptanceFilter(forms.Form):
    """Narrows the list; an unknown value is ignored."""

    is_filter = True
    suche = forms.CharField(label="Suche", required=False, max_length=100)
    fragt = forms.ChoiceField(
        label="Wer fragt", choices=[("", "alle"), *Asker.choices], required=False
    )
    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
