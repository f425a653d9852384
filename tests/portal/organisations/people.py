"""Short ways to what the tests of joining and presenting need."""

from typing import Any

from allauth.account.models import EmailAddress

from allmende.portal.core.models import Notification, OutgoingMail
from allmende.portal.organisations.domain import joining, offerings, profiles
from allmende.portal.organisations.models import Member, Offering, Organisation, Profile, User

PERSON = {"name": "Nele Neu", "message": "Ich leite das Bürgerbüro."}


class Asker:
    """Asks to come in and remembers the token of the last link."""

    token = ""

    def __call__(self, organisation: Organisation | None, email: str, **fields: Any) -> Any:
        def address(token: str) -> str:
            self.token = token
            return f"https://allmende.example/beitreten/bestaetigen/{token}/"

        values = {**PERSON, "email": email, "address": address, **fields}
        return joining.ask(organisation, **values)

    def confirmed(self, organisation: Organisation | None, email: str, **fields: Any) -> Any:
        self(organisation, email, **fields)
        return joining.confirm(self.token, by=None)


def prove(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def mails_to(email: str) -> list[str]:
    """Subjects, the oldest first."""
    sent = OutgoingMail.objects.filter(to=email).order_by("pk")
    return [mail.subject for mail in sent]


def told(user: User) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return [(row.text, row.url) for row in rows]


def save_profile(organisation: Organisation, by: Member, **fields: Any) -> Profile:
    values = dict.fromkeys(profiles.TEXTS, "")
    values |= {f"{part}_audience": "network" for part in profiles.PARTS}
    revision = profiles.of(organisation).revision
    return profiles.save(organisation, values=values | fields, revision=revision, by=by)


def offer(organisation: Organisation, by: Member, **fields: Any) -> Offering:
    values = {"kind": "offer", "title": "Chatbot", "text": "", "topic": "koki:law", **fields}
    return offerings.create(organisation, values=values, by=by)
