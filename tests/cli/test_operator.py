import io
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from allmende import cli
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db

EMAIL = "betrieb@netz.example"
PASSWORD = "Kiesel-Laterne-Moor-3"
WORDS = ["operator", "--email", EMAIL, "--name", "Nora Netz"]


@pytest.fixture
def typed(monkeypatch):
    """What a person types into the terminal, line by line; passwords are not echoed."""

    def answer(*lines, passwords=()):
        entered, hidden = iter(lines), iter(passwords)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _: next(entered))
        monkeypatch.setattr("allmende.cli.operator.getpass", lambda _: next(hidden))

    return answer


@pytest.fixture
def piped(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def refusal(words):
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert isinstance(end.value.code, str)
    return end.value.code


def sent_link():
    found = re.search(r"/einladung/\S+", mail.outbox[-1].body)
    assert found
    return found[0]


def test_from_an_empty_database_to_a_town_with_its_administration(piped, capsys):
    piped(f"{PASSWORD}\n")
    assert cli.main([*WORDS, "--password-stdin"]) == 0
    assert capsys.readouterr().out == (
        "Nora Netz betreibt jetzt dieses Netzwerk und meldet sich mit betrieb@netz.example an.\n"
    )

    operator = Client()
    answer = operator.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert answer.url == reverse("start")
    town = {
        "name": "Stadt Wiesenbrück",
        "slug": "wiesenbrueck",
        "kind": "municipality",
        "state": "BW",
        "administrator": "leitung@wiesenbrueck.example",
    }
    assert operator.post(reverse("organisation-create"), town).url == reverse("network")
    assert Organisation.objects.get().slug == "wiesenbrueck"

    newcomer = Client()
    link = sent_link()
    assert newcomer.post(link, {"name": "Anna Amt", "password": PASSWORD}).status_code == 302
    assert Member.objects.get().role_names == {Role.ADMINISTRATOR}
    assert newcomer.get(reverse("administration")).status_code == 200


def test_a_person_is_asked_for_what_is_missing(typed):
    typed(EMAIL, "Nora Netz", passwords=[PASSWORD, PASSWORD])
    assert cli.main(["operator"]) == 0
    user = User.objects.get()
    assert (user.email, user.name, user.is_superuser) == (EMAIL, "Nora Netz", True)
    assert user.check_password(PASSWORD)


def test_the_audit_trail_says_that_the_account_was_made_by_the_system(typed):
    typed(passwords=[PASSWORD, PASSWORD])
    cli.main(WORDS)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_label, entry.object_label) == (
        "organisations.operator_created",
        "System",
        "Nora Netz",
    )


def test_two_different_passwords_create_nothing(typed):
    typed(passwords=[PASSWORD, f"{PASSWORD}x"])
    assert refusal(WORDS) == ("Die beiden Passwörter sind verschieden. Es wurde nichts angelegt.")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("email", "name", "password", "sentence"),
    [
        (EMAIL, "Nora Netz", "kurz", "Passwort: Dieses Passwort ist zu kurz."),
        (EMAIL, "Nora Netz", "123456789012345", "Passwort: Dieses Passwort ist komplett numerisch"),
        (EMAIL, "Nora Netz", "", "Passwort: "),
        ("nora", "Nora Netz", PASSWORD, "E-Mail-Adresse: "),
        (EMAIL, "x" * 151, PASSWORD, "Name: "),
    ],
)
def test_bad_input_is_named_and_creates_nothing(piped, email, name, password, sentence):
    piped(f"{password}\n")
    words = ["operator", "--email", email, "--name", name, "--password-stdin"]
    told = refusal(words)
    assert told.startswith(sentence)
    assert told.endswith("\nEs wurde nichts angelegt.")
    assert not User.objects.exists()


@pytest.mark.parametrize("spelling", [EMAIL, EMAIL.upper()])
def test_a_second_run_refuses_before_it_asks_and_changes_nothing(typed, spelling):
    typed(passwords=[PASSWORD, PASSWORD])
    cli.main(WORDS)
    before = User.objects.values().get()

    typed()
    told = refusal(["operator", "--email", spelling, "--name", "Eva Anders"])
    assert told.startswith(f"Zu {spelling} gibt es schon ein Konto. Es wurde nichts geändert.")
    assert User.objects.values().get() == before


def test_a_member_is_not_made_an_operator_by_the_way(piped):
    factories.user(EMAIL)
    piped(f"{PASSWORD}\n")
    assert "gibt es schon ein Konto" in refusal([*WORDS, "--password-stdin"])
    assert User.objects.get().is_superuser is False


@pytest.mark.parametrize("words", [["operator"], WORDS])
def test_without_a_terminal_nobody_is_asked(piped, words):
    piped("")
    assert refusal(words).startswith("Hier lässt sich niemand fragen.")
    assert not User.objects.exists()


def test_who_breaks_off_has_created_nothing(monkeypatch, typed):
    typed()

    def broken_off(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("allmende.cli.operator.getpass", broken_off)
    assert refusal(WORDS) == "\nAbgebrochen. Es wurde nichts angelegt."
    assert not User.objects.exists()
