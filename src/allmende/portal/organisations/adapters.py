"""How people come in: by invitation, or through the administration's own identity provider."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from allmende.portal.core.domain import ratelimit, sealing
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import first_login

# allauth's own German mixes „Du“ and „Sie“.
SENTENCES = {
    "account_inactive": "Dieser Zugang ist gesperrt. Fragen Sie die Administration.",
    "email_password_mismatch": (
        "Adresse und Passwort passen nicht zusammen. Prüfen Sie beides oder fordern Sie ein neues "
        "Passwort an."
    ),
    "enter_current_password": "Geben Sie Ihr jetziges Passwort ein.",
    "incorrect_code": "Der Code stimmt nicht. Nehmen Sie den neuesten aus Ihrer App.",
    "incorrect_password": "Das Passwort stimmt nicht.",
    "invalid_login": "Die Anmeldung hat nicht geklappt.",
    "invalid_password_reset": "Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.",
    "rate_limited": "Das waren zu viele Versuche. Warten Sie bitte einige Minuten.",
    "too_many_login_attempts": "Das waren zu viele Versuche. Warten Sie bitte einige Minuten.",
    "same_as_current": "Das ist schon Ihr jetziges Passwort. Wählen Sie ein anderes.",
}

UNREADABLE = (
    "Ihr zweiter Anmeldeschritt lässt sich nicht mehr prüfen, weil der Schlüssel dieser "
    "Installation gewechselt hat. Bitten Sie die Administration Ihrer Organisation, ihn "
    "zurückzusetzen. Danach genügt das Passwort, und Sie richten ihn neu ein."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers without an invitation; see ``domain.invitations``."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return ratelimit.address_of(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {**DefaultMFAAdapter.error_messages, **SENTENCES}

    def encrypt(self, text: str) -> str:
        """Who reads the database or a backup must not be able to make one-time codes."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return sealing.unseal(encrypted_text)
        except sealing.WrongKey as error:
            raise Refused(UNREADABLE) from error

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- allauth's
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": (
            "Zu dieser Adresse gibt es schon einen Zugang. Melden Sie sich mit Ihrem Passwort an "
            "und verknüpfen Sie danach unter „Konto“ die Anmeldung „%s“."
        ),
        "no_password": "Legen Sie zuerst ein Passwort fest, sonst kommen Sie nicht mehr herein.",
        "disconnect_last": "Das ist Ihre einzige Anmeldung. Legen Sie zuerst ein Passwort fest.",
        "connected_other": "Diese Anmeldung gehört schon zu einem anderen Zugang.",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The administration's identity provider vouches for its people."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = data.get("name") or " ".join(p for p in parts if p) or user.email
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        user = super().save_user(request, sociallogin, form)
        # A provider that lets people state any address must not open any organisation.
        if EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
            first_login.join_by_mail_domain(user)
        return user
