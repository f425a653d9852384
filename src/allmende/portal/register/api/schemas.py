"""What goes in and out. Records carry the fields of ``domain.record`` under their names."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from ninja import Field, Query, Schema
from ninja.errors import HttpError
from pydantic import ConfigDict, create_model

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import record
from allmende.portal.register.domain.exchange.checking import UNSTORABLE
from allmende.portal.register.domain.formats.found import NAMES
from allmende.portal.register.domain.formats.values import HIGHEST

A_PAGE = 50
LAST_PAGE = 10_000
PageNumber = Annotated[int, Query(1, ge=1, le=LAST_PAGE, description="Seite, ab 1")]


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
PUBLIC_PROBLEMS = {404: Problem, 422: Problem}
WRITING = {**PROBLEMS, 400: Problem, 409: Problem}


def _kind(name: str) -> Any:
    if name in record.LISTS:
        return list[str]
    field = record.field(name)
    if isinstance(field, models.DateField):
        return date | None
    if isinstance(field, models.IntegerField):
        return Annotated[int, Field(ge=0, le=HIGHEST)] | None
    return str


def _described(name: str, **more: Any) -> Any:
    codes = record.LISTS.get(name) or dict(record.field(name).flatchoices or [])
    allowed = f" Werte: {', '.join(map(str, codes))}." if codes else ""
    return Field(description=f"{record.label(name)}.{allowed}", **more)


class RecordBase(Schema):
    model_config = ConfigDict(extra="forbid")


# Made from the one description of the record, which no type checker can follow.
if TYPE_CHECKING:

    class RecordOut(Schema): ...

    class RecordIn(RecordBase): ...
else:
    RecordOut = create_model(
        "RecordOut",
        __base__=Schema,
        __doc__="Die Angaben eines Anwendungsfalls; Auswahlen als Codes.",
        **{name: (_kind(name), _described(name)) for name in NAMES},
    )
    RecordIn = create_model(
        "RecordIn",
        __base__=RecordBase,
        __doc__="Angaben, die gesetzt werden; was fehlt, bleibt, wie es ist.",
        **{name: (_kind(name), _described(name, default=None)) for name in NAMES},
    )


class GoalOut(Schema):
    text: str
    indicator: str
    unit: str
    baseline: float | None
    target: float | None
    measured: float | None
    measured_on: date | None


class OrganisationOut(Schema):
    slug: str
    name: str
    kind: str
    land: str
    population: int | None
    ags: str


class UseCaseOut(Schema):
    id: UUID
    reference: str
    revision: int = Field(description="Wird beim Ändern mitgeschickt")
    state: str
    suspended: bool
    organisation: OrganisationOut
    office: str
    record: RecordOut
    goals: list[GoalOut]
    updated_at: datetime


class UseCasesOut(Schema):
    count: int
    page: int
    use_cases: list[UseCaseOut]


class UseCaseIn(Schema):
    """Ein neuer Vorschlag: Titel und Kurzbeschreibung sind nötig."""

    record: RecordIn
    office: str = Field("", max_length=150, description="Name einer Stelle der Organisation")


class ChangeIn(Schema):
    revision: int = Field(ge=1, le=HIGHEST, description="Die gelesene Fassung")
    record: RecordIn
    office: str | None = Field(None, max_length=150)


class AssessmentOut(Schema):
    risk: str
    impact: str
    automation: str
    participation: str
    roles: list[str]
    rules_version: str
    land: str
    on: date
    changes: list[str]
    needs_confirmation: bool = Field(description="Neue Regeln haben etwas geändert")


class DutyOut(Schema):
    rule: str
    title: str
    norm: str
    role: str
    holder: str
    due: str
    applies_from: date | None
    source: str
    state: str
    is_open: bool


class MaturityOut(Schema):
    level: int
    name: str
    axes: dict[str, int]
    blocking: list[str]


class EntryOut(Schema):
    """Eine veröffentlichte Fassung; ``data`` ändert sich nie."""

    id: UUID
    version: int
    published: datetime
    title: str
    organisation: str
    state: str
    maturity: int
    data: dict[str, Any]


class EntriesOut(Schema):
    count: int
    page: int
    license: str
    entries: list[EntryOut]


def member_of(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member


def storable(text: str) -> str:
    """What the database would refuse finds nothing, rather than an error."""
    return UNSTORABLE.sub("", text)
