"""For whom something is: the same two fields in guidelines, calls and matrices."""

from typing import Any

from django import forms

from allmende.portal.exchange.domain import sharing, texts
from allmende.portal.organisations.enums import Audience, OrganisationKind
from allmende.portal.organisations.models import Group, Member

DAY_TIME = "%Y-%m-%dT%H:%M"
UNSAID = "Wählen Sie etwas aus."


class MomentField(forms.DateTimeField):
    """Day and time of the place, as a browser offers them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=DAY_TIME)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TitleField(forms.CharField):
    """One line that can be read."""

    def clean(self, value: Any) -> str:
        title = texts.line(str(super().clean(value)))
        if self.required and texts.is_blank(title):
            raise forms.ValidationError(self.error_messages["required"])
        return title


class TextField(forms.CharField):
    """Several lines, without signs that nobody sees."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        text = texts.clean(str(super().clean(value)))
        if self.required and texts.is_blank(text):
            raise forms.ValidationError(self.error_messages["required"])
        return text


class AudienceForm(forms.Form):
    """``kept``: what the thing has already, which others may not have to choose from."""

    audience = forms.ChoiceField(
        label="Sichtbar für", choices=[], widget=forms.RadioSelect, initial=Audience.NETWORK
    )
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Arbeitsgruppe",
        required=False,
        empty_label="keine",
        help_text="Nur nötig, wenn oben „nur eine Arbeitsgruppe“ gewählt ist.",
    )

    def __init__(self, *args: Any, member: Member, kept: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience, group = self.fields["audience"], self.fields["group"]
        assert isinstance(audience, forms.ChoiceField)  # noqa: S101 -- tells mypy
        assert isinstance(group, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        own = sharing.groups_of(member)
        if kept and kept.group_id:
            own = Group.objects.filter(pk__in=[*own.values_list("pk", flat=True), kept.group_id])
        group.queryset = own
        any_group = own.exists()
        audience.choices = _choices(member, kept=kept, any_group=any_group)
        if not any_group:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("audience") == Audience.GROUP and not data.get("group"):
            self.add_error("group" if "group" in self.fields else None, sharing.GROUP_MISSING)
        if data.get("audience") != Audience.GROUP:
            data["group"] = None
        return data


def _choices(member: Member, *, kept: Any, any_group: bool) -> list[tuple[str, str]]:
    """The public comes last: nobody should choose it by accident."""
    order = [Audience.NETWORK, Audience.ORGANISATION, Audience.GROUP, Audience.PUBLIC]
    if member.organisation.kind == OrganisationKind.EXPERTS:
        order.remove(Audience.ORGANISATION)
    if not any_group:
        order.remove(Audience.GROUP)
    if kept and kept.audience not in order:
        order.append(Audience(kept.audience))
    return [(one.value, str(one.label)) for one in order]
