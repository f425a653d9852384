"""The selection matrix as a form, and points with reasons for one use case."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseModelFormSet, BoundField

from allmende.portal.register.domain import criteria
from allmende.portal.register.domain.criteria import Given
from allmende.portal.register.enums import CriterionKind
from allmende.portal.register.models import Criterion, Score

LONGEST_REASON = 2_000
OPEN = ""
WEIGHTS = [(n, str(n)) for n in range(criteria.HIGHEST_WEIGHT + 1)]


class CriterionForm(forms.ModelForm[Criterion]):
    """One line of the matrix; what an honest person would have changed is kept by revision."""

    weight = forms.TypedChoiceField(label="Gewicht", choices=WEIGHTS, coerce=int)
    position = forms.IntegerField(label="Reihenfolge", min_value=1, max_value=99)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Criterion
        fields = ("title", "help", "weight", "position", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["position"] = self.instance.position + 1
        self.initial["revision"] = self.instance.revision

    @property
    def row(self) -> dict[str, Any]:
        """As ``criteria.change`` takes it."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        values["position"] -= 1
        return {**values, "revision": self.cleaned_data["revision"]}


CriterionFormSet = forms.modelformset_factory(
    Criterion, form=CriterionForm, extra=0, max_num=criteria.MOST, validate_max=True
)


def rows(formset: BaseModelFormSet[Criterion, CriterionForm]) -> dict[int, dict[str, Any]]:
    return {form.instance.pk: form.row for form in formset.forms}


class NewCriterionForm(forms.ModelForm[Criterion]):
    kind = forms.ChoiceField(
        label="Zählt zu",
        choices=[("", "bitte wählen"), *CriterionKind.choices],
        help_text="Beim Nutzen sind viele Punkte gut, bei Aufwand und Risiko wenige.",
    )
    weight = forms.TypedChoiceField(label="Gewicht", choices=WEIGHTS, coerce=int, initial=1)

    class Meta:
        model = Criterion
        fields = ("title", "kind", "weight")


def seen(score: Score | None) -> str:
    """What the page showed: its revision, and enough to tell what a person has changed."""
    if score is None:
        return f"0.{_digest(None, '')}"
    return f"{score.revision}.{_digest(score.points, score.reason)}"


def _digest(points: int | None, reason: str) -> str:
    return hashlib.sha256(f"{points}|{reason}".encode()).hexdigest()[:16]


class ScoreForm(forms.Form):
    """For each criterion points, a reason and what stood there when the page was made."""

    def __init__(
        self,
        *args: Any,
        matrix: Sequence[Criterion],
        scores: Mapping[str, Score],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matrix, self.scores = matrix, scores
        for criterion in matrix:
            self._add(criterion, scores.get(criterion.key))

    def _add(self, criterion: Criterion, score: Score | None) -> None:
        key = criterion.key
        words = criteria.words_for(criterion)
        choices = [(OPEN, "noch offen"), *((str(n), f"{n} – {words[n]}") for n in range(5))]
        self.fields[f"punkte-{key}"] = forms.ChoiceField(
            label="Punkte",
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
            initial=str(score.points) if score else OPEN,
        )
        self.fields[f"grund-{key}"] = forms.CharField(
            label="Begründung",
            required=False,
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=score.reason if score else "",
        )
        self.fields[f"stand-{key}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=seen(score)
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for criterion in self.matrix:
            key = criterion.key
            if data.get(f"grund-{key}") and not data.get(f"punkte-{key}"):
                self.add_error(
                    f"punkte-{key}",
                    "Zu dieser Begründung fehlen die Punkte. Wählen Sie einen Wert.",
                )
        return data

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Criterion by criterion, for the page."""
        return [self._line(criterion) for criterion in self.matrix]

    @property
    def given(self) -> dict[str, Given]:
        """What this person has changed, as ``criteria.score`` takes it; the rest is left alone."""
        found = {}
        for criterion in self.matrix:
            given, digest = self._given(criterion.key)
            if _digest(given.points, given.reason) != digest:
                found[criterion.key] = given
        return found

    def _given(self, key: str) -> tuple[Given, str]:
        points = self.cleaned_data[f"punkte-{key}"]
        revision, _, digest = self.cleaned_data[f"stand-{key}"].partition(".")
        given = Given(
            points=int(points) if points else None,
            reason=self.cleaned_data[f"grund-{key}"].strip(),
            revision=int(revision) if revision.isdecimal() else 0,
        )
        return given, digest or _digest(None, "")

    def _line(self, criterion: Criterion) -> dict[str, Any]:
        def field(name: str) -> BoundField:
            return self[f"{name}-{criterion.key}"]

        score = self.scores.get(criterion.key)
        return {
            "criterion": criterion,
            "points": field("punkte"),
            "reason": field("grund"),
            "revision": field("stand"),
            "score": score,
            "lacks_reason": score is not None and not score.reason.strip(),
        }
