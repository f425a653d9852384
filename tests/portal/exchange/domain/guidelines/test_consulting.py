"""Consultation: the window alone gives view and permission."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain import search, subscriptions
from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.guidelines import (
    commenting,
    consulting,
    finding,
    queries,
    waiting,
    writing,
)
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.enums import CommentVerdict, GuidelineState
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def author():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


@pytest.fixture
def draft(author):
    return made.guideline(author, text=made.TEXT + "\nGeheimer Kranich.")


def found(member, text):
    return list(search.matching(text, kinds=["guideline"], keys=find_keys(member)))


def test_before_it_opens_nobody_else_sees_the_text(author, neighbour, draft):
    window = made.window(draft, author, opens=DAY)

    assert queries.one(neighbour, draft.pk) is None
    assert found(neighbour, "Kranich") == []
    assert (consulting.announce(), made.told(neighbour)) == (0, [])
    with pytest.raises(Refused, match="beginnt erst noch"):
        commenting.comment(window, paragraph=1, text="Zu früh", by=neighbour)


def test_while_it_is_open_everybody_of_the_audience_comments(author, neighbour, draft):
    window = made.window(draft, author)
    seen = queries.one(neighbour, draft.pk)
    comment = commenting.comment(window, paragraph=2, text="Wer genau?", by=neighbour)

    assert queries.state_of(seen) == GuidelineState.CONSULTATION
    assert found(neighbour, "Kranich") == [draft.pk]
    assert (comment.paragraph, str(comment.organisation)) == (2, "Ahornried")
    assert made.told(neighbour)[0].startswith("Konsultation bis ")
    assert made.told(author) == []
    assert subscriptions.level_of(neighbour.user, "guideline", str(draft.pk)) == "all"


def test_afterwards_it_can_be_read_and_nothing_else(author, neighbour, draft):
    window = made.shift(made.window(draft, author), 8 * DAY)

    assert queries.one(neighbour, draft.pk) == draft
    with pytest.raises(Refused, match="beendet"):
        commenting.comment(window, paragraph=1, text="Zu spät", by=neighbour)


def test_what_is_written_meanwhile_does_not_move_the_paragraphs(author, draft):
    window = made.window(draft, author)
    writing.change(draft, values={"text": "Ganz anders"}, revision=draft.revision, by=author)

    window.refresh_from_db()
    assert "Kranich" in window.text


def test_who_is_not_in_the_audience_may_not_comment(author, neighbour):
    inside = made.guideline(author, audience="organisation")
    window = made.window(inside, author)
    assert made.told(neighbour) == []
    with pytest.raises(PermissionDenied):
        commenting.comment(window, paragraph=1, text="Fremd", by=neighbour)


def test_a_group_hears_of_it_and_nobody_else(author, neighbour):
    group = author.organisation.groups.create(name="Ethik")
    group.members.add(author, neighbour)
    stranger = factories.member(factories.organisation("erlentann"), Role.AI_OFFICER)
    made.window(made.guideline(author, audience="group", group=group), author)

    assert len(made.told(neighbour)) == 1
    assert made.told(stranger) == []


def test_paragraphs_that_do_not_exist_and_double_clicks(author, neighbour, draft):
    window = made.window(draft, author)
    with pytest.raises(Refused, match="Diesen Absatz gibt es nicht"):
        commenting.comment(window, paragraph=99, text="?", by=neighbour)
    twice = [commenting.comment(window, paragraph=1, text="Ja", by=neighbour) for _ in "ab"]

    assert twice[0] == twice[1]


def test_announced_once_and_reminded_once_two_days_before(author, neighbour, draft):
    window = made.window(draft, author)
    assert consulting.announce() == 0
    assert consulting.remind() == 0
    subscriptions.follow(neighbour.user, "guideline", str(draft.pk))
    made.shift(window, 5 * DAY + made.HOUR)

    assert (consulting.remind(), consulting.remind()) == (2, 0)  # the author follows, too
    assert made.told(neighbour)[-1].startswith("Nur noch bis ")


def test_one_window_at_a_time_and_its_bounds(author, draft):
    now = timezone.now()
    for opens, closes in ((DAY, -DAY), (DAY, DAY), (-2 * DAY, -DAY)):
        with pytest.raises(Refused):
            consulting.set_window(draft, opens_at=now + opens, closes_at=now + closes, by=author)
    window = made.window(draft, author)
    with pytest.raises(Refused, match="noch nicht beendet"):
        made.window(draft, author)
    with pytest.raises(Refused, match="nur noch ihr Ende"):
        consulting.change_window(window, opens_at=now, closes_at=now + DAY, by=author)
    longer = consulting.change_window(
        window, opens_at=window.opens_at, closes_at=now + 9 * DAY, by=author
    )
    assert longer.closes_at == now + 9 * DAY
    consulting.close(window, by=author)
    made.window(draft, author)


def test_called_off_before_it_opens_it_is_gone(author, draft):
    consulting.close(made.window(draft, author, opens=DAY), by=author)

    assert draft.consultations.count() == 0


def test_an_answer_reaches_who_commented(author, neighbour, draft):
    window = made.window(draft, author)
    comment = commenting.comment(window, paragraph=2, text="Wer genau?", by=neighbour)
    with pytest.raises(Refused, match="einen Satz"):
        commenting.answer(comment, verdict=CommentVerdict.ADOPTED, answer=" ", by=author)
    commenting.answer(comment, verdict=CommentVerdict.PARTLY, answer="Steht in 3.", by=author)

    assert made.told(neighbour)[-1] == (
        "Ihre Anmerkung zu „Leitlinie zur Probe“: teilweise übernommen"
    )
    with pytest.raises(PermissionDenied):
        commenting.answer(comment, verdict=CommentVerdict.ADOPTED, answer="Ja", by=neighbour)


def test_a_removed_comment_keeps_its_place(author, neighbour, draft):
    comment = commenting.comment(made.window(draft, author), paragraph=1, text="Hm", by=neighbour)
    with pytest.raises(PermissionDenied):
        commenting.remove(comment, by=author)
    commenting.remove(comment, by=neighbour)

    comment.refresh_from_db()
    assert comment.removed_at
    assert targets.load("paragraph_comment", str(comment.pk)).is_gone


def test_a_summary_comes_after_the_end(author, neighbour, draft):
    window = made.window(draft, author)
    commenting.comment(window, paragraph=1, text="Gut", by=neighbour)
    with pytest.raises(Refused, match="läuft noch"):
        consulting.summarise(window, text="Alles gut", by=author)
    made.shift(window, 8 * DAY)
    for _ in range(2):
        consulting.summarise(window, text="Alles gut", by=author)

    assert made.told(neighbour)[-1] == "Ergebnis der Konsultation zu „Leitlinie zur Probe“"
    assert made.told(neighbour).count(made.told(neighbour)[-1]) == 1


def test_tasks_name_what_waits(author, neighbour, draft):
    window = made.window(draft, author)
    assert waiting.tasks(neighbour)[0][:2] == (1, "offene Konsultation")
    assert waiting.tasks(author) == []
    commenting.comment(window, paragraph=1, text="Gut", by=neighbour)
    assert waiting.tasks(neighbour) == []
    made.shift(window, 8 * DAY)

    assert waiting.tasks(author) == [
        (
            1,
            "Anmerkung zu beantworten",
            f"/austausch/leitlinien/{draft.pk}/konsultation/{window.pk}/",
        )
    ]


def test_the_search_is_rebuilt_without_drafts(author, neighbour, draft):
    made.published(author, title="Veröffentlicht")
    assert finding.rebuild() == 1
    assert found(neighbour, "Kranich") == []
    assert finding.catch_up() == 0
