"""Naming somebody of the network: a colleague from a list, anybody else by mail address."""

from typing import Any

from django import forms

from allmende.portal.exchange.domain import sharing
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member, User


class _Colleague(forms.ModelChoiceField[Member]):
    def label_from_instance(self, obj: Member) -> str:
        return str(obj.user)


class PersonForm(forms.Form):
    colleague = _Colleague(
        Member.objects.none(), label="Aus Ihrer Organisation", required=False, empty_label="–"
    )
    email = forms.EmailField(
        label="Oder aus einer anderen Organisation",
        required=False,
        max_length=254,
        help_text="Die E-Mail-Adresse, mit der sich die Person anmeldet.",
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        # Experts share an organisation without knowing each other.
        if member.organisation.kind == OrganisationKind.EXPERTS:
            del self.fields["colleague"]
        else:
            field.queryset = organisations.people_of(member.organisation)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("colleague") and not data.get("email"):
            raise forms.ValidationError("Wählen Sie eine Person oder nennen Sie ihre Adresse.")
        return data

    def person(self) -> User:
        """Raises Refused where nobody has that address."""
        colleague: Member | None = self.cleaned_data.get("colleague")
        return colleague.user if colleague else sharing.person_by_mail(self.cleaned_data["email"])
