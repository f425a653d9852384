import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import search, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.exchange.domain.moderation import deciding, queries, reporting
from allmende.portal.exchange.domain.threads import posts, writing
from allmende.portal.exchange.domain.threads import queries as threads
from allmende.portal.exchange.enums import ReportState
from allmende.portal.exchange.models import Report
from allmende.portal.organisations.enums import Audience, Role
from tests import factories
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db
RUDE = "Das ist doch Kappes"


@pytest.fixture
def people():
    return talk.towns()


@pytest.fixture
def thread(people):
    return talk.thread(people.anna)


@pytest.fixture
def rude(people, thread):
    return talk.reply(thread, people.cora, RUDE)


def report(post, by, reason="Beleidigend"):
    return reporting.report("post", str(post.pk), reason=reason, by=by)


def decide(found, by, decision, **more):
    return deciding.decide(found, decision=decision, reason="Bitte sachlich", by=by, **more)


def found_by_words():
    return list(search.matching("Kappes", kinds=["post"], keys=["network"]))


def test_a_report_waits_for_the_moderators_and_tells_them_once(people, rude):
    new = report(rude, people.anna)
    report(rude, people.bert)

    assert queries.reports(people.moderator).filter(state="open").earliest("pk") == new
    assert talk.told(people.moderator) == [
        "Neue Meldung: Beitrag 2 in „Wer nutzt KI in der Wohngeldstelle?“"
    ]
    with pytest.raises(Refused, match="schon gemeldet"):
        report(rude, people.anna)


def test_hiding_tells_author_and_reporters_and_leaves_the_place(people, thread, rude):
    first, second = report(rude, people.anna), report(rude, people.bert)
    decide(first, people.moderator, ReportState.HIDDEN)

    rude.refresh_from_db()
    second.refresh_from_db()
    assert (rude.text, rude.hidden_reason, rude.hidden_by_label) == (
        RUDE,
        "Bitte sachlich",
        "Mo Post",
    )
    assert second.state == ReportState.HIDDEN
    label = "Beitrag 2 in „Wer nutzt KI in der Wohngeldstelle?“"
    assert talk.told(people.cora)[-1] == f"Ausgeblendet: {label}. Grund: Bitte sachlich"
    assert talk.told(people.bert) == [f"Zu Ihrer Meldung: {label} – ausgeblendet"]
    assert found_by_words() == []
    assert things.one(people.anna, "post", str(rude.pk)) is None
    assert threads.one(people.anna, thread.pk) == thread
    assert AuditEntry.objects.filter(action="exchange.hidden").count() == 2


def test_the_author_of_a_hidden_post_cannot_write_it_anew(people, rude):
    decide(report(rude, people.anna), people.moderator, ReportState.HIDDEN)
    rude.refresh_from_db()
    with pytest.raises(PermissionDenied):
        posts.edit(rude, text="Doch!", revision=rude.revision, by=people.cora)


def test_hiding_is_taken_back_with_a_reason(people, rude):
    found = report(rude, people.anna)
    decide(found, people.moderator, ReportState.HIDDEN)
    deciding.show_again(found, reason="Doch in Ordnung", by=people.moderator)

    rude.refresh_from_db()
    assert (rude.hidden_at, rude.hidden_reason, found.state) == (None, "", ReportState.RESTORED)
    assert found_by_words() == [rude.pk]
    assert talk.told(people.cora)[-1].startswith("Wieder eingeblendet: ")
    with pytest.raises(Refused):
        deciding.show_again(found, reason="Noch einmal", by=people.moderator)


def test_keeping_is_told_to_the_reporter_and_not_to_the_author(people, rude):
    before = talk.told(people.cora)
    decide(report(rude, people.anna), people.moderator, ReportState.KEPT)
    assert talk.told(people.cora) == before
    assert talk.told(people.anna)[-1].endswith("– belassen")


def test_editing_goes_through_the_same_door_as_the_author(people, rude):
    found = report(rude, people.anna)
    with pytest.raises(Conflict):
        decide(found, people.moderator, ReportState.EDITED, text="Neu", revision=7)
    decide(found, people.moderator, ReportState.EDITED, text="Das sehe ich anders", revision=1)

    rude.refresh_from_db()
    assert (rude.text, rude.revision) == ("Das sehe ich anders", 2)
    assert found_by_words() == []
    assert talk.told(people.cora)[-1].startswith("Durch die Moderation bearbeitet: ")


def test_wiping_leaves_nothing(people, rude):
    decide(report(rude, people.anna), people.moderator, ReportState.WIPED)
    rude.refresh_from_db()
    assert (rude.text, rude.wiped_at is not None) == ("", True)
    assert found_by_words() == []


def test_with_its_first_post_the_whole_thread_disappears_for_others(people, thread, rude):
    first = thread.posts.get(number=1)
    found = report(first, people.cora)
    decide(found, people.moderator, ReportState.HIDDEN)

    assert threads.one(people.cora, thread.pk) is None
    assert threads.one(None, thread.pk) is None
    assert threads.one(people.anna, thread.pk) == thread  # its author
    assert threads.one(people.moderator, thread.pk) == thread
    assert things.one(people.bert, "thread", str(thread.pk)) is None
    assert found_by_words() == []
    deciding.show_again(found, reason="Geklärt", by=people.moderator)
    assert threads.one(people.cora, thread.pk) == thread
    assert found_by_words() == [rude.pk]


def test_nobody_decides_without_the_task_or_about_what_is_not_theirs(people, rude):
    found = report(rude, people.anna)
    chief = factories.member(people.anna.organisation, Role.ADMINISTRATOR)
    for member in (people.anna, people.cora, chief):
        with pytest.raises(PermissionDenied):
            decide(found, member, ReportState.HIDDEN)
    assert list(queries.reports(chief)) == []


def test_what_stays_inside_an_organisation_is_decided_by_its_administration(people):
    chief = factories.member(people.anna.organisation, Role.ADMINISTRATOR)
    other = factories.member(people.cora.organisation, Role.ADMINISTRATOR)
    inner = talk.thread(people.anna, audience=Audience.ORGANISATION)
    found = report(inner.posts.get(), people.bert)

    assert talk.told(people.moderator) == talk.told(other) == []
    assert len(talk.told(chief)) == 1
    assert [list(queries.reports(m)) for m in (people.moderator, other, chief)] == [
        [],
        [],
        [found],
    ]
    with pytest.raises(PermissionDenied):
        decide(found, people.moderator, ReportState.KEPT)
    decide(found, chief, ReportState.KEPT)


def test_what_one_may_not_see_cannot_be_reported(people):
    inner = talk.thread(people.anna, audience=Audience.ORGANISATION)
    for key in (str(inner.posts.get().pk), "0", "x", "9" * 30):
        with pytest.raises(Refused, match="gibt es nicht"):
            reporting.report("post", key, reason="?! a", by=people.cora)
    with pytest.raises(Refused, match="nicht melden"):
        reporting.report("unknown", "1", reason="a", by=people.cora)


def test_a_reason_is_needed(people, rude):
    with pytest.raises(Refused, match="Sagen Sie"):
        report(rude, people.anna, reason=" \u200b ")
    with pytest.raises(Refused, match="Nennen Sie einen Grund"):
        deciding.decide(
            report(rude, people.anna), decision="hidden", reason=" ", by=people.moderator
        )
    rude.refresh_from_db()
    assert rude.hidden_at is None


def test_two_decide_at_once_and_the_second_is_told(people, rude):
    found = report(rude, people.anna)
    decide(found, people.moderator, ReportState.KEPT)
    with pytest.raises(Refused, match="schon entschieden"):
        decide(found, people.moderator, ReportState.HIDDEN)


def test_what_was_kept_can_be_reported_again(people, rude):
    found = report(rude, people.anna)
    decide(found, people.moderator, ReportState.KEPT)
    assert report(rude, people.anna, reason="Jetzt reicht es").state == ReportState.OPEN
    assert Report.objects.count() == 1


def test_acting_without_a_report_leaves_one(people, rude):
    found = deciding.act(
        "post", str(rude.pk), decision="hidden", reason="Werbung", by=people.moderator
    )
    assert (found.state, found.reporter, found.note) == (ReportState.HIDDEN, None, "Werbung")
    rude.refresh_from_db()
    assert rude.hidden_reason == "Werbung"


def test_months_count_by_decision(people, rude):
    decide(report(rude, people.anna), people.moderator, ReportState.KEPT)
    report(talk.reply(rude.thread, people.cora), people.anna)
    (month,) = queries.months(people.moderator)
    assert (month.reports, dict(month.by_state)) == (2, {"kept": 1, "open": 1})
    assert queries.months(people.anna) == []


def test_a_narrower_thread_takes_its_reports_along(people, thread, rude):
    found = report(rude, people.anna)

    narrow = talk.values(audience=Audience.ORGANISATION)
    writing.change(thread, values=narrow, revision=1, by=people.anna)
    found.refresh_from_db()
    assert found.scope == f"organisation:{people.anna.organisation_id}"
    assert not Notification.objects.filter(recipient=people.cora.user, text__contains="Meldung")
