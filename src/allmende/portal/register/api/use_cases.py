"""The own register: read it, propose, change with the revision that was read."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.security import django_auth

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import NOT_ALLOWED
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.api.schemas import (
    A_PAGE,
    PROBLEMS,
    WRITING,
    AssessmentOut,
    ChangeIn,
    DutyOut,
    MaturityOut,
    PageNumber,
    UseCaseIn,
    UseCaseOut,
    UseCasesOut,
    member_of,
    storable,
)
from allmende.portal.register.domain import (
    assessing,
    maturity,
    queries,
    record,
    snapshot,
    use_cases,
)
from allmende.portal.register.domain.formats import values
from allmende.portal.register.models import UseCase

router = Router(auth=django_auth)
LAST_BEFORE_FIRST = "Das Ende liegt vor dem Beginn."


@router.get(
    "/use-cases",
    response={200: UseCasesOut, **PROBLEMS},
    summary="Anwendungsfälle der eigenen Organisation, je Seite 50",
)
def listed(
    request: HttpRequest,
    page: PageNumber,
    q: Annotated[str, Query("", max_length=200, description="Wörter in Titel und Text")],
    state: Annotated[str, Query("", max_length=20, description="active: alle offenen")],
    field: Annotated[str, Query("", max_length=40, description="Handlungsfeld")],
) -> dict[str, Any]:
    found = queries.find(
        member_of(request), text=storable(q), state=storable(state), field=storable(field)
    )
    start = (page - 1) * A_PAGE
    shown = found.order_by("number").prefetch_related("goals")[start : start + A_PAGE]
    return {"count": found.count(), "page": page, "use_cases": [_out(one) for one in shown]}


@router.post(
    "/use-cases",
    response={201: UseCaseOut, **WRITING},
    summary="Einen Anwendungsfall vorschlagen",
)
def propose(request: HttpRequest, new: UseCaseIn) -> tuple[int, dict[str, Any]]:
    member = member_of(request)
    given = _checked(new.record.model_dump(exclude_unset=True))
    for name in ("title", "summary"):
        if not given.get(name):
            raise HttpError(422, f"{record.label(name)}: Hier fehlt eine Angabe.")
    if new.office:
        given["office"] = _office(member, new.office)
    return 201, _out(use_cases.propose(member.organisation, values=given, by=member))


@router.get(
    "/use-cases/{pk}",
    response={200: UseCaseOut, **PROBLEMS},
    summary="Ein Anwendungsfall, wie er jetzt ist",
)
def detail(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    return _out(_one(request, pk))


@router.patch(
    "/use-cases/{pk}",
    response={200: UseCaseOut, **WRITING},
    summary="Angaben ändern; 409, wo inzwischen jemand anderes geändert hat",
)
def change(request: HttpRequest, pk: UUID, changed: ChangeIn) -> dict[str, Any]:
    member, use_case = member_of(request), _one(request, pk)
    if not rules.may_edit(member, use_case):
        raise HttpError(403, NOT_ALLOWED)
    given = _checked(changed.record.model_dump(exclude_unset=True), use_case)
    if changed.office is not None:
        given["office"] = _office(member, changed.office)
    try:
        use_cases.change(use_case, values=given, revision=changed.revision, by=member)
    except Conflict as conflict:
        raise HttpError(409, str(conflict)) from conflict
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return _out(use_case)


@router.get(
    "/use-cases/{pk}/assessment",
    response={200: AssessmentOut, **PROBLEMS},
    summary="Die geltende Einstufung; 404, wo es noch keine gibt",
)
def assessment(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    current = assessing.current(_one(request, pk))
    if current is None:
        raise HttpError(404, "Dieser Anwendungsfall ist noch nicht eingestuft.")
    return assessing.summary(current) | {
        "changes": current.changes,
        "needs_confirmation": current.needs_confirmation,
    }


@router.get(
    "/use-cases/{pk}/duties",
    response={200: list[DutyOut], **PROBLEMS},
    summary="Pflichten aus der Einstufung, mit Datum und Stand",
)
def duties(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    return [_duty(view) for view in assessing.duties(_one(request, pk))]


@router.get(
    "/use-cases/{pk}/maturity",
    response={200: MaturityOut, **PROBLEMS},
    summary="Der errechnete Reifegrad und was ihn hält",
)
def level(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    return maturity.as_dict(maturity.maturity_of(_one(request, pk)))


def _one(request: HttpRequest, pk: UUID) -> UseCase:
    use_case = queries.one(member_of(request), pk)
    if use_case is None:
        raise Http404
    return use_case


def _office(member: Member, name: str) -> Any:
    name = storable(name).strip()
    if not name:
        return None
    found = organisations.offices_of(member.organisation).filter(name__iexact=name).first()
    if found is None:
        raise HttpError(422, f"Die Stelle „{name[:60]}“ gibt es in Ihrer Organisation nicht.")
    return found


def _checked(given: dict[str, Any], use_case: UseCase | None = None) -> dict[str, Any]:
    """Values that our fields hold, as the pages check them; else 422 with a sentence."""
    found: dict[str, Any] = {}
    for name, raw in given.items():
        value = values.empty(name) if raw in (None, "", []) else raw
        plain = value.isoformat() if hasattr(value, "isoformat") else value
        if wrong := values.complaint(name, plain) or _unstorable(plain):
            raise HttpError(422, f"{record.label(name)}: {wrong}")
        if not value and not record.field(name).blank:
            raise HttpError(422, f"{record.label(name)}: Hier fehlt eine Angabe.")
        found[name] = value
    start, end = (
        found[name] if name in found else getattr(use_case, name, None)
        for name in ("starts_on", "ends_on")
    )
    if start and end and end < start:
        raise HttpError(422, LAST_BEFORE_FIRST)
    return found


def _unstorable(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    bad = any(isinstance(text, str) and storable(text) != text for text in texts)
    return "Der Text enthält ein Zeichen, das sich nicht speichern lässt." if bad else ""


def _out(use_case: UseCase) -> dict[str, Any]:
    return snapshot.of_record(use_case) | {
        "id": use_case.pk,
        "revision": use_case.revision,
        "updated_at": use_case.updated_at,
    }


def _duty(view: assessing.DutyView) -> dict[str, Any]:
    duty = view.duty
    return {
        "rule": duty.rule,
        "title": duty.title,
        "norm": duty.norm,
        "role": str(duty.role),
        "holder": str(duty.holder),
        "due": str(duty.due),
        "applies_from": duty.applies_from,
        "source": duty.source_url,
        "state": str(view.state),
        "is_open": view.is_open,
    }
