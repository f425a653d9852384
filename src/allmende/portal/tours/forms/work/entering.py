"""What a crew says about one stop, or about work that nobody had planned."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.work.entries import Entry
from allmende.portal.tours.domain.work.executions import MOST_PHOTOS
from allmende.portal.tours.models import Site, Stop, TaskType

MOST_LITRES = 100_000
NOT_DONE = "nicht"
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PhotoInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files; what is no photo is found out later, so that the entry is never lost."""

    widget = PhotoInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[File[Any]]:
        del initial
        return [file for file in data or [] if file][:MOST_PHOTOS]


class WorkForm(forms.Form):
    """Common to planned stops and extra work. The phone makes the id, so that an entry that is
    sent twice is kept once.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(widget=forms.HiddenInput)
    starts = forms.TimeField(label="Beginn", required=False, widget=TIME)
    ends = forms.TimeField(label="Ende", required=False, widget=TIME)
    litres = forms.IntegerField(
        label="Liter", required=False, min_value=0, max_value=MOST_LITRES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    note = forms.CharField(
        label="Bemerkung", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    problem = forms.CharField(
        label="Problem oder Grund", required=False, max_length=300,
        help_text="Nötig, wenn Sie es nicht erledigen konnten. Bitte ohne Namen.",
    )  # fmt: skip
    photos = PhotosField(label="Fotos", required=False, help_text=f"Höchstens {MOST_PHOTOS}")
    name = forms.CharField(
        label="Wer trägt ein?", required=False, max_length=150,
        help_text="Freiwillig. Ohne Angabe steht der Name der Kolonne im Nachweis.",
    )  # fmt: skip
    result = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("result") == NOT_DONE and not given.get("problem"):
            self.add_error("problem", "Schreiben Sie den Grund, damit jemand nachplanen kann.")
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn. Berichtigen Sie die Uhrzeit.")
        if not ends and given.get("day") and given["day"] != timezone.localdate():
            self.add_error("ends", "Tragen Sie ein, wann die Arbeit zu Ende war.")
        return given

    @property
    def done_things(self) -> dict[str, Any]:
        """What both kinds of ``Entry`` have in common."""
        given = self.cleaned_data
        day, now = given["day"], timezone.localtime()
        ends = given.get("ends") or now.time().replace(second=0, microsecond=0)
        starts = given.get("starts")
        return {
            "id": given.get("id") or uuid.uuid4(),
            "started_at": _at(day, starts) if starts else None,
            "ended_at": _at(day, ends),
            "litres": given.get("litres") or 0,
            "note": given.get("note", ""),
            "problem": given.get("problem", ""),
            "is_done": given.get("result") != NOT_DONE,
        }


class StopForm(WorkForm):
    """The words go along, since the stop may be gone when the phone comes back."""

    stop = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    label = forms.CharField(widget=forms.HiddenInput, max_length=200)
    task_label = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    site = forms.IntegerField(widget=forms.HiddenInput, required=False)
    task_type = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def entry(self, organisation: Organisation) -> Entry:
        given = self.cleaned_data
        stop = _stop(organisation, given["stop"], given.get("key", ""))
        if stop is not None:
            return Entry(**_words(stop), **self.done_things)
        return Entry(
            label=given["label"],
            task_label=given.get("task_label") or "Einsatz",
            key=given.get("key", ""),
            site=_own(Site, organisation, given.get("site")),
            task_type=_own(TaskType, organisation, given.get("task_type")),
            **self.done_things,
        )


class ExtraForm(WorkForm):
    """Work that nobody had planned."""

    place = forms.CharField(label="Wo?", max_length=150)
    task = forms.ModelChoiceField(
        TaskType.objects.none(), label="Art der Arbeit", required=False, empty_label="Etwas anderes"
    )
    field_order = ("id", "day", "place", "task")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["task"]
        kinds.queryset = TaskType.objects.filter(organisation=organisation)

    def entry(self, organisation: Organisation) -> Entry:
        place, kind = self.cleaned_data["place"], self.cleaned_data.get("task")
        site = Site.objects.filter(organisation=organisation, name__iexact=place).first()
        return Entry(
            label=place,
            task_label=kind.name if kind else "Zusätzliche Arbeit",
            site=site,
            task_type=kind,
            **self.done_things,
        )


def initial_of(stop: Stop, day: date) -> Mapping[str, Any]:
    """For the hidden fields of a stop."""
    return {
        "id": uuid.uuid4(),
        "day": day,
        "stop": stop.pk,
        "key": stop.key,
        "label": stop.label,
        "task_label": stop.task_type.name if stop.task_type else "",
        "site": stop.site_id,
        "task_type": stop.task_type_id,
        "litres": stop.litres or None,
    }


def _stop(organisation: Organisation, pk: int, key: str) -> Stop | None:
    """Only with the key it had: a number may have been given again."""
    found = Stop.objects.filter(tour__plan__organisation=organisation, pk=pk, key=key)
    return found.select_related("site", "task_type", "order").first()


def _words(stop: Stop) -> dict[str, Any]:
    return {
        "stop": stop,
        "key": stop.key,
        "site": stop.site,
        "task_type": stop.task_type,
        "label": stop.label,
        "task_label": stop.task_type.name if stop.task_type else "Einsatz",
    }


def _own[T: (Site, TaskType)](
    model: type[T], organisation: Organisation, pk: int | None
) -> T | None:
    return model._default_manager.filter(organisation=organisation, pk=pk).first() if pk else None


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
