"""Guidelines as things that others find, link and follow; what their pages elsewhere show."""

from collections.abc import Collection

from allmende.portal.core.domain import things, topic_sections
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain.guidelines import moderating, personal, queries
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import Guideline
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.models import Group, Member, Organisation

MOST = 10


def register_all() -> None:
    things.register(Kind(KIND, "Leitlinie", "Leitlinien", _find, _scopes))
    topic_sections.register_section("Leitlinien", _of_topic)
    profile_sections.register("Leitlinien, die hier gelten", _of_organisation)
    profile_sections.register_for_groups("Leitlinien der Arbeitsgruppe", _of_group)
    personal.register_all()
    moderating.register_all()


def thing_of(guideline: Guideline, reader: Member | None) -> Thing:
    begin = "/austausch/leitlinien/" if reader else "/leitlinien/"
    return Thing(
        KIND,
        str(guideline.pk),
        guideline.title,
        f"{begin}{guideline.pk}/",
        organisation=str(guideline.organisation),
        at=guideline.updated_at,
        note=f"{guideline.get_kind_display()}, {queries.state_of(guideline).label}",
    )


def _find(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.with_facts(queries.visible(reader)).filter(pk__in=_numbers(keys))
    return {str(one.pk): thing_of(one, reader) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    """A draft has no audience yet; its writers are told without one."""
    wanted = Guideline.objects.filter(pk__in=_numbers(keys))
    found = queries.beyond_writers(wanted)
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _of_topic(reader: Member | None, topic: str) -> list[Thing]:
    found = queries.with_facts(queries.visible(reader)).filter(topic=topic)
    rows = found.exclude(state=GuidelineState.WITHDRAWN).order_by("-updated_at", "-pk")
    return [thing_of(one, reader) for one in rows[:MOST]]


def _of_organisation(reader: Member | None, organisation: Organisation) -> list[Thing]:
    found = queries.adopted_by(reader, organisation)
    return [thing_of(one, reader) for one in found[:MOST]]


def _of_group(reader: Member, group: Group) -> list[Thing]:
    found = queries.with_facts(queries.visible(reader)).filter(group=group)
    return [thing_of(one, reader) for one in found.order_by("title", "pk")[:MOST]]


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 18]
