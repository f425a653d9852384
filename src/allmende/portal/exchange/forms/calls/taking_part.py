"""What organisations answer and what jurors score."""

from typing import Any

from django import forms

from allmende.portal.exchange.domain.calls import asking
from allmende.portal.exchange.forms.sharing import TextField, TitleField
from allmende.portal.exchange.models import Call, Submission

KEEP_ABOVE = 2 * asking.LONGEST_ANSWER


class ProfileForm(forms.Form):
    """The questions of the call. What is missing or too long is told, and kept all the same."""

    is_filter = True  # no word "optional": each question says itself what is needed
    title = TitleField(
        label="Titel",
        max_length=150,
        help_text="Die Jury sieht ihn nicht. Er wird zum Titel des Anwendungsfalls.",
        error_messages={"required": "Geben Sie dem Profil einen Titel."},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        for question in call.questions:
            self.fields[f"q-{question['key']}"] = TextField(
                label=question["label"],
                rows=5,
                required=False,
                max_length=KEEP_ABOVE,
                help_text=_help(question),
            )

    @property
    def answers(self) -> dict[str, str]:
        return {one["key"]: self.cleaned_data[f"q-{one['key']}"] for one in self.call.questions}

    @staticmethod
    def initial_of(submission: Submission) -> dict[str, Any]:
        answers = {f"q-{key}": text for key, text in submission.answers.items()}
        return {"title": submission.title, "revision": submission.revision, **answers}


class ScoreForm(forms.Form):
    """Points for each criterion and a reason; or that one is biased, then no points are needed."""

    is_filter = True  # no word "optional"
    is_biased = forms.BooleanField(
        label="Ich bin befangen",
        required=False,
        help_text="Zum Beispiel, weil Sie erkannt haben, wer schreibt, und damit zu tun haben. "
        "Dann zählen Ihre Punkte hier nicht.",
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        for criterion in call.criteria:
            self.fields[f"c-{criterion['key']}"] = forms.TypedChoiceField(
                label=criterion["label"],
                coerce=int,
                empty_value=None,
                required=False,
                choices=[(n, f"{n} – {word}") for n, word in asking.POINT_WORDS.items()],
                widget=forms.RadioSelect,
                help_text=criterion["help"],
            )
        self.fields["note"] = TextField(
            label="Begründung",
            rows=4,
            required=False,
            max_length=3000,
            help_text="Ein oder zwei Sätze. Ohne Begründung zählen die Punkte nicht.",
        )

    @property
    def points(self) -> dict[str, int]:
        found = {one["key"]: self.cleaned_data[f"c-{one['key']}"] for one in self.call.criteria}
        return {key: value for key, value in found.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_biased"):
            return data
        for criterion in self.call.criteria:
            if data.get(name := f"c-{criterion['key']}") is None and name not in self.errors:
                self.add_error(name, "Vergeben Sie 0 bis 4 Punkte.")
        if not data.get("note"):
            self.add_error("note", "Begründen Sie Ihre Punkte in einem Satz.")
        return data


def _help(question: dict[str, Any]) -> str:
    parts = [question["help"]] if question["help"] else []
    must = "Nötig zum Einreichen. " if question["required"] else "Freiwillig. "
    return " ".join([*parts, f"{must}Höchstens {question['longest']} Zeichen."])
