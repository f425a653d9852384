"""What people write: a thread with its first post, a reply, a change."""

from collections.abc import Iterable
from typing import Any

from django import forms

from allmende.portal.core.domain.attachments import MIMES, MOST
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.threads.posts import LONGEST
from allmende.portal.exchange.enums import ThreadKind
from allmende.portal.exchange.models import Thread
from allmende.portal.organisations.enums import TOPIC_CHOICES, Audience, OrganisationKind
from allmende.portal.organisations.models import Group, Member

TEXT_HELP = (
    "Überschriften (#), Listen (-), **fett**, Tabellen und Links sind möglich. "
    "Mit @Vorname Nachname erwähnen Sie eine Person, die mitlesen darf."
)
FILES_HELP = (
    f"Höchstens {MOST} Dateien mit je 25 MB: {', '.join(MIMES)}. Wählen Sie Dateien zuletzt, "
    "die Vorschau behält sie nicht."
)
AUDIENCE_HELP = (
    "„Öffentlich“ heißt: Jede Person im Internet liest mit. Dort steht dann der Name Ihrer "
    "Organisation, Ihr eigener nicht."
)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class PostForm(forms.Form):
    text = forms.CharField(
        label="Text",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=TEXT_HELP,
        error_messages={
            "required": "Schreiben Sie etwas, bevor Sie senden.",
            "max_length": "Der Text hat %(show_value)s Zeichen. Möglich sind 20.000. "
            "Kürzen Sie ihn, oder hängen Sie eine Datei an.",
        },
    )
    attachments = FilesField(
        label="Dateien anhängen",
        required=False,
        help_text=FILES_HELP,
        error_messages={"empty": "Eine der Dateien ist leer. Prüfen Sie sie und wählen Sie neu."},
    )

    def clean_text(self) -> str:
        text = texts.clean(self.cleaned_data["text"])
        if texts.is_blank(text):
            raise forms.ValidationError("Schreiben Sie etwas, bevor Sie senden.")
        return text


class EditForm(PostForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AboutForm(forms.Form):
    """What a thread is about and for whom."""

    title = forms.CharField(
        label="Titel",
        max_length=150,
        help_text="Worum geht es? Zum Beispiel: Wer hat Erfahrung mit KI in der Wohngeldstelle?",
        error_messages={"required": "Sagen Sie in einem Satz, worum es geht."},
    )
    kind = forms.ChoiceField(label="Art", choices=ThreadKind.choices, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label="Themenfeld", choices=[("", "bitte wählen"), *TOPIC_CHOICES])
    audience = forms.ChoiceField(
        label="Sichtbar für",
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=AUDIENCE_HELP,
    )
    group = forms.ModelChoiceField(
        label="Arbeitsgruppe",
        queryset=Group.objects.none(),
        required=False,
        empty_label="keine",
        help_text="Nur nötig, wenn oben „nur eine Arbeitsgruppe“ gewählt ist.",
    )

    def __init__(self, *args: Any, member: Member, thread: Thread | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        group, audience = self.fields["group"], self.fields["audience"]
        assert isinstance(group, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        assert isinstance(audience, forms.ChoiceField)  # noqa: S101 -- tells mypy
        own = Group.objects.filter(members=member)
        if thread and thread.group_id:
            own = own | Group.objects.filter(pk=thread.group_id)
        group.queryset = own.distinct()
        audience.choices = _audiences(member, has_groups=own.exists())
        if not own.exists():
            del self.fields["group"]

    def clean_title(self) -> str:
        title = texts.line(self.cleaned_data["title"])
        if texts.is_blank(title):
            raise forms.ValidationError("Sagen Sie in einem Satz, worum es geht.")
        return title

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("audience") == Audience.GROUP and not data.get("group"):
            self.add_error("group", "Wählen Sie die Arbeitsgruppe, die mitlesen darf.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "kind", "topic", "audience", "group")
        return {name: self.cleaned_data.get(name) for name in names}


class ThreadForm(AboutForm, PostForm):
    field_order = ("title", "kind", "topic", "audience", "group", "text", "attachments")


class ChangeForm(AboutForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)


def _audiences(member: Member, *, has_groups: bool) -> list[tuple[str, Any]]:
    """The widest first but for the public, which nobody should choose by accident."""
    order = [Audience.NETWORK, Audience.ORGANISATION, Audience.GROUP, Audience.PUBLIC]
    if member.organisation.kind == OrganisationKind.EXPERTS:
        order.remove(Audience.ORGANISATION)
    if not has_groups:
        order.remove(Audience.GROUP)
    return _labelled(order)


def _labelled(order: Iterable[Audience]) -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in order]
