"""Mentions and assignments by mail, the digest, and how people end them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from allmende.portal.core.domain import at_once, digest, mail_settings, notifications, things
from allmende.portal.core.domain.mail_settings import Sort
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.things import Kind
from allmende.portal.core.enums import DigestRhythm, Reason
from allmende.portal.core.models import MailSettings, Notification, OutgoingMail
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience
from tests import factories

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 7, 5, tzinfo=BERLIN)


@pytest.fixture
def town():
    return factories.organisation(name="Stadt Wiesenbrück")


@pytest.fixture
def nora(town):
    return factories.member(town, email="nora@w.example", name="Nora Netz").user


@pytest.fixture
def secrets(monkeypatch):
    """A kind of thing whose audience is what the test says: key -> audience key."""
    scopes: dict[str, str] = {}
    kind = Kind("probe", "Probe", "Proben", lambda *_: {}, lambda keys: scopes)
    monkeypatch.setitem(things._kinds, "probe", kind)
    return scopes


def tell(user, text="Etwas ist neu", *, reason=Reason.FOLLOWING, at=None, **fields):
    new = notify(user, text=text, url="/start/", reason=reason, **fields)
    if at:
        Notification.objects.filter(pk=new.pk).update(created_at=at)
    return new


def mails():
    return list(OutgoingMail.objects.order_by("pk"))


def week_ago(**more):
    return MONDAY - timedelta(days=3, **more)


@pytest.mark.django_db
class TestAtOnce:
    def test_a_mention_is_mailed_with_its_act_and_a_way_to_stop(self, nora, settings):
        settings.BASE_URL = "https://ki.example"
        told = tell(nora, "Otto Ott hat Sie erwähnt: Parken", reason=Reason.MENTIONED)

        assert (at_once.run(), at_once.run()) == (1, 0)
        (sent,) = mails()
        told.refresh_from_db()
        assert (sent.to, sent.subject) == ("nora@w.example", "Otto Ott hat Sie erwähnt: Parken")
        assert f"Ansehen: https://ki.example/mitteilungen/{told.pk}/\n" in sent.text
        assert "weil jemand Sie in Allmende erwähnt hat" in sent.text
        link = sent.headers["List-Unsubscribe"].strip("<>")
        assert link.startswith("https://ki.example/abbestellen/")
        assert link in sent.text
        assert sent.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert told.mailed_at

    def test_other_reasons_wait(self, nora):
        for reason in (Reason.FOLLOWING, Reason.ATTENDING, Reason.FINISHED):
            tell(nora, reason=reason)
        assert at_once.run() == 0

    def test_whoever_does_not_want_it_or_has_read_it_gets_none(self, nora, town):
        calm = factories.member(town, email="calm@w.example").user
        mail_settings.change(calm, digest=DigestRhythm.WEEKLY, at_once=False)
        gone = factories.member(town, email="gone@w.example", is_active=False).user
        for user in (nora, calm, gone):
            tell(user, reason=Reason.ASSIGNED)
        notifications.mark_read(nora)
        assert at_once.run() == 0

    def test_visibility_is_checked_when_sending(self, nora, town, secrets):
        secrets |= {
            "hidden": key_for(Audience.ORGANISATION, organisation_id=town.pk + 1),
            "open": key_for(Audience.ORGANISATION, organisation_id=town.pk),
        }
        for key in ("hidden", "open", "deleted"):
            tell(nora, key, reason=Reason.MENTIONED, about=("probe", key))
        tell(nora, "unknown kind", reason=Reason.MENTIONED, about=("gone", "1"))

        assert at_once.run() == 1
        assert [one.subject for one in mails()] == ["open"]

    def test_whoever_has_left_the_organisation_gets_no_mail_about_it(self, nora, town):
        other = factories.organisation("ahornried")
        tell(nora, "alt", reason=Reason.ASSIGNED, organisation_id=other.pk)
        tell(nora, "neu", reason=Reason.ASSIGNED, organisation_id=town.pk)
        at_once.run()
        assert [one.subject for one in mails()] == ["neu"]

    def test_what_is_a_day_old_waits_for_the_digest(self, nora):
        tell(nora, reason=Reason.MENTIONED, at=timezone.now() - timedelta(days=2))
        assert at_once.run() == 0

    def test_more_than_a_batch(self, nora, monkeypatch):
        monkeypatch.setattr(at_once, "BATCH", 2)
        for number in range(5):
            tell(nora, str(number), reason=Reason.MENTIONED)
        assert at_once.run() == 5
        assert sorted(one.subject for one in mails()) == list("01234")


@pytest.mark.django_db
class TestDigest:
    def test_the_week_in_one_mail_by_kind_and_organisation(self, nora, town, secrets):
        secrets["1"] = "network"
        tell(nora, "Neue Probe", at=week_ago(), about=("probe", "1"), organisation_id=town.pk)
        tell(nora, "Ihr Import ist fertig", reason=Reason.FINISHED, at=week_ago(hours=1))

        assert digest.run(MONDAY) == 1
        (sent,) = mails()
        lines = [line for line in sent.text.splitlines() if line]
        assert sent.subject == "Ihre Woche in Allmende: 2 Neuigkeiten"
        assert lines[2:9:3] == ["Proben", "Weiteres", "-- "]
        assert lines[3] == "- Neue Probe (Stadt Wiesenbrück)"
        assert re.fullmatch(r"  http://localhost:8000/mitteilungen/\d+/", lines[4])
        assert "einmal in der Woche" in sent.text

    def test_run_again_sends_nothing_and_the_next_week_only_what_is_new(self, nora):
        tell(nora, "erste", at=week_ago())
        assert (digest.run(MONDAY), digest.run(MONDAY)) == (1, 0)
        tell(nora, "zweite", at=MONDAY + timedelta(days=1))
        assert digest.run(MONDAY + timedelta(days=6)) == 0
        assert digest.run(MONDAY + timedelta(days=7)) == 1
        assert "erste" not in mails()[1].text
        assert mails()[1].subject == "Ihre Woche in Allmende: 1 Neuigkeit"

    def test_nothing_new_is_no_mail_but_the_window_moves_on(self, nora):
        assert digest.run(MONDAY) == 0
        assert MailSettings.objects.get(user=nora).last_digest_until == MONDAY.replace(minute=0)

    def test_read_mailed_and_hidden_is_left_out(self, nora, secrets):
        secrets["1"] = "organisation:0"
        tell(nora, "gelesen", at=week_ago())
        notifications.mark_read(nora)
        tell(nora, "erwähnt", reason=Reason.MENTIONED)
        at_once.run()
        Notification.objects.filter(text="erwähnt").update(created_at=week_ago())
        tell(nora, "verborgen", at=week_ago(), about=("probe", "1"))
        assert digest.run(MONDAY) == 0

    def test_a_mention_that_was_not_mailed_at_once_is_in_the_digest(self, nora):
        mail_settings.change(nora, digest=DigestRhythm.WEEKLY, at_once=False)
        tell(nora, "erwähnt", reason=Reason.MENTIONED, at=week_ago())
        assert digest.run(MONDAY) == 1

    def test_daily_weekly_and_none(self, town):
        people = {
            rhythm: factories.member(town, email=f"{rhythm}@w.example").user
            for rhythm in DigestRhythm
        }
        for rhythm, user in people.items():
            MailSettings.objects.create(user=user, digest=rhythm)
            tell(user, at=MONDAY - timedelta(hours=20))
        wednesday = MONDAY + timedelta(days=2)
        assert digest.run(MONDAY - timedelta(hours=1)) == 0
        assert digest.run(MONDAY) == 2
        for user in people.values():
            tell(user, at=wednesday - timedelta(hours=3))
        assert digest.run(wednesday) == 1
        assert mails()[-1].to == "daily@w.example"
        assert mails()[-1].subject == "Ihr Tag in Allmende: 1 Neuigkeit"

    def test_whoever_begins_again_does_not_get_the_time_before(self, nora):
        mail_settings.change(nora, digest=DigestRhythm.NONE, at_once=True)
        MailSettings.objects.update(last_digest_until=MONDAY - timedelta(days=300))
        mail_settings.change(nora, digest=DigestRhythm.DAILY, at_once=True)
        row = MailSettings.objects.get()
        assert timezone.now() - row.last_digest_until < timedelta(minutes=1)

    def test_a_long_week_is_cut_and_counted(self, nora, monkeypatch):
        monkeypatch.setattr(digest, "SHOWN", 2)
        for number in range(3):
            tell(nora, f"Nummer {number}", at=week_ago())
        digest.run(MONDAY)
        assert "Und 1 weitere Neuigkeit: http://localhost:8000/mitteilungen/" in mails()[0].text
        assert digest.run(MONDAY + timedelta(days=7)) == 0

    def test_a_batch_that_breaks_off_is_done_later_and_nothing_twice(self, town, monkeypatch):
        users = [factories.member(town, email=f"{n}@w.example").user for n in range(5)]
        for user in users:
            tell(user, at=week_ago())
        letters = digest._letter

        def dies(reader):
            if reader.user == users[3]:
                raise KeyboardInterrupt
            return letters(reader)

        monkeypatch.setattr(digest, "_letter", dies)
        with pytest.raises(KeyboardInterrupt):
            digest.run(MONDAY, batch=2)
        assert len(mails()) == 2
        monkeypatch.undo()
        assert digest.run(MONDAY, batch=2) == 3
        assert sorted(one.to for one in mails()) == [user.email for user in users]

    def test_the_number_of_queries_does_not_grow_with_the_batch(self, town, secrets):
        def count(names):
            for name in names:
                user = factories.member(town, email=f"{name}@w.example").user
                for key in ("1", "2"):
                    secrets[key] = "network"
                    tell(user, at=week_ago(), about=("probe", key), organisation_id=town.pk)
            OutgoingMail.objects.all().delete()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert digest.run(MONDAY) == len(names)
            return len(queries)

        assert count("a") == count([f"u{n}" for n in range(30)]) < 15


@given(st.integers(min_value=0, max_value=2 * 365 * 24 * 60))
def test_windows_of_a_rhythm_follow_each_other_without_gap_or_overlap(minutes):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    for rhythm, days in ((DigestRhythm.WEEKLY, 7), (DigestRhythm.DAILY, 1)):
        end = digest.window_end(rhythm, moment)
        before = digest.window_end(rhythm, end)  # just before it counts as settled
        local = end.astimezone(BERLIN)
        assert end + digest.SETTLE <= moment
        assert (local.hour, local.minute) == (7, 0)
        assert local.weekday() == 0 or days == 1
        assert local.date() - before.astimezone(BERLIN).date() == timedelta(days=days)


@pytest.mark.django_db
class TestUnsubscribing:
    def address(self, user, sort):
        return reverse("unsubscribe", args=[mail_settings.token(user.pk, sort)])

    @pytest.mark.parametrize("sort", Sort)
    def test_one_click_without_log_in_ends_just_that(self, client, nora, sort):
        csrf = type(client)(enforce_csrf_checks=True)
        response = csrf.post(self.address(nora, sort), {"List-Unsubscribe": "One-Click"})
        row = MailSettings.objects.get(user=nora)
        assert response.status_code == 200
        assert (row.digest == DigestRhythm.NONE, row.at_once) == (
            sort == Sort.DIGEST,
            sort != Sort.AT_ONCE,
        )

    def test_looking_changes_nothing(self, client, nora):
        response = client.get(self.address(nora, Sort.DIGEST))
        assert "Abbestellen</span>" in response.content.decode()
        assert not MailSettings.objects.exists()

    @pytest.mark.parametrize("sort", Sort)
    def test_undo_brings_back_what_was(self, client, nora, sort):
        mail_settings.change(nora, digest=DigestRhythm.DAILY, at_once=True)
        page = client.post(self.address(nora, sort)).content.decode()
        rhythm = re.search(r'name="zurueck" value="(\w+)"', page)[1]
        client.post(self.address(nora, sort), {"zurueck": rhythm})
        row = MailSettings.objects.get(user=nora)
        assert (row.digest, row.at_once) == (DigestRhythm.DAILY, True)

    def test_a_forged_link_is_none(self, client, nora):
        good = self.address(nora, Sort.DIGEST)
        for bad in (good[:-3] + "xx/", "/abbestellen/abc/", f"/abbestellen/{'a' * 5000}/"):
            assert client.post(bad).status_code == 404
        assert not MailSettings.objects.exists()
