"""Counting a poll: now while it runs, from what was kept once it is over."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from allmende.portal.events.enums import PollState
from allmende.portal.events.models import Poll, Vote


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    votes: int
    voters: int
    share: float  # of the longest line, 0 to 1
    about: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Tally:
    lines: list[Line]
    voters: int
    votes: int


def tally(poll: Poll) -> Tally:
    """Counted now while it runs, kept once it is over; the most votes first, in two queries."""
    if poll.state == PollState.CLOSED:
        kept = [
            (one["label"], one["votes"], one["voters"], (one.get("kind", ""), one.get("key", "")))
            for one in poll.result
        ]
        return _tallied(kept, poll.voters)
    options = poll.options.annotate(sum=Sum("votes__dots"), count=Count("votes"))
    rows = [
        (option.label, option.sum or 0, option.count, (option.kind, option.key))
        for option in options
    ]
    cast = Vote.objects.filter(option__poll=poll).order_by()
    voters = cast.values("voter", "user").distinct().count()
    return _tallied(rows, voters)


def _tallied(rows: list[tuple[str, int, int, tuple[str, str]]], voters: int) -> Tally:
    longest = max((votes for _, votes, _, _ in rows), default=0)
    lines = [
        Line(label, votes, people, votes / longest if longest else 0.0, about)
        for label, votes, people, about in sorted(rows, key=lambda row: -row[1])
    ]
    return Tally(lines, voters, sum(line.votes for line in lines))
