"""What every public page of an organisation needs."""

from typing import Any

from django.utils.translation import get_language

from allmende.portal.assistant.domain import queries
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Organisation

MOST_TOPICS = 6


def context(organisation: Organisation) -> dict[str, Any]:
    kinds = organisations.page_kinds(organisation)
    return {
        "organisation": organisation,
        "page_kinds": kinds,
        "written": {kind for kind, _ in kinds},
        "front_desk": queries.front_desk(organisation),
    }


def language() -> str:
    return (get_language() or "de")[:2]


def topics(organisation: Organisation) -> list[str]:
    """The most asked questions in the language of the page."""
    worded = (topic.get(language()) or topic.get("de") for topic in organisation.topics)
    return [text for text in worded if text][:MOST_TOPICS]
