"""The network of the demo comes into being through the domain: once, and whole or not at all."""

import pytest
from django.utils import timezone

from allmende.portal.core.models import AuditEntry, Notification, OutgoingMail
from allmende.portal.demo.network import load
from allmende.portal.demo.register import load as register
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Poll, RoomChoice, Session
from allmende.portal.exchange.enums import CallState, GuidelineState, LegalState
from allmende.portal.exchange.models import (
    AnswerVersion,
    Call,
    Consultation,
    Guideline,
    LegalQuestion,
    Matrix,
    Submission,
    Thread,
)
from allmende.portal.organisations.models import User
from tests.portal.demo import stage

pytestmark = pytest.mark.django_db


def test_everything_is_there_and_stays_as_it_is():
    operator = User.objects.create_superuser("netz@allmende.example", "geheim-2026", name="Netz")
    stage.towns(operator)
    register.load(operator, stage.quiet)

    load.load(operator, stage.quiet)

    _check_the_exchange()
    _check_the_events()
    before = AuditEntry.objects.count()
    load.load(operator, stage.quiet)
    assert AuditEntry.objects.count() == before
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    assert not Notification.objects.filter(mailed_at=None).exists()
    assert not OutgoingMail.objects.exclude(created_at__gt=timezone.now()).exists()


def _check_the_exchange() -> None:
    chatbot = LegalQuestion.objects.get(title__startswith="Müssen wir den Chatbot")
    assert chatbot.state == LegalState.PUBLISHED
    assert list(chatbot.versions.values_list("number", "is_current")) == [(2, True), (1, False)]
    assert set(LegalQuestion.objects.values_list("state", flat=True)) >= {
        LegalState.ASKED,
        LegalState.DRAFTING,
        LegalState.REVIEWING,
        LegalState.MERGED,
    }
    assert all(one.drafted_by_label != one.reviewed_by_label for one in AnswerVersion.objects.all())
    now = timezone.now()
    assert Guideline.objects.filter(state=GuidelineState.PUBLISHED).count() == 1
    assert Consultation.objects.filter(opens_at__lte=now, closes_at__gt=now).count() == 1
    assert set(Call.objects.values_list("state", flat=True)) == {CallState.OPEN, CallState.DECIDED}
    assert Submission.objects.exclude(made_into="").count() == 1
    assert Thread.objects.filter(solution__isnull=False).count() == 1


def _check_the_events() -> None:
    held = Session.objects.filter(state=SessionState.DONE)
    coming = Session.objects.filter(state=SessionState.PUBLISHED, starts_at__gt=timezone.now())
    assert (held.count(), coming.count()) == (3, 2)
    poll = Poll.objects.get(kind="dots")
    assert poll.result[0]["label"] == "Verwaltungsprozesse"
    assert Matrix.objects.get().tasks.count() == 9
    assert RoomChoice.objects.exists()
