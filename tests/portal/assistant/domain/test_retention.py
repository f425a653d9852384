from datetime import timedelta

from django.utils import timezone

from allmende.portal.assistant.domain import answering, inquiries, queries, retention
from allmende.portal.assistant.models import Citation, Inquiry, Question
from allmende.portal.core.models import AuditEntry

PAST = timezone.now() - timedelta(seconds=1)


def test_questions_live_as_long_as_the_settings_say(town, public, settings):
    settings.CONVERSATION_DAYS = 7
    question = answering.ask(town, question="Was beträgt die Hundesteuer im Jahr?")
    assert (question.expires_at - timezone.now()).days == 6


def test_expired_questions_are_forgotten_with_their_citations(town, public):
    old = answering.ask(town, question="Was beträgt die Hundesteuer im Jahr?")
    kept = answering.ask(town, question="Was beträgt die Hundesteuer im Jahr?")
    Question.objects.filter(pk=old.pk).update(expires_at=PAST)

    assert retention.forget_expired() == {"questions": 1, "inquiries": 0}
    assert list(Question.objects.all()) == [kept]
    assert {citation.question for citation in Citation.objects.all()} == {kept}


def test_only_finished_inquiries_are_forgotten(town, clerk):
    waiting = inquiries.submit(town, question="Wann?", contact="0761 123456")
    done = inquiries.submit(town, question="Wo?", contact="0761 123456")
    inquiries.answer(done, text="Hier.", revision=1, by=clerk)
    Inquiry.objects.filter(pk=done.pk).update(expires_at=PAST)
    Inquiry.objects.filter(pk=waiting.pk).update(created_at=PAST - timedelta(days=900))

    assert retention.forget_expired() == {"questions": 0, "inquiries": 1}
    assert list(Inquiry.objects.all()) == [waiting]


def test_the_audit_trail_gets_numbers_only(town, public):
    answering.ask(town, question="Was beträgt die Hundesteuer im Jahr?")
    Question.objects.update(expires_at=PAST)
    retention.forget_expired()

    entry = AuditEntry.objects.filter(action="assistant.forgotten").get()
    assert entry.details == {"questions": 1, "inquiries": 0}
    assert (entry.actor_label, entry.object_label) == ("System", "Fragen und Anfragen")


def test_nothing_to_forget_leaves_no_trace(db):
    retention.forget_expired()
    assert AuditEntry.objects.count() == 0


def test_expired_questions_are_not_shown_even_before_the_daily_run(town, staff, public):
    question = answering.ask(town, question="Was beträgt die Hundesteuer im Jahr?", member=staff)
    assert list(queries.own_questions(staff)) == [question]
    Question.objects.update(expires_at=PAST)
    assert list(queries.own_questions(staff)) == []


def test_open_inquiries_are_for_those_with_the_role(town, clerk, staff, stranger):
    inquiry = inquiries.submit(town, question="Wann?", contact="0761 123456")
    seen = [list(queries.open_inquiries(member)) for member in (clerk, staff, stranger)]
    assert seen == [[inquiry], [], []]
