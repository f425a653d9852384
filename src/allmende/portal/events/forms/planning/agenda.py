"""Input for blocks, rooms, talks and proposals."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from allmende.portal.events.domain.planning.times import local
from allmende.portal.events.forms.planning import fields
from allmende.portal.events.forms.planning.fields import textarea
from allmende.portal.events.models import Block, Room, Session, Talk


class RevisionForm(forms.Form):
    """A button: nothing to fill in, but it knows what it was shown for."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = session.revision


class ReasonForm(RevisionForm):
    reason = forms.CharField(
        label="Grund",
        max_length=500,
        widget=textarea(3),
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )
    field_order = ("reason", "revision")

    def __init__(self, *args: Any, longest: int = 500, help_text: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["reason"]
        field.help_text = help_text
        field.max_length = longest  # type: ignore[attr-defined]
        field.validators[0].limit_value = longest  # type: ignore[attr-defined]


class AgendaForm(forms.ModelForm[Any]):
    """Carries the revision of the session: two people do not overwrite each other's plan."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.initial.setdefault("revision", session.revision)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class BlockForm(AgendaForm):
    day = fields.day("Tag")
    begins = fields.clock("Beginn")
    ends = fields.clock("Ende")

    class Meta:
        model = Block
        fields = ("kind", "title", "text")

    field_order = ("kind", "title", "day", "begins", "ends", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            start, end = local(self.instance.starts_at), local(self.instance.ends_at)
            self.initial.setdefault("ends", end.time())
        else:
            last = self.session.blocks.order_by("ends_at").last()
            start = local(last.ends_at if last else self.session.starts_at)
        self.initial.setdefault("day", start.date())
        self.initial.setdefault("begins", start.time())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.span = {}
        for name, stored in (("begins", "starts_at"), ("ends", "ends_at")):
            if data.get("day") and data.get(name):
                try:
                    self.span[stored] = fields.moment(data["day"], data[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, **self.span}


class RoomForm(AgendaForm):
    topic = fields.topic()
    moderator = forms.CharField(label="Moderation", required=False, max_length=254)
    minute_taker = forms.CharField(label="Protokoll", required=False, max_length=254)

    class Meta:
        model = Room
        fields = ("title", "text", "topic", "place", "link", "capacity")
        widgets = {"text": textarea(3)}

    field_order = ("title", "topic", "text", "moderator", "minute_taker", "capacity", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].help_text = "Leer lassen, wenn alle Platz haben."
        self.fields["link"].help_text = "Nur wenn der Raum einen eigenen hat."
        help_text = "Name oder E-Mail-Adresse. Die Person erhält eine Mitteilung."
        for name in ("moderator", "minute_taker"):
            user = getattr(self.instance, name)
            self.initial.setdefault(name, user.email if user else "")
            self.fields[name].help_text = help_text
            self.fields[name].widget.attrs |= {"list": "people", "autocomplete": "off"}

    @property
    def people(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("moderator", "minute_taker")}


class PlaceField(forms.ChoiceField):
    """A block or one of its rooms."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label="Wo im Programm", required=False, **options)

    def offer(self, session: Session) -> None:
        choices: list[tuple[str, str]] = [("", "noch offen")]
        for block in session.blocks.prefetch_related("rooms"):
            choices.append((f"b{block.pk}", f"{local(block.starts_at):%H:%M} {block}"))
            choices += [(f"r{room.pk}", f"– Raum: {room}") for room in block.rooms.all()]
        self.choices = choices

    @staticmethod
    def read(session: Session, value: str) -> dict[str, Any]:
        """``block`` and ``room`` of the chosen place, inside the session."""
        block = room = None
        if value.startswith("r"):
            room = Room.objects.filter(block__session=session, pk=value[1:]).first()
            block = room.block if room else None
        elif value.startswith("b"):
            block = Block.objects.filter(session=session, pk=value[1:]).first()
        return {"block": block, "room": room}


class TalkForm(AgendaForm):
    where = PlaceField()

    class Meta:
        model = Talk
        fields = ("title", "speaker", "speaker_from", "minutes", "abstract")
        widgets = {"abstract": textarea(5)}

    field_order = ("title", "speaker", "speaker_from", "where", "minutes", "abstract")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].offer(self.session)  # type: ignore[attr-defined]
        talk = self.instance
        here = f"r{talk.room_id}" if talk.room_id else f"b{talk.block_id}" if talk.block_id else ""
        self.initial.setdefault("where", here)

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, **PlaceField.read(self.session, self.cleaned_data["where"])}


class ProposalForm(forms.ModelForm[Talk]):
    class Meta:
        model = Talk
        fields = ("title", "abstract", "speaker", "speaker_from", "minutes")
        widgets = {"abstract": textarea(5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].required = False
        self.fields["speaker"].help_text = "Leer lassen, wenn Sie selbst sprechen."
        self.fields["abstract"].required = True
        self.fields["abstract"].help_text = "Worum geht es, und was nehmen die Zuhörenden mit?"


class AcceptForm(forms.Form):
    where = PlaceField()
    reason = forms.CharField(
        label="Nachricht an die Person", required=False, max_length=500, widget=textarea(3)
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["where"].offer(session)  # type: ignore[attr-defined]

    @property
    def place(self) -> dict[str, Any]:
        return PlaceField.read(self.session, self.cleaned_data["where"])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Begründung",
        max_length=500,
        widget=textarea(3),
        error_messages={"required": "Bitte begründen Sie die Absage. Die Person liest sie."},
    )
