"""What is new in the network and fits an organisation: its Land, its size, its kind first."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from allmende.portal.core.domain import newest, things
from allmende.portal.core.domain.things import Thing
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Organisation

KINDS = ("publication", "legal_answer", "guideline", "call")
NEW_FOR = timedelta(days=60)
LOOKED_AT = 40  # of the newest
SHOWN = 5
NEARLY = 2.0  # a town up to twice or half as large has the same worries


@dataclass(frozen=True, slots=True)
class News:
    thing: Thing
    word: str  # "Leitlinie"
    fits: str  # why it stands here; empty where it is only new


def for_member(member: Member) -> list[News]:
    """The newest of other organisations, those that fit first; two queries and one a kind."""
    latest = newest.latest(
        KINDS, keys=audience.find_keys(member), since=timezone.now() - NEW_FOR, limit=LOOKED_AT
    )
    foreign = [entry for entry in latest if entry.organisation_id != member.organisation_id]
    ranked = sorted(foreign, key=lambda entry: -len(_fits(entry.organisation, member)))
    found = things.many(member, [(entry.kind, str(entry.object_id)) for entry in ranked])
    news = []
    for entry in ranked:
        thing, kind = found.get((entry.kind, str(entry.object_id))), things.kind(entry.kind)
        if thing and kind:
            # Who has asked a legal question is not told, not even by its Land or size.
            fits = _fits(entry.organisation, member) if thing.organisation else []
            news.append(News(thing, kind.word, ", ".join(fits)))
    return news[:SHOWN]


def _fits(other: Organisation | None, member: Member) -> list[str]:
    mine = member.organisation
    if other is None:
        return []
    found = []
    if other.state == mine.state:
        found.append(f"auch in {mine.get_state_display()}")
    if other.population and mine.population:
        ratio = other.population / mine.population
        if 1 / NEARLY <= ratio <= NEARLY:
            found.append("ähnlich groß")
    return found
