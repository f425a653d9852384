"""Short ways to people who talk: two towns, threads, posts."""

from dataclasses import dataclass
from typing import Any

from allmende.portal.core.models import Notification
from allmende.portal.exchange.domain.threads import posts, writing
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.enums import Audience, NetworkRole
from allmende.portal.organisations.models import Group, Member, NetworkRoleAssignment
from tests import factories

TOPIC = "koki:law"


@dataclass
class Towns:
    anna: Member  # Wiesenbrück
    bert: Member  # Wiesenbrück
    cora: Member  # Ahornried
    moderator: Member  # Erlentann


def towns() -> Towns:
    first, second = factories.organisation(), factories.organisation("ahornried")
    third = factories.organisation("erlentann")
    return Towns(
        anna=factories.member(first, email="anna@wiesenbrueck.example", name="Anna Meier"),
        bert=factories.member(first, email="bert@wiesenbrueck.example", name="Bert Kraus"),
        cora=factories.member(second, email="cora@ahornried.example", name="Cora Lang"),
        moderator=moderator(factories.member(third, email="mod@erlentann.example", name="Mo Post")),
    )


def moderator(member: Member) -> Member:
    NetworkRoleAssignment.objects.create(user=member.user, role=NetworkRole.MODERATOR)
    return member


def group(*people: Member) -> Group:
    new = Group.objects.create(name="Runder Tisch", organisation=people[0].organisation)
    new.members.set(people)
    return new


def values(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Wer nutzt KI in der Wohngeldstelle?",
        "kind": "question",
        "topic": TOPIC,
        "audience": Audience.NETWORK,
        "group": None,
        **fields,
    }


def thread(by: Member, text: str = "Wir fangen gerade an.", **fields: Any) -> Thread:
    return writing.begin(values=values(**fields), text=text, by=by)


def reply(to: Thread, by: Member, text: str = "Wir auch.", **more: Any) -> Post:
    return posts.reply(to, text=text, by=by, **more)


def told(member: Member) -> list[str]:
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("text", flat=True))
