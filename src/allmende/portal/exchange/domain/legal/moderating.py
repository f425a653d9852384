"""A question that was reported. Who has asked is not told to those who moderate either."""

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain.legal import finding, telling
from allmende.portal.exchange.domain.legal.queries import KIND, current
from allmende.portal.exchange.domain.legal.recording import ASKING
from allmende.portal.exchange.domain.legal.transitions import locked
from allmende.portal.exchange.domain.moderation.targets import Content, Target
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.organisations.models import Member

WIPED = "Gelöschte Frage"
ANSWERED = (
    "Zu dieser Frage gibt es eine geprüfte Antwort, auf die sich andere verlassen. Bitten Sie die "
    "Fachleute, die Antwort zuerst zurückzuziehen."
)


def _load(key: str) -> Content | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    question = LegalQuestion.objects.filter(pk=key).first()
    if question is None:
        return None
    return Content(
        KIND,
        key,
        f"Rechtsfrage „{question.title}“",
        question.text,
        telling.address_of(question),
        question.scope,
        question.organisation_id,
        author_label=ASKING,
        at=question.created_at,
        is_hidden=question.is_hidden,
        is_gone=question.title == WIPED,
        revision=question.revision,
    )


def _hide(key: str, reason: str, by: Member) -> None:
    question = _question(key)
    question.is_hidden = True
    question.save(update_fields=["is_hidden"])
    finding.put_question(question)
    _tell(question, f"Ausgeblendet: Rechtsfrage „{question.title}“. Grund: {reason}")
    del by


def _show(key: str, by: Member) -> None:
    question = locked(LegalQuestion(pk=int(key)))
    question.is_hidden = False
    question.save(update_fields=["is_hidden"])
    finding.put_question(question)
    _tell(question, f"Wieder eingeblendet: Rechtsfrage „{question.title}“")
    del by


def _wipe(key: str, by: Member) -> None:
    question = _question(key)
    _tell(question, f"Endgültig gelöscht: Rechtsfrage „{question.title}“")
    question.is_hidden, question.title, question.text = True, WIPED, WIPED
    question.save(update_fields=["is_hidden", "title", "text"])
    finding.put_question(question)
    del by


def _question(key: str) -> LegalQuestion:
    question = locked(LegalQuestion(pk=int(key)))
    version = current(question)
    if version and version.withdrawn_at is None:
        raise Refused(ANSWERED)
    return question


def _tell(question: LegalQuestion, text: str) -> None:
    if question.author:
        notify(question.author, text=text, url="/mitteilungen/", reason=Reason.ASSIGNED)


TARGET = Target(KIND, "Rechtsfrage", _load, _hide, _show, _wipe)
