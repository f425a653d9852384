"""Between the organisations: publications, follows, questions with their answers."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.demo.register.cast import Cast, cast_of
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.register.content import Story, story
from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain import following, messages, publishing
from allmende.portal.register.enums import FollowKind
from allmende.portal.register.models import Publication, UseCase

DAYS_LATER = timedelta(days=7)


def publish(use_case: UseCase, own: Story, cast: Cast) -> None:
    """A week after it got where it is now, or after the last that was noted about it."""
    audience = own.facts.get("publish")
    if not audience:
        return
    last = max([own.days[-1], *_dates(own)])
    with at(last + DAYS_LATER):
        publishing.publish(use_case, audience=audience, by=cast.officer)


def published(reference: str, today: date) -> Publication | None:
    """By ``organisation/key``; None where somebody has taken it out of the demo."""
    told = story(reference, today)
    found = Publication.objects.filter(
        organisation__slug=told.slug, title=told.title, is_current=True, withdrawn_at=None
    )
    return found.select_related("use_case__organisation", "organisation").first()


def republish(reference: str, today: date) -> None:
    """A new version, because the world around the entry has changed."""
    publication = published(reference, today)
    if publication is None or publication.use_case is None:
        return
    officer = cast_of(publication.organisation).officer
    use_case, audience = publication.use_case, publication.audience
    with at(today - DAYS_LATER):
        publishing.publish(use_case, audience=audience, by=officer)


def connect(content: dict[str, Any], cast: Cast, today: date) -> None:
    """What the people of this organisation follow and ask the others."""
    for facts in content.get("follows", ()):
        kind, value = _target(facts, today)
        if value:
            following.follow(cast.person(facts["by"]), kind=kind, value=value)
    for facts in content.get("questions", ()):
        _ask(facts, cast, today)
    for reference in content.get("republish", ()):
        republish(reference, today)


def _target(facts: dict[str, Any], today: date) -> tuple[FollowKind, str]:
    if field := facts.get("field"):
        return FollowKind.FIELD, str(field)
    if slug := facts.get("organisation"):
        organisation = Organisation.objects.filter(slug=slug).first()
        return FollowKind.ORGANISATION, str(organisation.pk) if organisation else ""
    publication = published(facts["entry"], today)
    return FollowKind.ENTRY, str(publication.entry) if publication else ""


def _ask(facts: dict[str, Any], cast: Cast, today: date) -> None:
    publication = published(facts["about"], today)
    if publication is None:
        return
    with at(facts["day"]):
        if by := facts.get("by"):
            message = messages.ask(publication, text=facts["text"], by=cast.person(by))
        else:
            message = messages.give_feedback(publication, text=facts["text"])
    if answer := facts.get("answer"):
        by = cast_of(publication.organisation).officer
        with at(facts["day"] + timedelta(days=2)):
            messages.answer(message, text=answer, revision=message.revision, by=by)


def _dates(own: Story) -> list[date]:
    proofs = [one["issued_on"] for one in own.many("evidence")]
    mishaps = [one["occurred_on"] for one in own.many("incidents")]
    return [day for day in (*proofs, *mishaps) if day <= timezone.localdate()]
