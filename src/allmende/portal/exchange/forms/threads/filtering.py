"""What narrows the list of threads; an unknown value is ignored."""

from typing import Any

from django import forms

from allmende.portal.core.forms import LeanSelect
from allmende.portal.exchange.domain import linking
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.enums import ThreadKind, ThreadState
from allmende.portal.organisations.enums import TOPIC_CHOICES
from allmende.portal.organisations.models import Group, Member

EVERY = [("", "alle")]


class ThreadFilter(forms.Form):
    is_filter = True

    suche = forms.CharField(label="Suche", required=False, max_length=200)
    art = forms.ChoiceField(
        label="Art", choices=[*EVERY, *ThreadKind.choices], required=False, widget=LeanSelect
    )
    feld = forms.ChoiceField(
        label="Themenfeld", choices=[*EVERY, *TOPIC_CHOICES], required=False, widget=LeanSelect
    )
    stand = forms.ChoiceField(
        label="Stand", choices=[*EVERY, *ThreadState.choices], required=False, widget=LeanSelect
    )
    gruppe = forms.ModelChoiceField(
        Group.objects.none(), label="Arbeitsgruppe", required=False, empty_label="alle"
    )
    meine = forms.BooleanField(label="Nur meine", required=False)
    offen = forms.BooleanField(label="Nur unbeantwortete", required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["gruppe"]
        assert isinstance(groups, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        groups.queryset = Group.objects.filter(members=member)
        if not groups.queryset.exists():
            del self.fields["gruppe"]

    @property
    def wanted(self) -> Wanted:
        chosen = self.cleaned_data
        group = chosen.get("gruppe")
        return Wanted(
            text=chosen.get("suche", ""),
            kind=chosen.get("art", ""),
            topic=chosen.get("feld", ""),
            state=chosen.get("stand", ""),
            group=group.pk if group else None,
            mine=bool(chosen.get("meine")),
            unanswered=bool(chosen.get("offen")),
        )


class LinkFilter(forms.Form):
    """What somebody wants to tie to a thing."""

    is_filter = True

    suche = forms.CharField(label="Suchwörter", required=False, max_length=200)
    art = forms.ChoiceField(label="Was", required=False, widget=LeanSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["art"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- tells mypy
        kinds.choices = [*EVERY, *linking.kinds()]
