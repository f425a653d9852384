"""allauth's form for a new passkey, in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name des Geräts"
        passwordless = self.fields["passwordless"]
        passwordless.label = "Auch ohne Passwort damit anmelden"
        passwordless.help_text = "Das Gerät fragt dann immer nach Fingerabdruck, Gesicht oder PIN."
        passwordless.initial = True
