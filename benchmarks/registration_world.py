"""A network with people who are logged in, and a session with few places: run as a process.

Prints the number of the session and the cookies of the people as JSON; with ``--report`` what
has become of the registrations.
"""

import argparse
import json
import os
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.portal.settings")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--rooms", type=int, default=8)
    parser.add_argument("--report", type=int, default=0)
    options = parser.parse_args()
    django.setup()
    if options.report:
        print(json.dumps(report(options.report)))
        return
    from allmende.cli.preparation import prepare  # noqa: PLC0415 -- needs the settings

    prepare()
    print(json.dumps(fill(options.people, options.places, options.rooms)))


def fill(people: int, places: int, rooms: int) -> dict[str, Any]:
    from django.contrib.auth import (  # noqa: PLC0415 -- needs the settings
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from allmende.portal.organisations.models import Member, Organisation, User  # noqa: PLC0415

    cookies = []
    with transaction.atomic():
        town = Organisation.objects.create(
            slug="stadt", name="Stadt", kind="municipality", state="BW"
        )
        for number in range(people):
            user = User(email=f"person-{number}@stadt.example", name=f"Person {number}")
            user.set_unusable_password()
            user.save()
            member = Member.objects.create(user=user, organisation=town)
            store = SessionStore()
            store[SESSION_KEY] = str(user.pk)
            store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            store[HASH_SESSION_KEY] = user.get_session_auth_hash()
            store.create()
            cookies.append(store.session_key)
        session = _session(member, places, rooms)
    return {"session": session, "cookies": cookies}


def _session(by: Any, places: int, rooms: int) -> int:
    from django.utils import timezone  # noqa: PLC0415 -- needs the settings

    from allmende.portal.events.models import Block, Room, Session  # noqa: PLC0415

    starts = timezone.now() + timedelta(days=7)
    session = Session.objects.create(
        title="Abschlussveranstaltung",
        author=by.user,
        author_label=str(by),
        organisation=by.organisation,
        audience="network",
        scope="network",
        state="published",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        capacity=places,
    )
    block = Block.objects.create(
        session=session,
        kind="parallel",
        title="Vertiefung",
        starts_at=starts + timedelta(hours=1),
        ends_at=starts + timedelta(hours=2),
    )
    for number in range(rooms):
        Room.objects.create(
            block=block, position=number, title=f"Raum {number}", capacity=-(-places // rooms)
        )
    return int(session.pk)


def report(pk: int) -> dict[str, Any]:
    """Registrations in the order of their turns, and where the people sit afterwards."""
    from django.db.models import Count  # noqa: PLC0415 -- needs the settings

    from allmende.portal.events.domain.attending import rooms  # noqa: PLC0415
    from allmende.portal.events.models import Registration, Room, Session  # noqa: PLC0415

    session = Session.objects.get(pk=pk)
    rows = Registration.objects.filter(session=session).order_by("turn")
    rooms.assign_rooms(session, by=None)
    seated = Room.objects.filter(block__session=session).annotate(n=Count("places"))
    return {
        "states": list(rows.values_list("state", flat=True)),
        "turns": list(rows.values_list("turn", flat=True)),
        "people": rows.values("user").distinct().count(),
        "taken": session.taken,
        "seated": [room.n for room in seated],
        "seats": [room.capacity for room in seated],
    }


if __name__ == "__main__":
    main()
