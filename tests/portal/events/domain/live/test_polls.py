"""One ballot a person, counted while it runs, kept without names at the end."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.live import ballots, polls, tallies
from allmende.portal.events.domain.live.ballots import Ballot
from allmende.portal.events.domain.live.polls import Choice, Question
from allmende.portal.events.enums import PollKind, PollState, RegistrationState, SessionState
from allmende.portal.events.models import Vote
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.events import made

pytestmark = pytest.mark.django_db
FIELDS = [Choice("Recht"), Choice("Bildung"), Choice("Daten")]
DOTS = Question("Was zuerst?", PollKind.DOTS, FIELDS, dots=3, most_on_one=2)
SINGLE = Question("Was zuerst?", PollKind.SINGLE, FIELDS)


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def session(officer):
    return made.session(officer)


def voters(session, count):
    return [
        Ballot(
            registration=made.registration(
                session, factories.member(session.organisation, email=f"p{n}@example.org")
            )
        )
        for n in range(count)
    ]


def running(session, officer, question=DOTS):
    return polls.start(polls.create(session, question, by=officer), by=officer)


def options(poll):
    return list(poll.options.values_list("pk", flat=True))


def counted(poll):
    return {line.label: line.votes for line in tallies.tally(poll).lines}


def test_dots_are_added_up_and_the_most_stand_first(session, officer):
    poll = running(session, officer)
    one, two = voters(session, 2)
    law, education, data = options(poll)

    ballots.vote(poll, ballot=one, dots={law: 1, education: 2})
    ballots.vote(poll, ballot=two, dots={education: 2, data: 1})

    tally = tallies.tally(poll)
    assert [(line.label, line.votes, line.voters) for line in tally.lines] == [
        ("Bildung", 4, 2),
        ("Recht", 1, 1),
        ("Daten", 1, 1),
    ]
    assert (tally.voters, tally.votes) == (2, 6)


def test_a_later_ballot_replaces_the_earlier(session, officer):
    poll = running(session, officer, SINGLE)
    (ballot,) = voters(session, 1)
    law, education, _ = options(poll)

    ballots.vote(poll, ballot=ballot, dots={law: 1})
    ballots.vote(poll, ballot=ballot, dots={education: 1})

    assert counted(poll) == {"Bildung": 1, "Recht": 0, "Daten": 0}
    assert ballots.given_by(ballot, poll) == {education: 1}


@pytest.mark.parametrize(
    ("dots", "sentence"),
    [
        ({0: 3}, "höchstens 2"),
        ({0: 2, 1: 2}, "Sie haben 3 Punkte"),
        ({0: -1}, "Weniger als null"),
        ({}, "mindestens eine"),
        ({0: 0}, "mindestens eine"),
    ],
)
def test_a_ballot_with_too_many_dots_is_refused_whole(session, officer, dots, sentence):
    poll = running(session, officer)
    (ballot,) = voters(session, 1)
    numbers = options(poll)

    with pytest.raises(Refused, match=sentence):
        ballots.vote(poll, ballot=ballot, dots={numbers[n]: count for n, count in dots.items()})
    assert not Vote.objects.exists()


def test_an_option_of_another_poll_is_refused(session, officer):
    poll, other = running(session, officer), running(session, officer)
    (ballot,) = voters(session, 1)

    with pytest.raises(Refused, match="gibt es nicht mehr"):
        ballots.vote(poll, ballot=ballot, dots={options(other)[0]: 1})


def test_several_choices_only_where_several_are_asked(session, officer):
    (ballot,) = voters(session, 1)
    single = running(session, officer, SINGLE)
    several = running(session, officer, Question("Was noch?", PollKind.MULTIPLE, FIELDS))

    ballots.vote(several, ballot=ballot, dots=dict.fromkeys(options(several), 1))
    with pytest.raises(Refused, match="nur eine"):
        ballots.vote(single, ballot=ballot, dots=dict.fromkeys(options(single), 1))
    assert tallies.tally(several).votes == 3


@pytest.mark.parametrize("state", [RegistrationState.WAITING, RegistrationState.CANCELLED])
def test_who_holds_no_place_does_not_vote(session, officer, state):
    poll = running(session, officer)
    member = factories.member(session.organisation, email="p@example.org")
    ballot = Ballot(registration=made.registration(session, member, state=state))

    with pytest.raises(Refused, match="Abstimmen kann"):
        ballots.vote(poll, ballot=ballot, dots={options(poll)[0]: 1})


def test_a_registration_of_another_session_does_not_vote(session, officer):
    poll = running(session, officer)
    (stranger,) = voters(made.session(officer, "Andere"), 1)

    with pytest.raises(Refused, match="Abstimmen kann"):
        ballots.vote(poll, ballot=stranger, dots={options(poll)[0]: 1})


def test_who_leads_without_being_registered_votes_once_too(session, officer):
    poll = running(session, officer, SINGLE)
    ballot = ballots.ballot_of(officer, session)
    assert ballot == Ballot(member=officer)

    for pk in options(poll)[:2]:
        ballots.vote(poll, ballot=ballot, dots={pk: 1})

    assert tallies.tally(poll).voters == 1


def test_the_end_keeps_the_result_and_forgets_who_voted_what(session, officer):
    poll = running(session, officer)
    one, two = voters(session, 2)
    ballots.vote(poll, ballot=one, dots={options(poll)[0]: 2})
    ballots.vote(poll, ballot=two, dots={options(poll)[0]: 1})

    closed = polls.finish(poll, by=officer)

    assert not Vote.objects.exists()
    assert counted(closed) == {"Recht": 3, "Bildung": 0, "Daten": 0}
    assert tallies.tally(closed).voters == 2


def test_nobody_votes_before_the_beginning_or_after_the_end(session, officer):
    poll = polls.create(session, DOTS, by=officer)
    (ballot,) = voters(session, 1)
    wish = {options(poll)[0]: 1}

    with pytest.raises(Refused, match="noch nicht begonnen"):
        ballots.vote(poll, ballot=ballot, dots=wish)
    polls.start(poll, by=officer)
    closed = polls.finish(poll, by=officer)
    with pytest.raises(Refused, match="beendet"):
        ballots.vote(closed, ballot=ballot, dots=wish)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([], "2 bis 30"),
        ([Choice("A")], "2 bis 30"),
        ([Choice(str(n)) for n in range(31)], "2 bis 30"),
        ([Choice("Recht"), Choice(" recht ")], "doppelt"),
    ],
)
def test_choices_must_make_sense(session, officer, choices, sentence):
    with pytest.raises(Refused, match=sentence):
        polls.create(session, Question("Was?", PollKind.SINGLE, choices), by=officer)


def test_a_running_poll_is_neither_changed_nor_deleted(session, officer):
    poll = running(session, officer)

    with pytest.raises(Refused, match="schon begonnen"):
        polls.change(poll, SINGLE, by=officer)
    with pytest.raises(Refused, match="Beenden Sie"):
        polls.remove(poll, by=officer)


def test_a_draft_is_changed(session, officer):
    poll = polls.create(session, DOTS, by=officer)

    changed = polls.change(poll, SINGLE, by=officer)

    assert (changed.kind, changed.state) == (PollKind.SINGLE, PollState.DRAFT)


def test_a_cancelled_session_starts_no_poll(session, officer):
    poll = polls.create(session, DOTS, by=officer)
    session.state = SessionState.CANCELLED
    session.save()

    with pytest.raises(Refused, match="angekündigten"):
        polls.start(poll, by=officer)


def test_who_only_takes_part_makes_no_poll(session):
    member = factories.member(session.organisation, email="p@example.org")

    with pytest.raises(PermissionDenied):
        polls.create(session, DOTS, by=member)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.lists(st.lists(st.integers(-1, 4), min_size=3, max_size=3), max_size=4))
def test_no_row_of_ballots_breaks_the_sums(session, officer, data):
    poll = running(session, officer)
    people = [
        Ballot(registration=made.guest(session, f"{poll.pk}-{n}@example.org"))
        for n in range(len(data))
    ]
    accepted = []
    for ballot, dots in zip(people, data, strict=True):
        try:
            ballots.vote(poll, ballot=ballot, dots=dict(zip(options(poll), dots, strict=True)))
        except Refused:
            continue
        accepted.append(dots)

    closed = polls.finish(poll, by=officer)

    tally = tallies.tally(closed)
    assert tally.voters == len(accepted)
    assert tally.votes == sum(map(sum, accepted)) <= 3 * len(accepted)
    assert all(max(dots) <= 2 and sum(dots) <= 3 for dots in accepted)
