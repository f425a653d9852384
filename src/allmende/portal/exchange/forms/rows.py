"""Rows that people add, move and remove by buttons: each is a plain form, saved all at once.

A button sends ``zeile`` with ``<prefix>:<what>:<which>``; then the rows come back changed and
nothing has been saved yet.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

MOST = 60
ADD, REMOVE, UP, DOWN = "neu", "weg", "hoch", "runter"


class Rows[F: forms.Form]:
    """A list of forms of one kind; ``prefix`` names their fields."""

    def __init__(self, form: Callable[..., F], prefix: str) -> None:
        self.form, self.prefix = form, prefix
        self.forms: list[F] = []

    def load(self, values: Sequence[Mapping[str, Any]]) -> "Rows[F]":
        """What is stored."""
        self.forms = [
            self.form(initial=dict(row), prefix=self._name(at)) for at, row in enumerate(values)
        ]
        return self

    def read(self, data: QueryDict | Mapping[str, Any]) -> "Rows[F]":
        """What was sent, checked when ``is_valid`` is asked."""
        self.forms = [self.form(data, prefix=self._name(at)) for at in range(self._count(data))]
        return self

    def press(self, data: QueryDict) -> bool:
        """Do what a button of these rows asks for; False where none was pressed."""
        prefix, _, rest = data.get("zeile", "").partition(":")
        what, _, which = rest.partition(":")
        if prefix != self.prefix or not what:
            return False
        order: list[int | None] = list(range(self._count(data)))
        _moved(order, what, int(which) if which.isdecimal() and len(which) < 4 else -1)
        self.forms = [self._again(data, old, at) for at, old in enumerate(order[:MOST])]
        return True

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.forms]  # each shows its own errors
        return all(checked)

    @property
    def values(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms if form.is_bound)

    def _again(self, data: QueryDict, old: int | None, at: int) -> F:
        """The same input under its new number, without complaints about it."""
        initial = {}
        if old is not None:
            for name, field in self.form(prefix="x").fields.items():
                key = f"{self._name(old)}-{name}"
                initial[name] = field.widget.value_from_datadict(data, data, key)
        return self.form(initial=initial, prefix=self._name(at))

    def _count(self, data: Mapping[str, Any]) -> int:
        text = str(data.get(f"{self.prefix}-count", "0"))
        return min(int(text), MOST) if text.isdecimal() and len(text) < 4 else 0

    def _name(self, at: int) -> str:
        return f"{self.prefix}-{at}"


def _moved(order: list[int | None], what: str, which: int) -> None:
    """Change the order in place; a button of a row that is not there does nothing."""
    if what == ADD:
        order.append(None)
    elif not 0 <= which < len(order):
        return
    elif what == REMOVE:
        del order[which]
    elif what == UP and which > 0:
        order.insert(which - 1, order.pop(which))
    elif what == DOWN and which < len(order) - 1:
        order.insert(which + 1, order.pop(which))
