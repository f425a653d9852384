"""Asking to come in, from the form to the proven address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations.domain import join_requests, joining
from allmende.portal.organisations.enums import JoinKind, JoinState
from allmende.portal.organisations.models import JoinRequest, Member, User
from tests import factories
from tests.portal.organisations.people import PERSON, Asker, mails_to, prove, told

pytestmark = pytest.mark.django_db
PASSWORD = "Kiesel-Laterne-Moos-3"
PROVE = "Allmende: Bestätigen Sie Ihre E-Mail-Adresse"


@pytest.fixture
def ask():
    return Asker()


@pytest.fixture
def own_domain(town):
    town.mail_domain = "w.example"
    town.save()
    return town


def test_the_own_mail_domain_makes_a_member_at_once(own_domain, admin, ask):
    ask(own_domain, "neu@W.example")
    assert mails_to("neu@w.example") == [PROVE]
    member = joining.confirm_as_new(ask.token, name="Nele Neu", password=PASSWORD)
    assert (member.organisation, member.role_names) == (own_domain, set())
    assert member.user.check_password(PASSWORD)
    assert told(admin.user) == []


@pytest.mark.parametrize("email", ["neu@sub.w.example", "neu@xw.example", "w.example@x.example"])
def test_a_similar_domain_is_not_the_own_one(own_domain, admin, ask, email):
    assert ask.confirmed(own_domain, email).state == JoinState.OPEN
    with pytest.raises(Refused):
        joining.confirm_as_new(ask.token, name="Nele", password=PASSWORD)
    assert not User.objects.filter(email=email).exists()


def test_a_freemail_domain_opens_no_organisation(town, admin, ask):
    type(town).objects.update(mail_domain="gmx.de")  # from before it was forbidden
    town.refresh_from_db()
    assert ask.confirmed(town, "wer@gmx.de").kind == JoinKind.APPROVAL


def test_others_wait_for_the_administrators_who_are_told(town, admin, staff, foreign_admin, ask):
    made = ask.confirmed(town, "neu@x.example")
    assert (made.kind, made.state) == (JoinKind.APPROVAL, JoinState.OPEN)
    assert told(admin.user) == [
        ("Nele Neu möchte zu Stadt Wiesenbrück.", f"/verwaltung/beitritte/{made.pk}/")
    ]
    assert told(staff.user) == told(foreign_admin.user) == []


@pytest.mark.parametrize("claimed", [True, False])
def test_operators_are_told_of_claims_and_where_nobody_administers(operator, ask, claimed):
    lonely = factories.organisation("allein", is_claimed=claimed)
    made = ask.confirmed(lonely, "neu@x.example")
    assert made.kind == (JoinKind.APPROVAL if claimed else JoinKind.CLAIM)
    assert [url for _, url in told(operator)] == [f"/verwaltung/netzwerk/beitritte/{made.pk}/"]
    assert list(join_requests.waiting_for_operators()) == [made]


def test_experts_belong_to_no_organisation(operator, ask):
    made = ask.confirmed(None, "profi@x.example")
    assert (made.kind, made.organisation) == (JoinKind.EXPERT, None)
    assert told(operator)[0][0] == "Nele Neu möchte als Fachperson ins Netzwerk."


def test_nothing_waits_before_the_address_is_proven(town, admin, ask):
    ask(town, "neu@x.example")
    assert told(admin.user) == []
    assert list(join_requests.waiting_in(town)) == []


def test_the_first_mail_carries_nobodys_words(town, ask):
    ask(town, "opfer@x.example", name="Gewinn: http://boese.example", message="Klicken Sie hier")
    mail = OutgoingMail.objects.get()
    assert "boese" not in mail.subject + mail.text
    assert "Klicken" not in mail.text
    assert f"/beitreten/bestaetigen/{ask.token}/" in mail.text


def test_a_form_sent_twice_is_one_request_with_the_newest_link(town, admin, ask):
    ask(town, "neu@x.example")
    first = ask.token
    ask(town, "Neu@x.example", message="Zweiter Versuch")
    assert JoinRequest.objects.count() == 1
    with pytest.raises(Refused, match="gibt es nicht oder nicht mehr"):
        joining.confirm(first, by=None)
    assert joining.confirm(ask.token, by=None).message == "Zweiter Versuch"


def test_a_second_click_on_the_link_tells_nobody_again(town, admin, ask):
    ask.confirmed(town, "neu@x.example")
    joining.confirm(ask.token, by=None)
    assert len(told(admin.user)) == 1


def test_who_asks_again_while_it_waits_hears_that_it_waits(town, admin, ask):
    ask.confirmed(town, "neu@x.example")
    ask(town, "neu@x.example")
    assert mails_to("neu@x.example") == [PROVE, "Allmende: Ihre Anfrage liegt schon vor"]
    assert JoinRequest.objects.count() == 1


def test_the_form_answers_the_same_whoever_has_an_account(town, admin, ask):
    factories.user("da@x.example")
    for email in ("da@x.example", "neu@x.example"):
        assert ask(town, email).state == JoinState.UNCONFIRMED
        assert mails_to(email) == [PROVE]


def test_the_link_of_an_address_with_an_account_needs_that_account(town, admin, ask):
    owner, other = factories.user("da@x.example"), factories.user("fremd@x.example")
    ask(town, "da@x.example")
    for person in (None, other):
        with pytest.raises(Refused, match=r"Melden Sie sich mit da@x\.example an"):
            joining.confirm(ask.token, by=person)
    with pytest.raises(Refused, match="schon ein Konto"):
        joining.confirm_as_new(ask.token, name="Dieb", password=PASSWORD)
    assert joining.confirm(ask.token, by=owner).user == owner


def test_a_person_with_an_account_needs_no_mail_for_the_proven_address(own_domain, admin, ask):
    person = prove(factories.user("da@w.example"))
    assert ask(own_domain, "da@w.example", user=person).state == JoinState.ACCEPTED
    assert Member.objects.filter(user=person, organisation=own_domain).count() == 1
    assert mails_to("da@w.example") == []


def test_an_account_with_an_unproven_address_gets_the_link(own_domain, ask):
    person = factories.user("da@w.example")
    assert ask(own_domain, "da@w.example", user=person).state == JoinState.UNCONFIRMED
    assert mails_to("da@w.example") == [PROVE]


def test_a_second_address_joins_the_same_account(own_domain, admin, ask):
    person = prove(factories.user("privat@x.example"))
    ask(own_domain, "dienst@w.example", user=person)
    joining.confirm(ask.token, by=person)
    assert Member.objects.get(organisation=own_domain, user=person).user.email == "privat@x.example"
    assert User.objects.filter(email="dienst@w.example").count() == 0


def test_members_and_waiting_people_do_not_ask_twice(town, admin, neighbour, foreign_admin, ask):
    prove(admin.user)
    with pytest.raises(Refused, match="schon Mitglied"):
        ask(town, admin.user.email, user=admin.user)
    ask(neighbour, admin.user.email, user=admin.user)
    with pytest.raises(Refused, match="liegt schon vor"):
        ask(neighbour, admin.user.email, user=admin.user)


def test_a_link_ends_after_fourteen_days_and_is_forgotten(town, ask):
    ask(town, "neu@x.example")
    JoinRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="abgelaufen"):
        joining.confirm(ask.token, by=None)
    assert join_requests.forget_expired() == 1
    assert mails_to("neu@x.example") == [PROVE]


def test_who_is_not_answered_in_time_is_told(town, admin, ask):
    ask.confirmed(town, "neu@x.example")
    JoinRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    join_requests.forget_expired()
    assert mails_to("neu@x.example")[-1] == "Allmende: Ihre Anfrage ist abgelaufen"
    assert not JoinRequest.objects.exists()


def test_a_used_link_says_so(own_domain, ask):
    ask(own_domain, "neu@w.example")
    joining.confirm_as_new(ask.token, name="Nele", password=PASSWORD)
    for again in (joining.confirm, lambda token, by: joining.withdraw(token)):
        with pytest.raises(Refused, match="angenommen"):
            again(ask.token, by=None)


def test_withdrawing_stops_the_wait(town, admin, ask):
    ask.confirmed(town, "neu@x.example")
    joining.withdraw(ask.token)
    assert list(join_requests.waiting_in(town)) == []
    with pytest.raises(Refused, match="zurückgezogen"):
        joining.confirm(ask.token, by=None)


def test_only_the_own_request_is_withdrawn(town, admin, staff, neighbour, foreign_admin, ask):
    prove(staff.user)
    made = ask(neighbour, staff.user.email, user=staff.user)
    with pytest.raises(Refused):
        joining.withdraw_own(made, by=admin.user)
    joining.withdraw_own(made, by=staff.user)
    assert not join_requests.own(staff.user).exists()


def test_a_closed_organisation_takes_nobody(town, ask):
    town.is_active = False
    town.save()
    with pytest.raises(Refused, match="nimmt niemanden auf"):
        ask(town, "neu@x.example")


def test_long_and_hostile_words_are_kept_as_they_are(town, admin, ask):
    name = "<script>alert(1)</script>" + "ü" * 120
    made = ask.confirmed(town, "neu@x.example", name=name, message=PERSON["message"] * 20)
    assert JoinRequest.objects.get(pk=made.pk).name == name
    assert len(told(admin.user)[0][0]) <= 300
