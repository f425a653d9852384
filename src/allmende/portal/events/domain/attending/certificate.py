"""The attendance certificate: only for who was there. It proves attendance, no competence."""

import secrets
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format

from allmende.portal.core.documents import model
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending import links, queries
from allmende.portal.events.domain.attending.locking import one_by_one
from allmende.portal.events.domain.attending.states import moment
from allmende.portal.events.enums import BlockKind
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Block, Registration, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Member

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for others
GROUPS, SIZE = 3, 4
NOT_THERE = (
    "Eine Bescheinigung gibt es, sobald die Leitung Ihre Teilnahme eingetragen hat oder Sie den "
    "Code der Veranstaltung eingegeben haben."
)


@one_by_one
def issue(registration: Registration, *, by: Member | None) -> model.Document:
    """The certificate as a document; its code stays the same however often it is fetched."""
    require(rules.may_cancel, by, registration)
    registration.refresh_from_db()
    if registration.state != State.ATTENDED:
        raise Refused(NOT_THERE)
    if not registration.certificate_code:
        registration.certificate_code = _new_code()
        registration.save(update_fields=["certificate_code"])
    return _document(registration, registration.certificate_code)


def verify(code: str) -> Registration | None:
    """The registration behind a code, typed in any case and with or without hyphens."""
    signs = "".join(sign for sign in code.upper() if sign in SIGNS)[: GROUPS * SIZE + 1]
    found = Registration.objects.filter(certificate_code=_grouped(signs), state=State.ATTENDED)
    return found.select_related("session__organisation").first()


def hours_of(session: Session) -> Decimal:
    """As the organisers have set it, else the time without breaks, in half hours."""
    if session.certificate_hours is not None:
        return session.certificate_hours
    pauses = Block.objects.filter(session=session, kind=BlockKind.BREAK)
    away = sum((block.ends_at - block.starts_at for block in pauses), timedelta())
    length = session.ends_at - session.starts_at - away
    return Decimal(max(1, round(length / timedelta(minutes=30)))) / 2


def initials(registration: Registration) -> str:
    """Enough to compare with the paper, too little to learn a name."""
    words = queries.name_of(registration).split()
    return " ".join(f"{word[0]}." for word in words[:3] if word[0].isalpha())


def _new_code() -> str:
    return _grouped("".join(secrets.choice(SIGNS) for _ in range(GROUPS * SIZE)))


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + SIZE] for start in range(0, len(signs), SIZE))


def _document(registration: Registration, code: str) -> model.Document:
    session = registration.session
    name = queries.name_of(registration)
    place = queries.organisation_of(registration)
    hours = number_format(hours_of(session).normalize(), use_l10n=True)
    check = links.absolute(f"/bescheinigung/{code}/")
    who = f"{name}, {place}," if place else name
    return model.Document(
        title="Teilnahmebescheinigung",
        subtitle=session.title,
        organisation=str(session.organisation),
        date=timezone.localdate(session.ends_at),
        blocks=[
            model.Paragraph(f"{who} hat an der Veranstaltung „{session.title}“ teilgenommen."),
            model.Table(
                caption="Angaben zur Veranstaltung",
                header=["Angabe", "Inhalt"],
                rows=[
                    ["Beginn", moment(session.starts_at)],
                    ["Ende", moment(session.ends_at)],
                    ["Umfang", f"{hours} Stunden"],
                    ["Veranstaltet von", str(session.organisation)],
                    ["Code", code],
                ],
                row_headers=True,
            ),
            model.Heading("Inhalte"),
            model.BulletList(_contents(registration) or [session.summary or session.title]),
            model.Paragraph(
                [
                    model.Run("Prüfen, ob diese Bescheinigung echt ist: "),
                    model.Run(check, url=check),
                ]
            ),
            model.Note(
                "Was diese Bescheinigung sagt",
                "Sie bestätigt die Teilnahme. Ein bestimmter Kenntnisstand wurde nicht geprüft.",
            ),
        ],
    )


def _contents(registration: Registration) -> list[str]:
    """The programme without breaks; of parallel rooms the one in which the person sat."""
    sat = {place.block_id: place.room for place in queries.places_of(registration)}
    blocks = Block.objects.filter(session=registration.session).exclude(kind=BlockKind.BREAK)
    found = []
    for block in blocks:
        room = sat.get(block.pk)
        topic = TOPICS.get(room.topic) if room else None
        found.append(
            block.title + (f": {room.title}" if room else "") + (f" ({topic})" if topic else "")
        )
    return found
