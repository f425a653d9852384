"""People who can change what others read should log in with more than a password."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest, VisitorRequest
from allmende.portal.organisations.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN_PATHS = ("/konto/", "/sprache/", "/o/", "/static/", "/hilfe/")
SENTENCE = (
    "Ihre Rolle verlangt eine Anmeldung in zwei Schritten. "
    "Richten Sie bitte zuerst eine App oder einen Passkey ein."
)


def is_missing(request: VisitorRequest | MemberRequest) -> bool:
    """An administrator or editor who logs in with nothing but a password."""
    if not _is_privileged(request):
        return False
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "socialaccount" for record in records):
        return False  # the administration's own log-in decides about its second factor
    return not is_mfa_enabled(request.user, types=FACTORS)


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has set up."""

    has_app: bool
    passkeys: int


def of(user: User) -> Factors:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return Factors(Authenticator.Type.TOTP in kinds, kinds.count(Authenticator.Type.WEBAUTHN))


def enforce(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """With ALLMENDE_REQUIRE_MFA nothing else opens before the second factor is set up."""

    def middleware(request: VisitorRequest) -> HttpResponse:
        guarded = settings.REQUIRE_MFA and not request.path.startswith(OPEN_PATHS)
        if guarded and is_missing(request):
            messages.warning(request, SENTENCE)
            return redirect("mfa_index")
        return get_response(request)

    return middleware  # type: ignore[return-value]


def _is_privileged(request: VisitorRequest | MemberRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    roles = {Role.ADMINISTRATOR, Role.EDITOR}
    return request.user.is_superuser or any(m.has_role(*roles) for m in request.memberships)
