"""Requests to come in: what kind one is, where it waits, whom it concerns, when it ends."""

import hashlib
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import freemail, join_mails, telling
from allmende.portal.organisations.enums import JOIN_WAITING, JoinKind, JoinState, Role
from allmende.portal.organisations.models import JoinRequest, Organisation, RoleAssignment, User

VALID_FOR = timedelta(days=14)
DECIDED_WITHIN = timedelta(days=60)
KEPT_AFTER = timedelta(days=30)
ASK_AGAIN = "Füllen Sie das Formular bitte noch einmal aus."
UNKNOWN = f"Diesen Link gibt es nicht oder nicht mehr. {ASK_AGAIN}"
OVER = {
    JoinState.ACCEPTED: (
        "Ihre Anfrage ist angenommen. Haben Sie schon einen Zugang, melden Sie sich an. Sonst "
        "öffnen Sie den Link in unserer letzten E-Mail."
    ),
    JoinState.WITHDRAWN: f"Sie haben diese Anfrage zurückgezogen. {ASK_AGAIN}",
}


def find(token: str) -> JoinRequest:
    """The request behind a link, unconfirmed or waiting; Refused where it is over."""
    found = JoinRequest.objects.filter(token_hash=hidden(token))
    request = found.select_related("organisation", "user").first()
    if request is None:
        raise Refused(UNKNOWN)
    if request.state == JoinState.REFUSED:
        raise Refused(f"Ihre Anfrage wurde abgelehnt: {request.reason}")
    if request.state in OVER:
        raise Refused(OVER[JoinState(request.state)])
    if request.state == JoinState.UNCONFIRMED and request.expires_at < timezone.now():
        raise Refused(f"Dieser Link ist nach 14 Tagen abgelaufen. {ASK_AGAIN}")
    refuse_closed(request.organisation)
    return request


def locked(token: str) -> JoinRequest:
    """The same; two clicks at the same moment do not use one link twice."""
    JoinRequest.objects.select_for_update().filter(token_hash=hidden(token)).first()
    return find(token)


def account_of(request: JoinRequest) -> User | None:
    """The account that the request belongs to, or that its address already has."""
    return request.user or User.objects.filter(email__iexact=request.email).first()


def own(user: User) -> QuerySet[JoinRequest]:
    """What of a person still waits."""
    found = JoinRequest.objects.filter(user=user, state__in=JOIN_WAITING)
    return found.select_related("organisation")


def waiting_in(organisation: Organisation) -> QuerySet[JoinRequest]:
    """What the administrators of the organisation decide."""
    return _open().filter(organisation=organisation).exclude(kind=JoinKind.CLAIM)


def waiting_for_operators() -> QuerySet[JoinRequest]:
    """Claims, experts, and what nobody else could decide."""
    administrators = RoleAssignment.objects.filter(
        role=Role.ADMINISTRATOR,
        member__organisation=OuterRef("organisation"),
        member__user__is_active=True,
    )
    return _open().filter(Q(kind__in=[JoinKind.CLAIM, JoinKind.EXPERT]) | ~Exists(administrators))


def kind_of(organisation: Organisation | None, email: str) -> JoinKind:
    if organisation is None:
        return JoinKind.EXPERT
    if not organisation.is_claimed:
        return JoinKind.CLAIM
    domain = email.rpartition("@")[2].lower()
    own_domain = organisation.mail_domain.lower()
    if own_domain and domain == own_domain and domain not in freemail.DOMAINS:
        return JoinKind.MAIL_DOMAIN
    return JoinKind.APPROVAL


def wish_of(request: JoinRequest) -> str:
    """What those who decide are told."""
    if request.kind == JoinKind.EXPERT:
        return f"{request.name} möchte als Fachperson ins Netzwerk."
    if request.kind == JoinKind.CLAIM:
        return f"{request.name} möchte {request.organisation} vertreten."
    return f"{request.name} möchte zu {request.organisation}."


def tell_deciders(request: JoinRequest) -> None:
    administrators = _administrators(request)
    for_operators = request.kind == JoinKind.CLAIM or not administrators
    telling.tell(
        telling.operators() if for_operators else administrators,
        text=wish_of(request),
        url=_addresses(request)[for_operators],
        organisation_id=request.organisation_id,
    )


def settle(request: JoinRequest) -> None:
    """Nobody needs to look any more."""
    for url in _addresses(request):
        telling.settle(url, at=timezone.now())


def refuse_closed(organisation: Organisation | None) -> None:
    if organisation and not (organisation.is_active and organisation.has_inside):
        raise Refused("Diese Organisation nimmt niemanden auf.")


def forget_expired() -> int:
    """Delete what was never confirmed, not decided in time, or is over. Run daily."""
    late = JoinRequest.objects.filter(expires_at__lt=timezone.now())
    for request in late.filter(state=JoinState.OPEN).select_related("organisation"):
        join_mails.send("unanswered", request)
    return late.delete()[0]


def hidden(token: str) -> str:
    """Only this is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open() -> QuerySet[JoinRequest]:
    found = JoinRequest.objects.filter(state=JoinState.OPEN)
    return found.select_related("organisation", "user").order_by("confirmed_at", "pk")


def _addresses(request: JoinRequest) -> tuple[str, str]:
    """Of the page for the organisation's administrators and of that for the operators."""
    return f"/verwaltung/beitritte/{request.pk}/", f"/verwaltung/netzwerk/beitritte/{request.pk}/"


def _administrators(request: JoinRequest) -> list[User]:
    return list(telling.administrators(request.organisation)) if request.organisation else []
