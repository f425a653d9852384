import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import reverse

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from tests import factories

pytestmark = pytest.mark.django_db


def log_in(client, user):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": factories.PASSWORD}
    )


def code(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def set_up_app(client):
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert response.status_code == 302
    return secret


@pytest.mark.parametrize(
    ("roles", "nudged"),
    [
        ((), False),
        ((Role.INQUIRIES,), False),
        ((Role.EDITOR,), True),
        ((Role.ADMINISTRATOR,), True),
    ],
)
def test_those_who_change_what_others_read_are_nudged(client, town, roles, nudged):
    client.force_login(factories.member(town, *roles).user)
    page = client.get(reverse("start"))
    assert page.context["second_factor_missing"] is nudged
    assert ("Schützen Sie Ihren Zugang" in page.content.decode()) is nudged


def test_the_nudge_ends_when_the_app_is_set_up(client, admin):
    log_in(client, admin.user)
    set_up_app(client)
    assert client.get(reverse("start")).context["second_factor_missing"] is False


def test_recovery_codes_alone_are_no_second_factor(client, admin):
    Authenticator.objects.create(user=admin.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(admin.user)
    assert client.get(reverse("start")).context["second_factor_missing"] is True


def test_required_means_that_nothing_else_opens_before(client, admin, settings):
    settings.REQUIRE_MFA = True
    log_in(client, admin.user)
    for name in ("start", "members", "ask"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
    set_up_app(client)
    assert client.get(reverse("members")).status_code == 200


def test_required_does_not_concern_plain_members_and_the_public(client, staff, settings, town):
    settings.REQUIRE_MFA = True
    assert client.get(reverse("places")).status_code == 200
    client.force_login(staff.user)
    assert client.get(reverse("start")).status_code == 200


def test_logging_in_takes_two_steps_and_a_wrong_code_is_refused(client, admin):
    log_in(client, admin.user)
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    assert log_in(client, admin.user).url == reverse("mfa_authenticate")
    assert client.get(reverse("start")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Der Code stimmt nicht" in wrong.content.decode()
    totp_code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + 1))
    right = client.post(reverse("mfa_authenticate"), {"code": totp_code})
    assert right.url == reverse("start")


def test_the_administration_resets_a_lost_second_factor_and_the_person_is_told(
    client, admin, staff
):
    log_in(client, staff.user)
    set_up_app(client)
    client.logout()
    client.force_login(admin.user)
    mail.outbox.clear()
    client.post(reverse("member-reset", args=[staff.pk]))
    assert not Authenticator.objects.filter(user=staff.user).exists()
    assert [message.to for message in mail.outbox] == [[staff.user.email]]


def test_a_person_of_two_organisations_is_not_reset_by_one(admin, staff, neighbour):
    Member.objects.create(user=staff.user, organisation=neighbour)
    with pytest.raises(Refused, match="anderen Organisationen"):
        members.reset_second_factor(staff, by=admin)


def stored(user):
    return str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))


def until_second_step(client, user):
    client.post(reverse("account_logout"))
    assert log_in(client, user).url == reverse("mfa_authenticate")


def test_no_secret_of_a_second_factor_lies_open_in_the_database(client, admin):
    log_in(client, admin.user)
    secret = set_up_app(client)
    seed = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).data["seed"]
    assert secret not in stored(admin.user)
    assert stored(admin.user).count("sealed:") == 2
    assert seed.startswith("sealed:")


def test_recovery_codes_open_the_door(client, admin):
    log_in(client, admin.user)
    set_up_app(client)
    page = client.get(reverse("mfa_view_recovery_codes"))
    first = page.context["unused_codes"][0]
    until_second_step(client, admin.user)
    assert client.post(reverse("mfa_authenticate"), {"code": first}).url == reverse("start")


def test_a_secret_stored_in_plain_text_by_an_earlier_version_still_works(client, admin):
    secret = totp.generate_totp_secret()
    Authenticator.objects.create(
        user=admin.user, type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    until_second_step(client, admin.user)
    right = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert right.url == reverse("start")


def test_after_a_change_of_the_key_a_sentence_says_what_to_do(client, admin, settings):
    log_in(client, admin.user)
    secret = set_up_app(client)
    settings.SECRET_KEY = "another-" + "y" * 40
    client.cookies.clear()
    assert log_in(client, admin.user).url == reverse("mfa_authenticate")
    refused = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert refused.status_code == 409
    assert "Bitten Sie die Administration Ihrer Organisation" in refused.content.decode()
    assert client.get(reverse("start")).status_code == 302
