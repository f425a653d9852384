"""Questions and answers as things that others link, find and follow. An answer is known by the
question it belongs to, so that links hold through all versions.
"""

from collections.abc import Collection

from allmende.portal.core.domain import personal as keepers
from allmende.portal.core.domain import things, topic_sections
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain.legal import moderating, personal, queries
from allmende.portal.exchange.domain.legal.finding import ANSWER
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.organisations.domain.audience import visible_to
from allmende.portal.organisations.models import Member

ON_TOPIC = 10


def register_all() -> None:
    things.register(Kind(queries.KIND, "Rechtsfrage", "Rechtsfragen", _questions, _question_scopes))
    things.register(
        Kind(ANSWER, "Geprüfte Antwort", "Geprüfte Antworten", _answers, _answer_scopes)
    )
    topic_sections.register_section("Geprüfte Antworten", _on_topic)
    targets.register(moderating.TARGET)
    keepers.register(Keeper("legal_questions", personal.copy_of, personal.forget))


def thing_of(version: AnswerVersion, reader: Member | None) -> Thing:
    where = "/austausch/rechtsfragen/" if reader else "/antworten/"
    outdated = ", überholungsbedürftig" if version.outdated_at else ""
    return Thing(
        ANSWER,
        str(version.question_id),
        version.title,
        f"{where}{version.question_id}/",
        at=version.published_at,
        note=f"Fassung {version.number}{outdated}",
    )


def _questions(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    shown = LegalQuestion.objects.filter(visible_to(reader), is_hidden=False)
    found = shown.filter(pk__in=_numbers(keys))
    return {str(one.pk): _question(one) for one in found.select_related("organisation")}


def _question(question: LegalQuestion) -> Thing:
    return Thing(
        queries.KIND,
        str(question.pk),
        question.title,
        f"/austausch/rechtsfragen/{question.pk}/",
        organisation=str(question.organisation) if question.shows_organisation else "",
        at=question.created_at,
        note=str(question.get_state_display()),
    )


def _question_scopes(keys: Collection[str]) -> dict[str, str]:
    found = LegalQuestion.objects.filter(pk__in=_numbers(keys), is_hidden=False)
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _answers(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.valid_answers(reader).filter(question__in=_numbers(keys))
    return {str(one.question_id): thing_of(one, reader) for one in found}


def _answer_scopes(keys: Collection[str]) -> dict[str, str]:
    found = AnswerVersion.objects.filter(
        question__in=_numbers(keys), is_current=True, withdrawn_at=None
    )
    return {str(pk): scope for pk, scope in found.values_list("question_id", "scope")}


def _on_topic(reader: Member | None, topic: str) -> list[Thing]:
    found = queries.valid_answers(reader).filter(topic=topic).order_by("-published_at", "-pk")
    return [thing_of(one, reader) for one in found[:ON_TOPIC]]


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
