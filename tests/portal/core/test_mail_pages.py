"""Pages of mail: notifications, settings, the mailbox of the demo, files of things."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.domain import attachments, delivery, mail, subscriptions, things
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.core.enums import DigestRhythm, FollowLevel, Reason
from allmende.portal.core.mail_files import EmailBackend
from allmende.portal.core.models import MailSettings, Notification, Subscription
from tests import factories

pytestmark = pytest.mark.django_db
FILES = {"BACKEND": f"{EmailBackend.__module__}.EmailBackend"}


@pytest.fixture
def member(client):
    person = factories.member(factories.organisation(name="Stadt Wiesenbrück"))
    client.force_login(person.user)
    return person


@pytest.fixture
def probes(monkeypatch):
    """A kind whose things members of Wiesenbrück see, and nobody else."""

    def find(reader, keys):
        if reader is None or reader.organisation.slug != "wiesenbrueck":
            return {}
        return {key: Thing("probe", key, f"Probe {key}", f"/probe/{key}/") for key in keys}

    kind = Kind("probe", "Probe", "Proben", find, lambda keys: {})
    monkeypatch.setitem(things._kinds, "probe", kind)


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def tell(user, words="Neu", **fields):
    return notify(user, text=words, url="/start/", reason=Reason.FOLLOWING, **fields)


class TestNotifications:
    def test_opening_one_reads_it_and_leads_on(self, client, member):
        one, other = tell(member.user, "eins"), tell(member.user, "zwei")
        response = client.get(reverse("notification", args=[one.pk]))
        one.refresh_from_db()
        other.refresh_from_db()
        assert response.url == "/start/"
        assert (bool(one.read_at), bool(other.read_at)) == (True, False)

    def test_those_of_others_do_not_exist(self, client, member):
        foreign = tell(factories.user())
        assert client.get(reverse("notification", args=[foreign.pk])).status_code == 404
        assert foreign.text not in client.get(reverse("notifications")).content.decode().split()

    def test_an_address_outside_is_not_followed(self, client, member):
        one = notify(member.user, text="x", url="https://böse.example/", reason=Reason.FOLLOWING)
        response = client.get(reverse("notification", args=[one.pk]))
        assert response.url == reverse("notifications")

    def test_by_day_and_only_the_unread(self, client, member):
        tell(member.user, "heute")
        old = tell(member.user, "gestern gelesen")
        yesterday = timezone.now() - timedelta(days=1)
        Notification.objects.filter(pk=old.pk).update(created_at=yesterday, read_at=yesterday)
        everything = client.get(reverse("notifications"))
        unread = client.get(reverse("notifications"), {"nur": "ungelesen"})
        assert [len(rows) for _, rows in everything.context["days"]] == [1, 1]
        assert [row.text for row in unread.context["page"]] == ["heute"]

    def test_constant_queries(self, client, member):
        def count():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("notifications"))
            return len(queries)

        tell(member.user, organisation_id=member.organisation_id)
        one = count()
        tell(member.user, organisation_id=member.organisation_id)
        tell(member.user)
        assert count() == one


class TestSettings:
    def test_saving(self, client, member):
        client.post(reverse("mail-settings"), {"digest": "daily"})
        row = MailSettings.objects.get(user=member.user)
        assert (row.digest, row.at_once) == (DigestRhythm.DAILY, False)

    def test_nonsense_is_refused_at_the_field(self, client, member):
        response = client.post(reverse("mail-settings"), {"digest": "stündlich"})
        assert response.context["form"].errors.keys() == {"digest"}
        assert not MailSettings.objects.exists()

    def test_what_is_followed_is_named_changed_and_ended(self, client, member, probes):
        seen = subscriptions.follow(member.user, "probe", "1")
        gone = subscriptions.follow(member.user, "verschwunden", "9")
        page = text(client.get(reverse("mail-settings")))
        assert "Probe 1" in page
        assert "Das gibt es nicht mehr" in page
        client.post(reverse("subscription", args=[seen.pk]), {"level": "mute"})
        client.post(reverse("subscription", args=[gone.pk]), {"beenden": "1"})
        assert list(Subscription.objects.values_list("key", "level")) == [("1", FollowLevel.MUTE)]

    def test_nobody_changes_what_others_follow(self, client, member):
        foreign = subscriptions.follow(factories.user(), "probe", "1")
        address = reverse("subscription", args=[foreign.pk])
        assert client.post(address, {"beenden": "1"}).status_code == 404
        assert Subscription.objects.count() == 1

    def test_an_unknown_level_changes_nothing(self, client, member, probes):
        row = subscriptions.follow(member.user, "probe", "1")
        client.post(reverse("subscription", args=[row.pk]), {"level": "alles und mehr"})
        row.refresh_from_db()
        assert row.level == FollowLevel.ALL


class TestMailbox:
    @pytest.fixture
    def demo(self, settings, tmp_path):
        settings.DEMO, settings.SMTP_HOST = True, ""
        settings.MAIL_FOLDER = tmp_path
        transport = {**FILES, "OPTIONS": {"file_path": str(tmp_path)}}
        settings.MAILERS = {"default": FILES, "transport": transport}

    def letters(self, *addresses, **fields):
        for to in addresses:
            mail.queue(**{"to": to, "subject": f"An {to}", "text": "Text", **fields})
        delivery.deliver()

    def test_a_letter_with_its_link_and_its_file_for_everybody(self, client, demo):
        self.letters(
            "gast@example.org",
            subject="Bestätigen Sie <b>bitte</b>",
            text="Grüße\nhttp://localhost:8000/einladung/abc/ <script>alert(1)</script>",
            attachments=[("Termin.ics", "text/calendar", b"BEGIN:VCALENDAR")],
        )
        (head,) = client.get(reverse("mailbox")).context["page"]
        page = client.get(reverse("mailbox-letter", args=[head.key])).content.decode()
        assert '<a href="http://localhost:8000/einladung/abc/"' in page
        assert "<script>alert" not in page
        assert "<b>bitte" not in page
        file = client.get(reverse("mailbox-file", args=[head.key, 0]))
        assert file.content.strip() == b"BEGIN:VCALENDAR"
        assert file["Content-Disposition"] == 'attachment; filename="Termin.ics"'
        assert client.get(reverse("mailbox-file", args=[head.key, 1])).status_code == 404

    def test_by_recipient(self, client, demo):
        self.letters("anna@example.org", "bert@example.org")
        page = client.get(reverse("mailbox"), {"an": " ANNA"})
        assert [head.to for head in page.context["page"]] == ["anna@example.org"]
        assert "Keine E-Mail an diese Adresse" in text(
            client.get(reverse("mailbox"), {"an": "otto@"})
        )

    def test_sent_twice_it_is_one_letter(self, client, demo, settings):
        self.letters("anna@example.org")
        row = mail.OutgoingMail.objects.get()
        row.state, row.text = "waiting", "Text"
        row.save()
        delivery.deliver()
        assert client.get(reverse("mailbox")).context["page"].paginator.count == 1

    @pytest.mark.parametrize("key", ["..", "a", "../../secret-key", "g" * 24, "0" * 24])
    def test_only_names_of_letters_are_read(self, client, demo, tmp_path, key):
        (tmp_path / "secret-key").write_text("geheim")
        assert client.get(f"/post/{key}/").status_code == 404

    @pytest.mark.parametrize(("demo_on", "host"), [(False, ""), (True, "mail.example")])
    def test_anywhere_else_it_does_not_exist(self, client, demo, settings, demo_on, host):
        self.letters("anna@example.org")
        key = client.get(reverse("mailbox")).context["page"][0].key
        settings.DEMO, settings.SMTP_HOST = demo_on, host
        for address in ("/post/", f"/post/{key}/", f"/post/{key}/0/"):
            assert client.get(address).status_code == 404
        assert "Postfach" not in client.get("/konto/login/").content.decode()


class TestAttachments:
    @pytest.fixture
    def file(self, member):
        content = ContentFile(b"\x89PNG geheim", name="Plan Süd.png")
        return attachments.attach("probe", "1", content, by=member)

    def test_whoever_sees_the_thing_gets_the_file_as_a_download(self, client, probes, file):
        response = client.get(reverse("attachment", args=[file.pk]))
        assert b"".join(response.streaming_content) == b"\x89PNG geheim"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Plan")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_images_may_be_looked_at(self, client, probes, file):
        response = client.get(reverse("attachment", args=[file.pk]), {"ansicht": "1"})
        assert response["Content-Disposition"].startswith("inline")
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_nobody_else_does(self, client, probes, file):
        client.force_login(factories.member(factories.organisation("ahornried")).user)
        assert client.get(reverse("attachment", args=[file.pk])).status_code == 404
        client.logout()
        assert client.get(reverse("attachment", args=[file.pk])).status_code == 404

    def test_a_file_of_an_unknown_kind_is_nobodys(self, client, member, file):
        assert client.get(reverse("attachment", args=[file.pk])).status_code == 404
