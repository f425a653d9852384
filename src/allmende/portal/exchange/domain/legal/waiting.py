"""What waits for experts and reviewers: for the work desk and for the start page."""

from dataclasses import dataclass, field

from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerDraft, AnswerVersion, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.models import Member

DESK = "/austausch/rechtsfragen/werkbank/"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything, the oldest first; lists of what the member does not do are empty."""

    asked: list[LegalQuestion] = field(default_factory=list)
    sighted: list[LegalQuestion] = field(default_factory=list)
    drafting: list[LegalQuestion] = field(default_factory=list)  # the own ones first
    reviewing: list[AnswerDraft] = field(default_factory=list)  # that the member may review
    submitted: list[AnswerDraft] = field(default_factory=list)  # that wait for others
    due: list[LegalQuestion] = field(default_factory=list)


def desk(member: Member) -> Desk:
    works, reviews = rules.may_work(member), rules.may_review(member)
    drafts = list(queries.in_review()) if works or reviews else []
    own = [one for one in drafts if reviews and member.user_id not in one.writers]
    others = [one for one in drafts if one not in own]
    if not works:
        return Desk(reviewing=own, submitted=others)
    return Desk(
        asked=_in(LegalState.ASKED),
        sighted=_in(LegalState.SIGHTED),
        drafting=sorted(_in(LegalState.DRAFTING), key=lambda q: q.drafter_id != member.user_id),
        reviewing=own,
        submitted=others,
        due=list(queries.review_due().order_by("updated_at", "pk")),
    )


def tasks(member: Member) -> list[tuple[int, str, str]]:
    """For the start page: how many, what, where. Empty for everybody else."""
    if not rules.may_serve(member):
        return []
    found = desk(member)
    mine = [one for one in found.drafting if one.drafter_id == member.user_id]
    counted = [
        (len(found.asked), "Rechtsfrage zu sichten", "Rechtsfragen zu sichten", "sichten"),
        (len(found.sighted), "Rechtsfrage zu übernehmen", "Rechtsfragen zu übernehmen", "offen"),
        (len(mine), "Antwort zu schreiben", "Antworten zu schreiben", "arbeit"),
        (len(found.reviewing), "Antwort zu prüfen", "Antworten zu prüfen", "pruefung"),
        (len(found.due), "Antwort zu überprüfen", "Antworten zu überprüfen", "faellig"),
    ]
    return [
        (count, one if count == 1 else many, f"{DESK}#{anchor}")
        for count, one, many, anchor in counted
        if count
    ]


def _in(state: LegalState) -> list[LegalQuestion]:
    found = LegalQuestion.objects.filter(state=state, is_hidden=False).select_related("drafter")
    return list(found.order_by("created_at", "pk"))


def due_on(questions: list[LegalQuestion]) -> dict[int, AnswerVersion]:
    """Their current versions: until when each was to be looked at."""
    found = AnswerVersion.objects.filter(question__in=questions, is_current=True)
    return {one.question_id: one for one in found.defer("text", "sources")}
