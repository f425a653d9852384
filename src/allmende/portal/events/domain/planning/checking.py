"""What a session must fulfil, whoever writes it. Each refusal says how to mend it."""

from datetime import timedelta

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.video.meetings import is_configured
from allmende.portal.events.enums import VideoProvider
from allmende.portal.events.models import Series, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member

LONGEST = timedelta(days=14)
NOT_FOR_YOU = (
    "Für diesen Kreis dürfen Sie nicht planen. Wählen Sie einen anderen unter „Sichtbar für“."
)


def set_scope(thing: Session | Series, *, by: Member) -> None:
    """The audience key of what the planner has chosen; also where it is changed later."""
    if thing.audience != Audience.GROUP:
        thing.group = None
    elif thing.group is None:
        raise Refused("Wählen Sie, für welche Arbeitsgruppe.")
    if not rules.may_plan_for(by, thing.audience, thing.group):
        raise Refused(NOT_FOR_YOU)
    thing.scope = key_for(
        thing.audience, organisation_id=thing.organisation_id, group_id=thing.group_id
    )


def check(session: Session) -> None:
    _times(session)
    _places(session)
    _video(session)
    if session.allows_guests and session.audience != Audience.PUBLIC:
        raise Refused(
            "Gäste ohne Konto sehen nur öffentliche Veranstaltungen. Wählen Sie „öffentlich“ "
            "oder lassen Sie keine Gäste zu."
        )


def _times(session: Session) -> None:
    if session.ends_at <= session.starts_at:
        raise Refused("Das Ende liegt nicht nach dem Beginn. Prüfen Sie Tag und Uhrzeit.")
    if session.ends_at - session.starts_at > LONGEST:
        raise Refused(
            "Eine Veranstaltung dauert höchstens 14 Tage. Legen Sie für mehrere Termine eine "
            "Reihe an."
        )
    if session.registers_until and session.registers_until > session.ends_at:
        raise Refused("Die Anmeldung endet nach der Veranstaltung. Wählen Sie einen früheren Tag.")
    first, last = session.registers_from, session.registers_until
    if first and last and last <= first:
        raise Refused("Die Anmeldung endet, bevor sie beginnt. Prüfen Sie beide Tage.")
    if session.rooms_until and session.rooms_until > session.ends_at:
        raise Refused("Die Raumwahl endet nach der Veranstaltung. Wählen Sie einen früheren Tag.")


def _places(session: Session) -> None:
    if session.capacity is not None and session.capacity < session.taken:
        raise Refused(
            f"{session.taken} Plätze sind schon vergeben. So viele müssen es mindestens bleiben."
        )


def _video(session: Session) -> None:
    if session.provider != VideoProvider.LINK:
        session.link = ""
    if session.provider != VideoProvider.BIGBLUEBUTTON:
        session.groups_in_meeting = False
    if session.provider and not is_configured(session.provider):
        raise Refused(
            f"{session.get_provider_display()} ist hier nicht eingerichtet. Fragen Sie, wer "
            "diese Installation betreibt, oder tragen Sie einen Link ein."
        )
