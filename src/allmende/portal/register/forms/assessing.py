"""Input for the questionnaire, one step at a time, and for what was done about a duty."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from allmende.engines.regulation.rules import Question
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain.assessing import DutyView, Proposal, Seen
from allmende.portal.register.domain.assessing.answering import LONGEST_NOTE
from allmende.portal.register.enums import DutyState, Tri
from allmende.portal.register.models import AnswerSheet, Evidence, UseCase

ANSWER, NOTE, SEEN, SEEN_NOTE = "antwort-", "anmerkung-", "vorher-", "vorher-anmerkung-"


@dataclass(frozen=True, slots=True)
class Line:
    """One question as the page shows it."""

    question: Question
    answer: forms.BoundField
    note: forms.BoundField
    proposal: Proposal | None


class StepForm(forms.Form):
    """The questions of one step. What is left open stays open; nothing is chosen beforehand."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        sheet: AnswerSheet,
        proposals: Mapping[str, Proposal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.sheet, self.proposals = questions, sheet, proposals
        self.base = Seen(sheet.answers, sheet.notes)  # what the next answer is compared with
        for question in questions:
            self._add(question, sheet)

    def _add(self, question: Question, sheet: AnswerSheet) -> None:
        self.fields[ANSWER + question.id] = forms.ChoiceField(
            label=question.text,
            choices=Tri.choices,
            required=False,
            widget=forms.RadioSelect,
            initial=sheet.answers.get(question.id, ""),
            error_messages={"invalid_choice": "Wählen Sie ja, nein oder unklar."},
        )
        self.fields[NOTE + question.id] = forms.CharField(
            label="Anmerkung",
            required=False,
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=sheet.notes.get(question.id, ""),
        )

    @property
    def lines(self) -> list[Line]:
        return [
            Line(q, self[ANSWER + q.id], self[NOTE + q.id], self._proposal(q.id))
            for q in self.questions
        ]

    def _proposal(self, question: str) -> Proposal | None:
        """Only where nobody has answered yet."""
        return None if question in self.sheet.answers else self.proposals.get(question)

    @property
    def answers(self) -> dict[str, str]:
        return self._sent(ANSWER)

    @property
    def notes(self) -> dict[str, str]:
        return self._sent(NOTE)

    def _sent(self, prefix: str) -> dict[str, str]:
        """Only what the page really had: a question that appeared meanwhile is not emptied."""
        return {
            q.id: self.cleaned_data[prefix + q.id]
            for q in self.questions
            if SEEN + q.id in self.data or prefix + q.id in self.data
        }

    @property
    def seen(self) -> Seen:
        """What stood there when the page was made."""
        return Seen(self._before(SEEN), self._before(SEEN_NOTE))

    def _before(self, prefix: str) -> dict[str, str]:
        return {
            q.id: str(self.data.get(prefix + q.id, "")).strip().replace("\r\n", "\n")
            for q in self.questions
        }

    @property
    def shown(self) -> set[str]:
        """The questions that the page had."""
        return shown_in(self.data)

    def keep_base(self, sheet: AnswerSheet, *, except_for: Collection[str]) -> None:
        """The page keeps its answers: what it saw stays its base, save for some questions.

        Otherwise an answer that somebody else changed, and this page still shows as it was,
        would look like a change made here and be overwritten.
        """
        self.base = Seen(
            {**self.seen.answers, **_only(sheet.answers, except_for)},
            {**self.seen.notes, **_only(sheet.notes, except_for)},
        )

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Name and value of what the page remembers."""
        return [
            (prefix + q.id, values.get(q.id, ""))
            for prefix, values in ((SEEN, self.base.answers), (SEEN_NOTE, self.base.notes))
            for q in self.questions
        ]


def shown_in(data: Mapping[str, Any]) -> set[str]:
    """The questions on the page that sent this."""
    prefixed = {name.removeprefix(SEEN) for name in data if name.startswith(SEEN)}
    return {name for name in prefixed if not name.startswith("anmerkung-")}


def _only(values: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: values.get(name, "") for name in names}


class DutyForm(forms.Form):
    """What was done about one duty."""

    state = forms.ChoiceField(label="Stand", choices=DutyState.choices)
    note = forms.CharField(
        label="Was wurde getan?",
        help_text="Wenn die Pflicht nicht zutrifft: warum nicht?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    responsible = forms.ModelChoiceField(
        Member.objects.none(), label="Wer kümmert sich?", required=False, empty_label="niemand"
    )
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(), label="Nachweis", required=False, empty_label="keiner"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, use_case: UseCase, view: DutyView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = view.status
        self.initial = {
            "state": view.state,
            "note": status.note if status else "",
            "responsible": status.responsible_id if status else None,
            "evidence": status.evidence_id if status else None,
            "revision": status.revision if status else 0,
        }
        people = self.fields["responsible"]
        proofs = self.fields["evidence"]
        assert isinstance(people, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        assert isinstance(proofs, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        people.queryset = organisations.people_of(use_case.organisation)
        proofs.queryset = use_case.evidence.filter(withdrawn_at=None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("state") == DutyState.NOT_APPLICABLE and not data.get("note", "").strip():
            self.add_error("note", "Bitte begründen Sie, warum diese Pflicht nicht zutrifft.")
        return data


class DutyFilter(forms.Form):
    """Narrows the list; an unknown value is ignored."""

    is_filter = True
    STATES = [
        ("", "alle"),
        ("offen", "offen und jetzt fällig"),
        ("faellig", "jetzt geltend"),
        ("kommend", "noch nicht geltend"),
        ("erledigt", "erfüllt oder nicht zutreffend"),
    ]
    HOLDERS = [("", "alle"), ("eigene", "eigene"), ("lieferant", "des Anbieters")]

    stand = forms.ChoiceField(label="Stand", choices=STATES, required=False)
    wer = forms.ChoiceField(label="Wessen Pflicht", choices=HOLDERS, required=False)
