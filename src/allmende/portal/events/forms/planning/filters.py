"""Narrowing the list of sessions. Unknown values are ignored."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.portal.events.domain.planning import queries
from allmende.portal.events.models import Series
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.enums import TOPIC_CHOICES
from allmende.portal.organisations.models import Member, Organisation


class SessionFilter(forms.Form):
    is_filter = True
    WHICH = [("", "kommende"), ("vergangen", "vergangene"), ("entwurf", "meine Entwürfe")]

    suche = forms.CharField(label="Suche", required=False, max_length=100)
    stand = forms.ChoiceField(label="Welche", choices=WHICH, required=False)
    thema = forms.ChoiceField(
        label="Themenfeld", choices=[("", "alle"), *TOPIC_CHOICES], required=False
    )
    reihe = forms.ModelChoiceField(
        Series.objects.none(), label="Reihe", required=False, empty_label="alle"
    )
    von = forms.ModelChoiceField(
        Organisation.objects.none(), label="Veranstaltet von", required=False, empty_label="alle"
    )
    meine = forms.BooleanField(label="Ich bin angemeldet oder eingeteilt", required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = queries.visible_to(member).order_by()
        self.fields["reihe"].queryset = queries.series_visible_to(member)  # type: ignore[attr-defined]
        self.fields["von"].queryset = organisations.public_organisations().filter(  # type: ignore[attr-defined]
            pk__in=sessions.values("organisation")
        )


class PublicSessionFilter(forms.Form):
    is_filter = True
    suche = forms.CharField(label=_("Suche"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("Welche"),
        choices=[("", _("kommende")), ("vergangen", _("vergangene"))],
        required=False,
    )
