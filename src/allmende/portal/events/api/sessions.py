"""Sessions by program: what a member may see, and what everybody may see of one organisation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from allmende.portal.events.domain.planning import queries
from allmende.portal.events.models import Block, Session, Talk
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member

router = Router(tags=["Veranstaltungen"])
A_PAGE = 50
PageNumber = Annotated[int, Query(1, ge=1, le=10_000, description="Seite, ab 1")]
LARGEST = 2**63 - 1


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
PUBLIC_PROBLEMS = {404: Problem, 422: Problem}


class SessionOut(Schema):
    """Eine Veranstaltung; Zeiten mit Zeitzone."""

    id: int
    uid: UUID
    sequence: int = Field(description="Wächst mit jeder Änderung von Termin oder Ort")
    title: str
    summary: str
    state: str
    cancelled_reason: str
    starts_at: datetime
    ends_at: datetime
    place: str
    online: bool
    topic: str
    series: str
    organisation: str
    audience: str
    capacity: int | None
    taken: int
    allows_guests: bool
    changed_at: datetime


class SessionsOut(Schema):
    count: int
    page: int
    sessions: list[SessionOut]


class TalkOut(Schema):
    title: str
    speaker: str
    speaker_from: str
    minutes: int | None


class RoomOut(Schema):
    id: int
    title: str
    topic: str
    place: str
    capacity: int | None
    closed: bool
    talks: list[TalkOut]


class BlockOut(Schema):
    id: int
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    talks: list[TalkOut]
    rooms: list[RoomOut]


class WholeSessionOut(SessionOut):
    text: str = Field(description="Markdown")
    agenda: list[BlockOut]


@router.get(
    "/sessions",
    response={200: SessionsOut, **PROBLEMS},
    auth=django_auth,
    summary="Veranstaltungen, die Sie sehen dürfen, je Seite 50",
)
def listed(
    request: HttpRequest,
    page: PageNumber,
    q: Annotated[str, Query("", max_length=200, description="Wörter, mit deutscher Grammatik")],
    topic: Annotated[str, Query("", max_length=40, description="Themenfeld, z. B. koki:law")],
    past: Annotated[bool, Query(False, description="vergangene statt kommender")],
) -> dict[str, Any]:
    member = _member(request)
    found = queries.past(member) if past else queries.upcoming(member)
    text = q.replace("\x00", "")
    found = queries.narrowed(found, member, text=text, topic=topic.replace("\x00", ""))
    return _page(found, page, member)


@router.get(
    "/sessions/{pk}",
    response={200: WholeSessionOut, **PROBLEMS},
    auth=django_auth,
    summary="Eine Veranstaltung mit ihrem Programm",
)
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    member = _member(request)
    session = queries.one(member, pk) if 0 < pk <= LARGEST else None
    if session is None:
        raise Http404
    return _whole(session, member)


@router.get(
    "/organisations/{slug}/sessions",
    response={200: SessionsOut, **PUBLIC_PROBLEMS},
    auth=None,
    summary="Öffentliche Veranstaltungen einer Organisation, je Seite 50",
)
def public(
    request: HttpRequest,  # noqa: ARG001
    slug: str,
    page: PageNumber,
) -> dict[str, Any]:
    organisation = organisations.organisation_by_slug(slug.replace("\x00", ""))
    if organisation is None:
        raise Http404
    return _page(queries.public_sessions(organisation), page, None)


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member


def _page(found: QuerySet[Session], page: int, member: Member | None) -> dict[str, Any]:
    start = (page - 1) * A_PAGE
    rows = list(found[start : start + A_PAGE])
    series = queries.series_titles(rows, member)
    return {
        "count": found.count(),
        "page": page,
        "sessions": [_out(session, series) for session in rows],
    }


def _out(session: Session, series: dict[int, str]) -> dict[str, Any]:
    same = (
        *("uid", "sequence", "title", "summary", "state", "cancelled_reason", "starts_at"),
        *("ends_at", "place", "topic", "audience", "capacity", "taken", "allows_guests"),
        "changed_at",
    )
    return {name: getattr(session, name) for name in same} | {
        "id": session.pk,
        "online": bool(session.provider),
        "series": series.get(session.series_id or 0, ""),
        "organisation": str(session.organisation),
    }


def _whole(session: Session, member: Member) -> dict[str, Any]:
    talks = list(queries.talks_of(session))
    agenda = [_block(block, talks) for block in queries.agenda_of(session)]
    series = queries.series_titles([session], member)
    return _out(session, series) | {"text": session.text, "agenda": agenda}


def _block(block: Block, talks: list[Talk]) -> dict[str, Any]:
    mine = [talk for talk in talks if talk.block_id == block.pk]
    return {
        "id": block.pk,
        "kind": block.kind,
        "title": block.title,
        "starts_at": block.starts_at,
        "ends_at": block.ends_at,
        "talks": _talks(talk for talk in mine if talk.room_id is None),
        "rooms": [
            {
                "id": room.pk,
                "title": room.title,
                "topic": room.topic,
                "place": room.place,
                "capacity": room.capacity,
                "closed": room.closed_at is not None,
                "talks": _talks(talk for talk in mine if talk.room_id == room.pk),
            }
            for room in block.rooms.all()
        ],
    }


def _talks(talks: Iterable[Talk]) -> list[dict[str, Any]]:
    names = ("title", "speaker", "speaker_from", "minutes")
    return [{name: getattr(talk, name) for name in names} for talk in talks]
