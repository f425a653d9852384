"""What the page after log-in says. Reads the other apps' queries and owns no truth."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from allmende.portal.assistant.domain import queries as assistant
from allmende.portal.core.domain import jobs, notifications
from allmende.portal.events.domain.planning import waiting as events
from allmende.portal.exchange.domain.calls import waiting as calls
from allmende.portal.exchange.domain.guidelines import waiting as guidelines
from allmende.portal.exchange.domain.legal import waiting as legal
from allmende.portal.exchange.domain.moderation import waiting as moderation
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.knowledge.domain.queries import Overview
from allmende.portal.organisations.domain import join_requests
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.enums import PageKind, Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import waiting
from allmende.portal.reports.domain import coming, news
from allmende.portal.reports.domain.coming import Next
from allmende.portal.reports.domain.news import News

SHOWN = 3
NEW_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what, how many, and the address where it is done."""

    text: str
    url: str


def _at(text: str, page: str, anchor: str = "") -> Task:
    """``page`` is the name of the page."""
    return Task(text, f"{reverse(page)}{anchor}")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five first steps of an organisation."""

    title: str
    text: str
    page: str
    done: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    tasks: list[Task]
    running: list[Any]
    news: list[Any]
    health: Overview
    steps: list[Step]
    network: list[News]
    next: list[Next]

    @property
    def is_quiet(self) -> bool:
        return not (self.tasks or self.running or self.news)

    @property
    def found_by_meaning(self) -> int:
        """Per cent of the passages that are also found by meaning."""
        return 100 * self.health.embedded // max(self.health.passages, 1)


def desk(member: Member) -> Desk:
    """Everything of the start page, in a fixed number of queries."""
    health = knowledge.overview(member.organisation)
    return Desk(
        tasks=_tasks(member, health),
        running=list(jobs.open_jobs_of(member.user)[:SHOWN]),
        news=list(notifications.unread(member.user)[:SHOWN]),
        health=health,
        steps=_steps(member, health),
        network=news.for_member(member),
        next=coming.for_member(member),
    )


def _tasks(member: Member, health: Overview) -> list[Task]:
    found = []
    if count := assistant.open_inquiries(member).count():
        found.append(_at(_counted(count, "offene Anfrage", "offene Anfragen"), "inquiries"))
    found += _register(member)
    found += _network(member)
    if member.has_role(Role.EDITOR):
        found += _upkeep(health)
    return found


def _register(member: Member) -> list[Task]:
    """Sign-offs, suspended use cases, reviews and duties; all stand on one page."""
    waits, found = waiting.for_member(member), []
    if waits.signoffs:
        late = f", davon {waits.overdue} überfällig" if waits.overdue else ""
        words = _counted(waits.signoffs, "Freigabe wartet", "Freigaben warten")
        found.append(_at(f"{words} auf Ihre Entscheidung{late}", "signoffs", "#freigaben"))
    if count := len(waits.suspended):
        words = _counted(count, "ausgesetzter Anwendungsfall", "ausgesetzte Anwendungsfälle")
        found.append(_at(words, "signoffs", "#ausgesetzt"))
    if count := len(waits.reviews):
        words = _counted(count, "Überprüfung steht an", "Überprüfungen stehen an")
        found.append(_at(words, "signoffs", "#ueberpruefungen"))
    if waits.changed:
        words = _counted(waits.changed, "geänderte Einstufung", "geänderte Einstufungen")
        found.append(_at(f"{words} bestätigen", "assessments-waiting"))
    if count := waits.open_duties:
        words = _counted(count, "Pflicht ist fällig", "Pflichten sind fällig")
        found.append(_at(words, "signoffs", "#pflichten"))
    return found


def _upkeep(health: Overview) -> list[Task]:
    found = []
    if health.expired:
        words = _counted(health.expired, "abgelaufenes Dokument", "abgelaufene Dokumente")
        found.append(_at(f"{words}: verlängern, ersetzen oder löschen", "collections"))
    if health.failed:
        words = _counted(health.failed, "nicht lesbares Dokument", "nicht lesbare Dokumente")
        found.append(_at(f"{words}: ersetzen oder löschen", "collections"))
    return found


def _network(member: Member) -> list[Task]:
    """What joining, exchange and events ask of this person."""
    found = _joining(member)
    found += [
        Task(words, url)
        for part in (legal, guidelines, calls, moderation)
        for _, words, url in part.tasks(member)
    ]
    return found + [Task(one.text, one.url) for one in events.tasks(member)]


def _joining(member: Member) -> list[Task]:
    if not member.has_role(Role.ADMINISTRATOR):
        return []
    count = join_requests.waiting_in(member.organisation).count()
    words = _counted(count, "Beitritt wartet", "Beitritte warten")
    return [_at(f"{words} auf Ihre Entscheidung", "join-requests")] if count else []


def _steps(member: Member, health: Overview) -> list[Step]:
    """The checklist; empty as soon as everything is done, and for those who cannot do it."""
    if not member.has_role(Role.ADMINISTRATOR):
        return []
    counts = organisations.administration_counts(member.organisation)
    asked = assistant.own_questions(member).exists()
    steps = [
        Step(
            "Stellen anlegen",
            "Ämter und Büros, die für Themen zuständig sind",
            "offices",
            done=counts["offices"] > 0,
        ),
        Step(
            "Kolleginnen und Kollegen einladen",
            "Redaktion für die Dokumente, Personen für die Anfragen",
            "invitations",
            done=counts["members"] > 1 or counts["invitations"] > 0,
        ),
        Step(
            "Dokumente hochladen",
            "Eine Sammlung anlegen und die ersten Texte aufnehmen",
            "collections",
            done=health.documents > 0,
        ),
        Step(
            "Öffentliche Seiten schreiben",
            "Kontakt, Impressum, Datenschutz, Barrierefreiheit, Hinweis zur KI",
            "pages",
            done=counts["pages"] == len(PageKind),
            state=f"{counts['pages']} von {len(PageKind)}",
        ),
        Step("Die erste Frage stellen", "So, wie jemand am Telefon fragt", "ask", done=asked),
    ]
    is_set_up = all(step.done for step in steps[:-1])
    return [] if is_set_up and (asked or not _is_new(member.organisation)) else steps


def _is_new(organisation: Organisation) -> bool:
    """Questions expire, so that the last step cannot be seen for ever."""
    return timezone.now() - organisation.created_at < NEW_FOR


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
