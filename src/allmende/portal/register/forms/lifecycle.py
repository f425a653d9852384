"""Input for steps of the life cycle, sign-offs and the chain."""

from typing import Any

from django import forms

from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import chain
from allmende.portal.register.domain.decisions import OPTIONS
from allmende.portal.register.enums import Decision, Participation, State, StepCondition
from allmende.portal.register.forms.people import PersonField
from allmende.portal.register.models import ChainStep, Signoff

LONGEST = 5000


class RevisionForm(forms.Form):
    """A button: nothing to fill in, but it knows what it was shown for."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(RevisionForm):
    reason = forms.CharField(
        label="Begründung",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte begründen Sie diesen Schritt."},
    )

    def __init__(self, *args: Any, label: str = "", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or "Begründung"
        self.fields["reason"].help_text = help_text


class DecisionForm(ReasonForm):
    decision = forms.ChoiceField(
        label="Entscheidung",
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie eine Entscheidung."},
    )
    field_order = ("decision", "reason", "revision")

    def __init__(self, *args: Any, signoff: Signoff, **kwargs: Any) -> None:
        super().__init__(
            *args,
            help_text="Alle Beteiligten lesen die Begründung. Nennen Sie hier auch Auflagen.",
            **kwargs,
        )
        self.initial["revision"] = signoff.revision
        options = OPTIONS[signoff.participation]
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [(value, Decision(value).label) for value in options]
        if len(options) == 1:
            self.initial["decision"] = options[0]


class DelegateForm(RevisionForm):
    to = PersonField(
        Member.objects.none(), label="An", required=False, empty_label="niemand, die Rolle selbst"
    )
    field_order = ("to", "revision")

    def __init__(self, *args: Any, signoff: Signoff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = signoff.revision
        self.initial["to"] = signoff.assigned_to_id
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = organisations.people_of(signoff.use_case.organisation)


class InboxFilter(forms.Form):
    is_filter = True
    WHOSE = [
        ("mine", "Wartet auf mich"),
        ("delegated", "Mir übertragen"),
        ("requested", "Von mir angefragt"),
        ("all", "Alle der Organisation"),
    ]
    STATES = [
        ("open", "offen"),
        ("overdue", "überfällig"),
        ("decided", "entschieden"),
        ("", "alle"),
    ]

    wessen = forms.ChoiceField(label="Welche", choices=WHOSE, required=False)
    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    suche = forms.CharField(label="Suche", required=False, max_length=100)


class ChainStepForm(forms.ModelForm[ChainStep]):
    """One step of the chain. The domain writes; this form only reads and checks."""

    role = forms.ChoiceField(label="Rolle", choices=list(chain.SIGNING_ROLES.items()))
    condition = forms.ChoiceField(
        label="Nur wenn", choices=[("", "immer"), *StepCondition.choices], required=False
    )
    before_state = forms.ChoiceField(
        label="Nötig vor",
        choices=[(state, State(state).label) for state in chain.ORDER[1:]],
        help_text="Ohne diese Freigabe ist der Stand nicht zu erreichen.",
    )
    days = forms.IntegerField(label="Frist in Tagen", min_value=1, max_value=365)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ChainStep
        fields = chain.FIELDS
        widgets = {"help": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "participation": "Beim Personalrat gilt bei „Zustimmung“, was das Recht Ihres Landes "
            "nach der Einstufung verlangt. Jede andere Wahl geht vor.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        self.initial.setdefault("participation", Participation.APPROVE)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in chain.FIELDS}
