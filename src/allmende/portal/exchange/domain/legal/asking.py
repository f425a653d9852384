"""Asking, changing what was asked, saying that it concerns one too."""

from typing import Any

from django.db import transaction

from allmende.portal.core.domain import ratelimit, subscriptions
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import FollowLevel
from allmende.portal.exchange.domain.legal import finding, telling
from allmende.portal.exchange.domain.legal.queries import KIND, current, is_ours
from allmende.portal.exchange.domain.legal.recording import record
from allmende.portal.exchange.domain.legal.transitions import Step, locked, take
from allmende.portal.exchange.domain.texts import clean, is_blank, line
from allmende.portal.exchange.domain.threads import me_too as me_too_rows
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import LegalQuestion, MeToo
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.domain.audience import NETWORK_KEY
from allmende.portal.organisations.enums import TOPICS, NetworkRole, State
from allmende.portal.organisations.models import Member

PER_DAY = 20
DAY = 86_400
LABELS = {"title": "Frage", "text": "Sachverhalt", "topic": "Themenfeld", "land": "Land"}
CHANGED = (
    "Jemand anderes hat diese Frage inzwischen geändert. Ihr Text ist nicht verloren, und nichts "
    "wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)


@transaction.atomic
def ask(
    member: Member,
    *,
    title: str,
    text: str,
    topic: str,
    land: str = "",
    shows_organisation: bool = False,
) -> LegalQuestion:
    """For the whole network; the experts hear of it. Raises Refused for what cannot be asked."""
    require(rules.may_ask, member)
    values = _clean(title=title, text=text, topic=topic, land=land)
    if not ratelimit.allow("legal-ask", str(member.user_id), limit=PER_DAY, seconds=DAY):
        raise Refused(
            f"Mehr als {PER_DAY} Fragen am Tag gehen nicht. Ihr Text bleibt als Entwurf stehen, "
            "senden Sie ihn morgen."
        )
    question = LegalQuestion.objects.create(
        **values,
        shows_organisation=shows_organisation,
        scope=NETWORK_KEY,
        author=member.user,
        author_label=str(member.user)[:200],
        organisation=member.organisation,
    )
    finding.put_question(question)
    record("asked", by=member, about=question)
    experts = telling.servants(NetworkRole.EXPERT)
    telling.tell(question, experts, f"Neue Rechtsfrage: {question.title}", but=member)
    return question


@transaction.atomic
def change(
    question: LegalQuestion,
    *,
    values: dict[str, Any],
    revision: int,
    by: Member,
) -> LegalQuestion:
    """Title, text, topic, Land; the asker's name only by who has asked."""
    now = locked(question)
    require(rules.may_change, by, now)
    if now.revision != revision:
        raise Conflict(CHANGED)
    if now.state in {LegalState.MERGED, LegalState.REVIEWING}:
        word = now.get_state_display()
        raise Refused(f"Die Frage ist „{word}“ und steht deshalb fest. Ändern Sie sie danach.")
    new = _clean(**{name: values[name] for name in LABELS})
    differing = [name for name in LABELS if getattr(now, name) != new[name]]
    for name in differing:
        setattr(now, name, new[name])
    if rules.has_asked(by, now) and "shows_organisation" in values:
        now.shows_organisation = bool(values["shows_organisation"])
    now.revision += 1
    now.save()
    finding.put_question(now)
    names = ", ".join(LABELS[name] for name in differing)
    record("question_changed", by=by, about=now, details={"Geändert": names})
    question.refresh_from_db()
    return question


@transaction.atomic
def retract(question: LegalQuestion, *, reason: str, by: Member) -> LegalQuestion:
    """An unanswered question; who has asked may, as long as it concerns nobody else."""
    if not reason.strip():
        raise Refused("Bitte schreiben Sie kurz, warum die Frage nicht mehr gestellt wird.")
    now = locked(question)
    require(rules.may_retract, by, now)
    if current(now):
        raise Refused("Diese Frage ist beantwortet. Ziehen Sie die Antwort zurück.")
    others = MeToo.objects.filter(kind=KIND, key=str(now.pk)).exclude(user=now.author_id)
    if not rules.may_work(by) and others.exists():
        raise Refused(
            "Diese Frage betrifft inzwischen auch andere. Sie bleibt deshalb stehen. Wenn sie Sie "
            "nicht mehr betrifft, stellen Sie die Mitteilungen ab."
        )
    now = take(now, Step.RETRACT)
    details = {"Grund": reason.strip()[:500]}
    record("retracted", by=by, about=now, details=details)
    telling.tell_concerned(now, f"Frage zurückgezogen: {now.title}", but=by)
    question.refresh_from_db()
    return question


@transaction.atomic
def me_too(question: LegalQuestion, *, by: Member) -> LegalQuestion:
    """Counted by organisations; a second time changes nothing. Returns the question that counts."""
    require(rules.may_ask, by)
    now = locked(question)
    if now.merged_into_id:
        now = LegalQuestion.objects.select_for_update().get(pk=now.merged_into_id)
    if now.author_id == by.user_id:
        return now
    if me_too_rows.say(KIND, str(now.pk), by=by):
        record("me_too", by=by, about=now)
    return now


@transaction.atomic
def not_me_too(question: LegalQuestion, *, by: Member) -> None:
    if says_me_too(question, by):
        me_too_rows.take_back(KIND, str(question.pk), by=by)
        record("not_me_too", by=by, about=question)


def says_me_too(question: LegalQuestion, member: Member) -> bool:
    return me_too_rows.said(KIND, str(question.pk), by=member)


@transaction.atomic
def follow(question: LegalQuestion, *, hears: bool, by: Member) -> None:
    """Hear of every version, or of nothing at all, even where one has asked."""
    require(rules.may_ask, by)
    key = str(question.pk)
    level = FollowLevel.ALL if hears else FollowLevel.MUTE
    subscriptions.follow(by.user, KIND, key, level=level)


def hears(question: LegalQuestion, member: Member) -> bool:
    return member.user_id in telling.concerned(question)


def asker_of(question: LegalQuestion, reader: Member | None) -> str:
    """The organisation, where it wants to be named; who belongs to it knows anyway."""
    if question.shows_organisation:
        return str(question.organisation)
    return "Ihre Organisation" if reader and is_ours(reader, question) else ""


def _clean(*, title: str, text: str, topic: str, land: str) -> dict[str, str]:
    title, text = line(title), clean(text)
    if is_blank(title) or is_blank(text):
        raise Refused("Bitte schreiben Sie die Frage in einem Satz und den Sachverhalt dazu.")
    if len(title) > 200 or len(text) > 10_000:
        raise Refused("Bitte kürzen Sie: die Frage auf 200, den Sachverhalt auf 10.000 Zeichen.")
    if topic not in TOPICS:
        raise Refused("Dieses Themenfeld gibt es nicht. Wählen Sie eines aus der Liste.")
    if land and land not in State.values:
        raise Refused("Dieses Land gibt es nicht. Wählen Sie eines aus der Liste.")
    return {"title": title, "text": text, "topic": topic, "land": land}
