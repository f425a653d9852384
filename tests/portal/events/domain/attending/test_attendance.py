"""Who was there, the certificate, letters of organisers, and the end of a membership."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from allmende.portal.core.documents.pdf import as_pdf
from allmende.portal.core.domain import personal
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import OutgoingMail
from allmende.portal.events.domain.attending import (
    adding,
    attendance,
    certificate,
    mailing,
    registering,
)
from allmende.portal.events.enums import BlockKind, RegistrationState
from allmende.portal.events.models import Block, Registration
from allmende.portal.organisations.domain import accounts
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import State, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser)


def test_the_code_confirms_attendance_while_the_session_runs(here, session):
    person = here.person("eins")
    mine = made.registration(session, person)
    code = attendance.code_of(session)
    with pytest.raises(Refused, match="während"):
        attendance.check_in(mine, code=code, by=person)
    with at(session.starts_at + timedelta(minutes=5)):
        with pytest.raises(Refused, match="stimmt nicht"):
            attendance.check_in(mine, code="000000", by=person)
        attendance.check_in(mine, code=f" {code[:3]} {code[3:]}", by=person)
    mine.refresh_from_db()

    assert mine.state == State.ATTENDED
    assert mine.attended_at is not None


def test_organisers_mark_those_who_were_there_and_the_rest(here, session):
    one, two = (made.registration(session, person) for person in here.people(2))
    with pytest.raises(Refused, match="noch nicht begonnen"):
        attendance.mark(session, [one.pk], to=State.ATTENDED, by=here.organiser)
    with at(session.ends_at + timedelta(minutes=1)):
        assert attendance.mark(session, [one.pk], to=State.ATTENDED, by=here.organiser) == 1
        assert attendance.mark_rest_absent(session, by=here.organiser) == 1
        with pytest.raises(PermissionDenied):
            attendance.mark_rest_absent(session, by=here.person("fremd"))
    one.refresh_from_db()
    two.refresh_from_db()

    assert (one.state, two.state) == (State.ATTENDED, State.NO_SHOW)


def test_only_who_was_there_gets_a_certificate_and_its_code_can_be_checked(here, session):
    person = here.person("eins")
    mine = made.registration(session, person)
    with pytest.raises(Refused, match="Bescheinigung"):
        certificate.issue(mine, by=person)
    mine.state = State.ATTENDED
    mine.save()
    first, second = certificate.issue(mine, by=person), certificate.issue(mine, by=person)
    mine.refresh_from_db()
    pdf = PdfReader(io.BytesIO(as_pdf(first)))
    text = "".join(page.extract_text() for page in pdf.pages)

    assert first == second
    assert mine.certificate_code in text
    assert str(person.user) in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert certificate.verify(mine.certificate_code.lower().replace("-", " ")) == mine
    assert certificate.verify("AAAA-AAAA-AAAA") is None
    assert certificate.verify("") is None
    with pytest.raises(PermissionDenied):
        certificate.issue(mine, by=here.person("fremd"))


def test_hours_leave_out_breaks_unless_they_are_set(session):
    Block.objects.create(
        session=session,
        kind=BlockKind.BREAK,
        title="Pause",
        starts_at=session.starts_at,
        ends_at=session.starts_at + timedelta(minutes=30),
    )
    assert certificate.hours_of(session) == Decimal("1.5")

    session.certificate_hours = Decimal("4.0")
    assert certificate.hours_of(session) == 4


def test_a_letter_to_all_goes_to_each_once_however_often_it_is_sent(here, session):
    for person in here.people(3):
        made.registration(session, person)
    made.registration(session, here.person("wartet"), state=RegistrationState.WAITING)
    options = {"to": "taking_part", "subject": "Anfahrt", "text": "Bus 7", "nonce": "n1"}

    assert mailing.counts(session) == {"taking_part": 3, "waiting": 1, "all": 4}
    for _ in range(2):
        assert mailing.write_to(session, **options, by=here.organiser) == 3
    assert OutgoingMail.objects.count() == 3
    assert {one.headers["Reply-To"] for one in OutgoingMail.objects.all()} == {
        here.organiser.user.email
    }
    with pytest.raises(PermissionDenied):
        mailing.write_to(session, **options, by=here.person("fremd"))


def test_organisers_add_members_who_may_see_the_session_and_guests(here):
    session = made.session(here.organiser, audience=Audience.PUBLIC, allows_guests=True, capacity=2)
    person = here.person("eins")
    new = adding.add_member(session, who=person.user.email, by=here.organiser)
    guest = adding.add_guest(
        session, name="Gerda", email="Gast@Example.org", come_from="", by=here.organiser
    )
    with pytest.raises(Refused, match="schon angemeldet"):
        adding.add_member(session, who=person.user.email, by=here.organiser)
    late = adding.add_guest(
        session, name="Otto", email="otto@example.org", come_from="", by=here.organiser
    )

    assert (new.state, guest.state, late.state) == (State.CONFIRMED, State.CONFIRMED, State.WAITING)
    assert guest.guest_email == "gast@example.org"
    assert guest.expires_at == session.ends_at + timedelta(days=30)


def test_inner_sessions_take_nobody_from_elsewhere(here):
    session = made.session(here.organiser, audience=Audience.ORGANISATION)
    stranger = factories.member(factories.organisation("ahornried"))

    with pytest.raises(Refused, match="niemand"):
        adding.add_member(session, who=stranger.user.email, by=here.organiser)
    with pytest.raises(Refused, match="keine Gäste"):
        adding.add_guest(session, name="G", email="g@example.org", come_from="", by=here.organiser)


def test_the_copy_of_ones_data_names_registrations(here, session):
    person = here.person("eins")
    registering.register(session.pk, by=person, needs="Rampe")
    (entry,) = personal.copy_of(person.user)["Anmeldungen zu Veranstaltungen"]

    assert (entry["session"], entry["needs"]) == ("Runder Tisch", "Rampe")


def test_who_leaves_the_network_gives_the_place_free_and_only_a_label_stays(here):
    session = made.session(here.organiser, capacity=1)
    past = made.session(here.organiser, "Früher")
    person, waits = here.people(2)
    was_there = made.registration(past, person, state=State.ATTENDED, needs="Rampe")
    past.starts_at -= timedelta(days=60)
    past.ends_at -= timedelta(days=60)
    past.save()
    registering.register(session.pk, by=person)
    next_one = registering.register(session.pk, by=waits)

    personal.forget(person.user)
    accounts.erase(person.user, by=person.user)
    next_one.refresh_from_db()
    was_there.refresh_from_db()

    assert next_one.state == State.CONFIRMED
    assert (was_there.user, was_there.name, was_there.needs) == (None, personal.FORMER, "")
    assert was_there.state == State.ATTENDED
    assert not Registration.objects.filter(name=str(person.user)).exists()
