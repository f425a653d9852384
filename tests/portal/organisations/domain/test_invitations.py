from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import invitations
from allmende.portal.organisations.models import Invitation, Member, User
from tests import factories

pytestmark = pytest.mark.django_db


def invite(town, admin, email="neu@w.example", roles=("editor",)):
    return invitations.invite(town, email=email, roles=roles, by=admin)


def test_the_token_is_not_in_the_database(town, admin):
    issued = invite(town, admin)
    stored = Invitation.objects.values().get()
    assert issued.token not in str(stored)
    assert invitations.find(issued.token) == issued.invitation


def test_a_new_person_joins_with_the_roles_of_the_invitation(town, admin):
    issued = invite(town, admin, email="Neu@W.example", roles=["editor", "inquiries"])
    member = invitations.accept_as_new(issued.token, name="Nele Neu", password="Baum-Haus-12")
    assert member.user.email == "neu@w.example"
    assert member.user.check_password("Baum-Haus-12")
    assert (member.organisation, member.role_names) == (town, {"editor", "inquiries"})
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert actions == {"organisations.invited", "organisations.member_joined"}


def test_a_link_works_once(town, admin):
    issued = invite(town, admin)
    invitations.accept_as_new(issued.token, name="Nele Neu", password="Baum-Haus-12")
    with pytest.raises(Refused, match="schon angenommen"):
        invitations.accept_as_new(issued.token, name="Zwei", password="Baum-Haus-12")
    assert User.objects.filter(email="neu@w.example").count() == 1


def test_a_person_with_an_account_joins(town, admin, foreign_admin):
    issued = invite(town, admin, email=foreign_admin.user.email)
    member = invitations.accept(issued.token, by=foreign_admin.user)
    assert member.user == foreign_admin.user
    assert Member.objects.filter(user=foreign_admin.user).count() == 2


def test_an_invitation_is_for_the_invited_person_only(town, admin, foreign_admin):
    issued = invite(town, admin)
    with pytest.raises(Refused, match="gilt für neu@w"):
        invitations.accept(issued.token, by=foreign_admin.user)


def test_an_existing_account_is_not_taken_over_by_a_new_password(town, admin, foreign_admin):
    issued = invite(town, admin, email=foreign_admin.user.email)
    with pytest.raises(Refused, match="schon ein Konto"):
        invitations.accept_as_new(issued.token, name="X", password="Baum-Haus-12")
    foreign_admin.user.refresh_from_db()
    assert foreign_admin.user.check_password(factories.PASSWORD)


def test_an_unknown_link_says_whom_to_ask():
    with pytest.raises(Refused, match="Bitten Sie die Administration"):
        invitations.find("erfunden")


def test_a_link_ends_after_14_days(town, admin):
    issued = invite(town, admin)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="abgelaufen"):
        invitations.find(issued.token)


def test_withdrawing_ends_the_link(town, admin):
    issued = invite(town, admin)
    invitations.withdraw(issued.invitation, by=admin)
    with pytest.raises(Refused, match="zurückgezogen"):
        invitations.find(issued.token)
    with pytest.raises(Refused, match="schon zurückgezogen"):
        invitations.resend(issued.invitation, by=admin)


def test_sending_again_makes_a_new_link_and_ends_the_old(town, admin):
    issued = invite(town, admin)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    again = invitations.resend(issued.invitation, by=admin)
    assert invitations.find(again.token).pk == issued.invitation.pk
    with pytest.raises(Refused):
        invitations.find(issued.token)


def test_a_closed_organisation_takes_nobody_in(town, admin):
    issued = invite(town, admin)
    town.is_active = False
    town.save()
    with pytest.raises(Refused, match="zurückgezogen"):
        invitations.find(issued.token)


def test_members_and_invited_people_are_not_invited_again(town, admin, staff):
    invite(town, admin)
    with pytest.raises(Refused, match="offene Einladung"):
        invite(town, admin, email="NEU@w.example")
    with pytest.raises(Refused, match="schon Mitglied"):
        invite(town, admin, email=staff.user.email)


def test_only_the_own_administration_and_operators_invite(
    town, admin, staff, foreign_admin, operator
):
    for by in (staff, foreign_admin, staff.user):
        with pytest.raises(PermissionDenied):
            invite(town, by)
    assert invite(town, operator).invitation.invited_by == operator
