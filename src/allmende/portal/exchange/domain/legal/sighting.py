"""Experts look at what is new: sight it, merge it with the same question, take it apart again."""

from django.db import transaction

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import FollowLevel
from allmende.portal.exchange.domain.legal import finding, telling
from allmende.portal.exchange.domain.legal.queries import KIND
from allmende.portal.exchange.domain.legal.recording import record
from allmende.portal.exchange.domain.legal.transitions import Step, take
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import LegalQuestion, MeToo
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.models import Member, Organisation, User


@transaction.atomic
def sight(question: LegalQuestion, *, by: Member) -> LegalQuestion:
    """It is a legal question, clear enough and not asked before."""
    require(rules.may_work, by)
    now = take(question, Step.SIGHT)
    record("sighted", by=by, about=now)
    question.refresh_from_db()
    return question


@transaction.atomic
def merge(question: LegalQuestion, *, into: LegalQuestion, by: Member) -> LegalQuestion:
    """Everybody whom it concerns moves along and is told. Raises Refused for circles."""
    require(rules.may_work, by)
    root = _both_locked(question, into)
    now = take(question, Step.MERGE)
    was_concerned = telling.concerned(now)
    now.merged_into = root
    now.save(update_fields=["merged_into"])
    # What was merged into this one follows, so that nothing ever hangs deeper than one step.
    LegalQuestion.objects.filter(merged_into=now).update(merged_into=root)
    _move_people(now, root)
    finding.put_question(now)
    finding.put_question(root)
    record("merged", by=by, about=now, details={"Zusammengeführt mit": root.title})
    text = f"Zusammengeführt mit „{root.title}“: {now.title}"
    telling.tell(root, was_concerned, text, but=by)
    question.refresh_from_db()
    return question


@transaction.atomic
def separate(question: LegalQuestion, *, by: Member) -> LegalQuestion:
    """It was another question after all. Who moved along stays with the other one, too."""
    require(rules.may_work, by)
    now = take(question, Step.SEPARATE)
    root, now.merged_into = now.merged_into, None
    now.save(update_fields=["merged_into"])
    finding.put_question(now)
    if root:
        finding.put_question(root)
    record("separated", by=by, about=now)
    telling.tell_concerned(now, f"Wieder eine eigene Frage: {now.title}", but=by)
    question.refresh_from_db()
    return question


def _both_locked(question: LegalQuestion, into: LegalQuestion) -> LegalQuestion:
    """Locked in one order, so that two who merge crosswise do not wait for each other."""
    target = into.merged_into_id or into.pk
    pks = sorted({question.pk, target})
    rows = {one.pk: one for one in _locked_rows(pks)}
    root = rows[target]
    if question.pk == root.pk:
        raise Refused("Das ist dieselbe Frage. Wählen Sie eine andere.")
    if root.state == LegalState.MERGED:
        raise Refused("Diese Frage wurde gerade selbst zusammengeführt. Laden Sie die Seite neu.")
    if root.state == LegalState.WITHDRAWN:
        raise Refused("Diese Frage ist zurückgezogen. Wählen Sie eine, die noch offen ist.")
    return root


def _locked_rows(pks: list[int]) -> list[LegalQuestion]:
    return list(LegalQuestion.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _move_people(question: LegalQuestion, root: LegalQuestion) -> None:
    old, new = str(question.pk), str(root.pk)
    for row in MeToo.objects.filter(kind=KIND, key=old).select_related("user", "organisation"):
        _concerns(root, row.user, row.organisation)
    MeToo.objects.filter(kind=KIND, key=old).delete()
    if question.author:
        _concerns(root, question.author, question.organisation)
    for level in FollowLevel:
        for user in subscriptions.followers(KIND, old, levels=(level,)):
            if subscriptions.level_of(user, KIND, new) is None:
                subscriptions.follow(user, KIND, new, level=level)


def _concerns(root: LegalQuestion, user: User, organisation: Organisation) -> None:
    MeToo.objects.get_or_create(
        kind=KIND, key=str(root.pk), user=user, defaults={"organisation": organisation}
    )
