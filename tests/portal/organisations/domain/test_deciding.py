"""Who decides about people who want to come in, and what follows."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations.domain import deciding, invitations, join_requests
from allmende.portal.organisations.enums import JoinKind, JoinState, Role
from allmende.portal.organisations.models import JoinRequest, Member, Organisation
from tests import factories
from tests.portal.organisations.people import Asker, mails_to, told

pytestmark = pytest.mark.django_db
PASSWORD = "Kiesel-Laterne-Moos-3"


@pytest.fixture
def ask():
    return Asker()


class Address:
    token = ""

    def __call__(self, token):
        self.token = token
        return f"https://allmende.example/einladung/{token}/"


@pytest.fixture
def address():
    return Address()


def accept(request, by, address, roles=()):
    return deciding.accept(request, roles=roles, by=by, address=address)


def test_a_new_person_sets_a_password_by_the_link_in_the_mail(town, admin, ask, address):
    accept(ask.confirmed(town, "neu@x.example"), admin, address, roles=[Role.EDITOR])
    assert mails_to("neu@x.example")[-1] == (
        "Allmende: Sie sind aufgenommen: Legen Sie Ihren Zugang an"
    )
    assert address.token in OutgoingMail.objects.latest("pk").text
    member = invitations.accept_as_new(address.token, name="Nele Neu", password=PASSWORD)
    assert (member.organisation, member.role_names) == (town, {"editor"})


def test_a_person_with_an_account_is_a_member_at_once(town, admin, ask, address):
    person = factories.user("da@x.example")
    ask(town, "da@x.example")
    made = JoinRequest.objects.get()
    made.state, made.user, made.confirmed_at = JoinState.OPEN, person, made.created_at
    made.save()
    accept(made, admin, address)
    assert Member.objects.filter(user=person, organisation=town).count() == 1
    assert told(person) == [("Stadt Wiesenbrück hat Sie aufgenommen.", "/konto/uebersicht/")]
    assert address.token == ""


def test_only_one_of_two_decisions_counts(town, admin, ask, address):
    made = ask.confirmed(town, "neu@x.example")
    accept(made, admin, address)
    with pytest.raises(Refused, match=r"Anna Amt hat .* schon entschieden: aufgenommen"):
        deciding.refuse(made, reason="Zu spät", by=admin)
    with pytest.raises(Refused, match="schon entschieden"):
        accept(made, admin, address)
    assert invitations.open_in(town).count() == 1


def test_others_decide_nothing(town, admin, staff, foreign_admin, ask, address):
    made = ask.confirmed(town, "neu@x.example")
    for stranger in (staff, foreign_admin, foreign_admin.user):
        with pytest.raises(PermissionDenied):
            accept(made, stranger, address)
        with pytest.raises(PermissionDenied):
            deciding.refuse(made, reason="Nein", by=stranger)


def test_a_refusal_names_its_reason_to_the_person(town, admin, ask):
    made = ask.confirmed(town, "neu@x.example")
    with pytest.raises(Refused, match="Grund"):
        deciding.refuse(made, reason="  ", by=admin)
    deciding.refuse(made, reason="Wir kennen Sie nicht.", by=admin)
    mail = OutgoingMail.objects.latest("pk")
    assert (mail.to, "Wir kennen Sie nicht." in mail.text) == ("neu@x.example", True)
    with pytest.raises(Refused, match="abgelehnt: Wir kennen Sie nicht"):
        join_requests.find(ask.token)


def test_what_is_decided_no_longer_waits_in_the_notifications(town, admin, ask, address):
    second = factories.member(town, Role.ADMINISTRATOR, email="zwei@w.example")
    made = ask.confirmed(town, "neu@x.example")
    assert notifications.unread(second.user).count() == 1
    accept(made, admin, address)
    assert notifications.unread(second.user).count() == 0


def test_the_first_person_of_a_listed_town_administers_it(operator, ask, address):
    listed = factories.organisation("listenau", is_claimed=False)
    made, late = (ask.confirmed(listed, f"{who}@x.example") for who in ("erste", "zweite"))
    accept(made, operator, address, roles=[Role.EDITOR])
    assert not Organisation.objects.get(pk=listed.pk).is_claimed
    member = invitations.accept_as_new(address.token, name="Erste", password=PASSWORD)
    assert member.role_names == {"administrator"}
    assert Organisation.objects.get(pk=listed.pk).is_claimed
    late.refresh_from_db()
    assert late.kind == JoinKind.APPROVAL
    assert list(join_requests.waiting_in(listed)) == [late]


def test_accepting_replaces_an_invitation_that_is_open(town, admin, ask, address):
    invitations.invite(town, email="neu@x.example", roles=[], by=admin)
    accept(ask.confirmed(town, "neu@x.example"), admin, address, roles=[Role.INQUIRIES])
    assert [one.roles for one in invitations.open_in(town)] == [["inquiries"]]


def test_a_withdrawn_request_is_not_decided(town, admin, ask, address):
    made = ask.confirmed(town, "neu@x.example")
    JoinRequest.objects.update(state=JoinState.WITHDRAWN)
    with pytest.raises(Refused, match="zurückgezogen"):
        accept(made, admin, address)
