"""Input for DSFA and FRIA: a section, a risk, the questions of the phases, an opinion."""

from collections.abc import Iterator
from typing import Any

from django import forms

from allmende.portal.register.domain.impact import checklist, content, risks, scale
from allmende.portal.register.domain.impact.writing import LONGEST, TOO_LONG
from allmende.portal.register.enums import Opinion
from allmende.portal.register.models import ImpactDocument, Risk
from allmende.portal.register.models.impact import LEVELS

AFTER = "Wie schätzen Sie das Risiko ein, wenn die Maßnahmen wirken?"


class SectionForm(forms.Form):
    is_filter = True  # nothing is marked "optional": a document needs all of it in the end

    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    refers = forms.BooleanField(
        label="Auf die DSFA verweisen",
        required=False,
        help_text="Art. 27 Abs. 4 KI-VO: Was in der DSFA steht, gilt dann auch hier.",
    )
    # Not called "revision": a draft keeps it, so that text typed before a change is a conflict.
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, current: content.Content, may_refer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        entry = current.entry
        self.initial.setdefault("text", entry.text if entry.revision else current.prefill)
        self.initial.setdefault("refers", entry.refers)
        self.initial.setdefault("seen", entry.revision)
        self.fields["text"].label = current.section.title
        self.fields["text"].help_text = current.section.help
        if not may_refer:
            del self.fields["refers"]


class RiskForm(forms.ModelForm[Risk]):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Risk
        fields = risks.FIELDS
        help_texts = {
            "title": "Zum Beispiel: Falsche Auskunft führt zu versäumter Frist",
            "goal": "Welches Ziel des Standard-Datenschutzmodells ist vor allem berührt?",
            "affected": "Zum Beispiel: Antragstellende, Kinder, Beschäftigte",
            "severity": "Wie schlimm wäre es für die Betroffenen?",
            "likelihood": "Wie wahrscheinlich ist es ohne weitere Maßnahmen?",
            "measures": "Was tun Sie dagegen? Eine Maßnahme je Zeile.",
            "responsible": "Wer sorgt dafür? Besser eine Stelle als eine Person.",
            "severity_after": AFTER,
            "likelihood_after": AFTER,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("seen", risks.mark(self.instance))
        self.fields["goal"] = forms.ChoiceField(
            label=self.fields["goal"].label,
            help_text=self.fields["goal"].help_text,
            choices=[("", "keinem zugeordnet"), *scale.GOALS],
            required=False,
        )
        self.fields["measures"].widget = forms.Textarea(attrs={"rows": 4})
        for name in ("severity", "likelihood", "severity_after", "likelihood_after"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- tells mypy
            field.choices = [("", "bitte wählen"), *LEVELS]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in risks.FIELDS}


class ChecksForm(forms.Form):
    is_filter = True  # all of it is optional, the page says so once

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: ImpactDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = content.checks(document)
        self.initial.setdefault("revision", content.checks_revision(document))
        for key, check in checklist.CHECKS.items():
            self.initial.setdefault(key, answers.get(key, ""))
            self.fields[key] = forms.ChoiceField(
                label=check.text, choices=checklist.ANSWERS, required=False
            )

    @property
    def phases(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        for title, checks in checklist.PHASES:
            yield title, [self[check.key] for check in checks]

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(key, "") for key in checklist.CHECKS}

    def differences(self, document: ImpactDocument) -> list[tuple[str, str, str]]:
        """Questions that differ: text, what stands there now, what was chosen."""
        words = checklist.ANSWER_WORDS
        stands, mine = content.checks(document), self.answers
        return [
            (check.text, words[stands.get(key, "")], words[mine[key]])
            for key, check in checklist.CHECKS.items()
            if stands.get(key, "") != mine[key]
        ]


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(
        label="Stellungnahme",
        choices=Opinion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie eine Stellungnahme."},
    )
    reason = forms.CharField(
        label="Begründung",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Bei Auflagen: Was muss bis wann geschehen?",
        error_messages={"required": "Bitte begründen Sie Ihre Stellungnahme."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
