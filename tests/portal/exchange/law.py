"""Short ways to legal questions: who asks, who answers, who reviews, and every state."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.exchange.domain.legal import asking, drafting, reviewing, sighting
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerDraft, AnswerVersion, LegalQuestion
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member, NetworkRoleAssignment
from tests import factories

TITLE = "Darf ein Chatbot der Stadt Gespräche speichern?"
TEXT = "Wir wollen Gespräche auswerten, um Antworten zu verbessern. Brauchen wir eine Einwilligung?"
SOURCE = {"title": "DSGVO", "place": "Art. 6 Abs. 1", "url": "https://example.org/dsgvo"}


@dataclass
class Network:
    """The asker's town is called like nothing else, so that a leak shows."""

    asker: Member
    colleague: Member  # of the asker
    other: Member  # of another town
    expert: Member
    second: Member  # another expert
    reviewer: Member


def network() -> Network:
    town = factories.organisation("schilfhausen", name="Stadt Schilfhausen")
    other = factories.organisation("ahornried")
    county = factories.organisation("erlentann")
    return Network(
        asker=factories.member(town, email="rosa@schilfhausen.example", name="Rosa Quittenbaum"),
        colleague=factories.member(town, email="emil@schilfhausen.example", name="Emil Binsen"),
        other=factories.member(other, email="jo@ahornried.example", name="Jo Lang"),
        expert=servant(county, NetworkRole.EXPERT, name="Edda Recht"),
        second=servant(county, NetworkRole.EXPERT, email="zwei@erlentann.example", name="Zoe Zwei"),
        reviewer=servant(county, NetworkRole.REVIEWER, name="Rita Prüf"),
    )


def servant(organisation: Any, *roles: NetworkRole, email: str = "", **fields: Any) -> Member:
    email = email or f"{'-'.join(roles)}@{organisation.slug}.example"
    new = factories.member(organisation, email=email, **fields)
    NetworkRoleAssignment.objects.bulk_create(
        NetworkRoleAssignment(user=new.user, role=role) for role in roles
    )
    return new


def ask(by: Member, title: str = TITLE, **fields: Any) -> LegalQuestion:
    return asking.ask(by, **{"title": title, "text": TEXT, "topic": "koki:law", **fields})


def content(**fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "short": "Ja, mit Einwilligung. Ohne sie nur für kurze Zeit.",
        "text": "Die Speicherung ist eine Verarbeitung. Sie braucht eine Grundlage.",
        "sources": [SOURCE],
        "lands": [],
        "valid_on": today,
        "review_on": today + timedelta(days=365),
        "audience": "public",
        "change_note": "",
        **fields,
    }


def taken(at: Network, question: LegalQuestion) -> AnswerDraft:
    question.refresh_from_db()
    if question.state == LegalState.ASKED:
        sighting.sight(question, by=at.expert)
    return drafting.take_on(question, by=at.expert)


def written(at: Network, question: LegalQuestion, **fields: Any) -> AnswerDraft:
    draft = taken(at, question)
    values = content(**fields)
    return drafting.save(question, values=values, revision=draft.revision, by=at.expert)


def submitted(at: Network, question: LegalQuestion, **fields: Any) -> AnswerDraft:
    draft = written(at, question, **fields)
    return drafting.submit(question, revision=draft.revision, by=at.expert)


def published(at: Network, question: LegalQuestion, **fields: Any) -> AnswerVersion:
    draft = submitted(at, question, **fields)
    return reviewing.approve(question, revision=draft.revision, by=at.reviewer)


def answered(at: Network, title: str = TITLE, **fields: Any) -> LegalQuestion:
    question = ask(at.asker, title)
    published(at, question, **fields)
    return question


def told(member: Member) -> list[str]:
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("text", flat=True))


def forget_told() -> None:
    Notification.objects.all().delete()


def recorded(question: LegalQuestion) -> list[str]:
    rows = AuditEntry.objects.filter(object_id=str(question.pk)).order_by("pk")
    rows = rows.filter(object_type="exchange.legalquestion")
    return [action.partition("legal_")[2] for action in rows.values_list("action", flat=True)]
