"""Input of citizens and of those who answer them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.portal.assistant.domain import checks
from allmende.portal.assistant.domain.retention import inquiry_time
from allmende.portal.assistant.enums import InquiryState, Verdict
from allmende.portal.assistant.models import Inquiry
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member, Office, Organisation

LONGEST_TEXT = 10_000
PHONE = re.compile(r"\+?[\d\s()/.\-–]{5,40}")


class AskForm(forms.Form):
    """One field. The domain checks the text, so that the API says the same sentences."""

    question = forms.CharField(
        label=_("Ihre Frage"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "autocomplete": "off", "data-enter-submits": "", "class": "ask-field"}
        ),
    )

    def focus(self) -> None:
        """After an error the field has the focus, also where htmx has replaced it."""
        self.fields["question"].widget.attrs["autofocus"] = True

    def clean_question(self) -> str:
        try:
            return checks.question(self.cleaned_data["question"])
        except Refused as refused:
            raise ValidationError(str(refused)) from refused


class FeedbackForm(forms.Form):
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Was hat gefehlt oder war falsch?"),
        help_text=_("Bitte nennen Sie keine Namen und keine persönlichen Daten."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        try:
            return checks.remark(self.cleaned_data["reason"])
        except Refused as refused:
            raise ValidationError(str(refused)) from refused


class InquiryForm(forms.ModelForm[Inquiry]):
    class Meta:
        model = Inquiry
        fields = ["question", "contact", "name", "office"]
        labels = {
            "question": _("Ihre Frage"),
            "contact": _("Ihre E-Mail-Adresse oder Telefonnummer"),
            "name": _("Ihr Name"),
            "office": _("Zuständige Stelle"),
        }
        help_texts = {
            "contact": _("Dorthin antworten wir Ihnen."),
            "office": _("Wenn Sie unsicher sind, leiten wir Ihre Anfrage weiter."),
        }
        error_messages = {
            "question": {"required": _("Bitte schreiben Sie, was Sie wissen möchten.")},
            "contact": {
                "required": _(
                    "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an. "
                    "Sonst können wir Ihnen nicht antworten."
                )
            },
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 5}),
            "contact": forms.TextInput(attrs={"autocomplete": "email"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.offices_of(organisation)
        field.empty_label = gettext("Weiß ich nicht")
        field.required = False

    @property
    def is_from_robot(self) -> bool:
        """People do not see this field; it stands in the template only."""
        return bool(self.data.get("website"))

    @property
    def cleaned_data_of_inquiry(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    @property
    def forgotten_on(self) -> date:
        """The day of deletion if the answer is given today."""
        return timezone.localdate() + inquiry_time()

    def clean_question(self) -> str:
        text: str = self.cleaned_data["question"]
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                gettext("Bitte kürzen Sie Ihre Frage auf höchstens 10.000 Zeichen.")
            )
        return text

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"].strip()
        if "@" in contact:
            return self._mail(contact)
        if not PHONE.fullmatch(contact) or sum(sign.isdigit() for sign in contact) < 5:
            raise ValidationError(
                gettext(
                    "Das ist weder eine E-Mail-Adresse noch eine Telefonnummer. Beispiele: "
                    "name@beispiel.de oder 07999 123456."
                )
            )
        return contact

    def _mail(self, contact: str) -> str:
        try:
            validate_email(contact)
        except ValidationError as error:
            raise ValidationError(
                gettext(
                    "Diese E-Mail-Adresse ist nicht vollständig. Prüfen Sie die Schreibweise, "
                    "zum Beispiel name@beispiel.de."
                )
            ) from error
        return contact


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Antwort",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie eine Antwort."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answer", inquiry.answer)
        self.initial.setdefault("revision", inquiry.revision)
        field = self.fields["answer"]
        if inquiry.has_mail:
            field.help_text = f"Wird als E-Mail an {inquiry.contact} geschickt."
        else:
            field.label = "Vermerk zum Telefonat"
            field.help_text = f"Rufen Sie {inquiry.contact} an und halten Sie fest, was gesagt ist."


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Grund",
        help_text="Zum Beispiel: Werbung, doppelt eingegangen, hat sich erledigt.",
        max_length=500,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", inquiry.revision)


class _PersonField(forms.ModelChoiceField[Member]):
    def label_from_instance(self, obj: Member) -> str:
        return f"{obj.user} ({obj.office})" if obj.office else str(obj.user)


class AssignForm(forms.Form):
    to = _PersonField(
        Member.objects.none(),
        label="Zuweisen an",
        empty_label=None,
        error_messages={"invalid_choice": "Diese Person darf Anfragen hier nicht bearbeiten."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiry: Inquiry, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("to", inquiry.assigned_to_id)
        self.initial.setdefault("revision", inquiry.revision)
        field = self.fields["to"]
        assert isinstance(field, _PersonField)  # noqa: S101 -- tells mypy
        field.queryset = colleagues


class ForwardForm(forms.Form):
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Weitergeben an",
        empty_label="Bitte wählen",
        help_text="Die Anfrage ist danach niemandem mehr zugewiesen.",
        error_messages={
            "required": "Bitte wählen Sie die Stelle, die zuständig ist.",
            "invalid_choice": "Diese Stelle gibt es hier nicht, oder die Anfrage liegt schon dort.",
        },
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", inquiry.revision)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.offices_of(inquiry.organisation)
        if inquiry.office_id:
            field.queryset = field.queryset.exclude(pk=inquiry.office_id)


class InboxFilter(forms.Form):
    """Narrows the inbox; an unknown value is ignored."""

    is_filter = True
    STATES = [("open", "offen"), ("", "alle"), *InquiryState.choices]
    ORDERS = [("", "älteste zuerst"), ("neu", "neueste zuerst")]

    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    stelle = forms.ModelChoiceField(
        Office.objects.none(), label="Stelle", required=False, empty_label="alle"
    )
    reihenfolge = forms.ChoiceField(label="Reihenfolge", choices=ORDERS, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stelle"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.offices_of(organisation)
