"""Choosing a colleague: by name, since the organisation is the same for all."""

from django import forms

from allmende.portal.organisations.models import Member


class PersonField(forms.ModelChoiceField[Member]):
    def label_from_instance(self, obj: Member) -> str:
        return str(obj.user)
