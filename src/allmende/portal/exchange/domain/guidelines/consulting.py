"""A window of time in which others comment on one text. The window alone gives view and
permission; no job has to run for it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.guidelines import finding, telling
from allmende.portal.exchange.domain.guidelines.paragraphs import paragraphs
from allmende.portal.exchange.domain.guidelines.writing import address_of
from allmende.portal.exchange.models import Consultation, Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member

BEFORE_END = timedelta(days=2)
SHORTEST = timedelta(hours=1)
NO_TEXT = "Die Leitlinie hat noch keinen Text. Schreiben Sie ihn zuerst."
ONE_AT_A_TIME = "Es gibt schon eine Konsultation, die noch nicht beendet ist."
OVER = "Die Konsultation ist beendet. Ihre Anmerkungen bleiben lesbar."
RUNNING = "Die Konsultation läuft schon. Jetzt lässt sich nur noch ihr Ende verschieben."


@transaction.atomic
def set_window(
    guideline: Guideline, *, opens_at: datetime, closes_at: datetime, question: str = "", by: Member
) -> Consultation:
    """The text as it stands now is what others will read and comment on."""
    require(rules.may_write, by, guideline)
    Guideline.objects.select_for_update().get(pk=guideline.pk)  # one at a time
    if not paragraphs(guideline.text):
        raise Refused(NO_TEXT)
    if guideline.consultations.filter(closes_at__gt=timezone.now()).exists():
        raise Refused(ONE_AT_A_TIME)
    _check(opens_at, closes_at)
    consultation = Consultation.objects.create(
        guideline=guideline,
        text=guideline.text,
        opens_at=opens_at,
        closes_at=closes_at,
        question=question,
    )
    _record("exchange.consultation_set", consultation, by)
    announce()
    return consultation


@transaction.atomic
def change_window(
    consultation: Consultation,
    *,
    opens_at: datetime,
    closes_at: datetime,
    question: str = "",
    by: Member,
) -> Consultation:
    """Before it opens everything, with the text as it stands now; while it is open its end."""
    require(rules.may_write, by, consultation.guideline)
    consultation = _locked(consultation)
    now = timezone.now()
    if consultation.closes_at <= now:
        raise Refused(OVER)
    begun = consultation.opens_at <= now
    if begun and opens_at != consultation.opens_at:
        raise Refused(RUNNING)
    _check(opens_at, closes_at)
    consultation.opens_at, consultation.closes_at = opens_at, closes_at
    consultation.question = question
    consultation.reminded_at = None
    if not begun:
        consultation.text = consultation.guideline.text
    consultation.save()
    _record("exchange.consultation_moved", consultation, by)
    announce()
    return consultation


@transaction.atomic
def close(consultation: Consultation, *, by: Member) -> None:
    """End it now; before it opens that calls it off."""
    require(rules.may_write, by, consultation.guideline)
    consultation = _locked(consultation)
    now = timezone.now()
    if consultation.closes_at <= now:
        raise Refused(OVER)
    if consultation.opens_at > now:
        _record("exchange.consultation_called_off", consultation, by)
        consultation.delete()
        return
    consultation.closes_at = now
    consultation.save(update_fields=["closes_at"])
    _record("exchange.consultation_closed", consultation, by)


@transaction.atomic
def summarise(consultation: Consultation, *, text: str, by: Member) -> None:
    """What came of it, for everybody who may see it; followers hear of the first one."""
    require(rules.may_write, by, consultation.guideline)
    if consultation.closes_at > timezone.now():
        raise Refused("Die Konsultation läuft noch. Das Ergebnis schreiben Sie nach ihrem Ende.")
    first = not consultation.summary
    consultation.summary = text
    consultation.save(update_fields=["summary"])
    _record("exchange.consultation_summarised", consultation, by)
    if first:
        guideline = consultation.guideline
        telling.tell(
            guideline,
            telling.followers(guideline),
            text=f"Ergebnis der Konsultation zu „{guideline.title}“",
            url=url_of(consultation),
            but=[by.user_id],
        )


def announce() -> int:
    """Tell followers and the audience's AI officers of what has opened. Run often."""
    now = timezone.now()
    waiting = Consultation.objects.filter(
        announced_at=None, opens_at__lte=now, closes_at__gt=now
    ).select_related("guideline")
    return sum(_announce(one, now) for one in waiting)


def remind() -> int:
    """Two days before the end, who follows hears of it once. Run often."""
    now = timezone.now()
    due = Consultation.objects.filter(
        reminded_at=None, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + BEFORE_END
    ).select_related("guideline")
    return sum(_remind(one, now) for one in due)


def url_of(consultation: Consultation) -> str:
    return f"{address_of(consultation.guideline)}konsultation/{consultation.pk}/"


def is_open(consultation: Consultation) -> bool:
    return consultation.opens_at <= timezone.now() < consultation.closes_at


@transaction.atomic
def _announce(consultation: Consultation, now: datetime) -> int:
    mine = Consultation.objects.filter(pk=consultation.pk, announced_at=None)
    if not mine.update(announced_at=now):
        return 0  # another worker was faster
    guideline = consultation.guideline
    finding.put(guideline)
    writers = telling.writers(guideline)
    return telling.tell(
        guideline,
        [*telling.followers(guideline), *sharing.everywhere(Role.AI_OFFICER)],
        text=f"Konsultation bis {_moment(consultation.closes_at)}: „{guideline.title}“",
        url=url_of(consultation),
        but=[user.pk for user in writers],
    )


@transaction.atomic
def _remind(consultation: Consultation, now: datetime) -> int:
    mine = Consultation.objects.filter(pk=consultation.pk, reminded_at=None)
    if not mine.update(reminded_at=now):
        return 0
    if consultation.closes_at - consultation.opens_at <= BEFORE_END:
        return 0  # so short that the announcement was the reminder
    guideline = consultation.guideline
    return telling.tell(
        guideline,
        telling.followers(guideline),
        text=f"Nur noch bis {_moment(consultation.closes_at)}: Konsultation „{guideline.title}“",
        url=url_of(consultation),
    )


def _check(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= timezone.now():
        raise Refused("Das Ende liegt in der Vergangenheit.")
    if closes_at - opens_at < SHORTEST:
        raise Refused("Zwischen Beginn und Ende muss mindestens eine Stunde liegen.")


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("guideline")
    return rows.get(pk=consultation.pk)


def _moment(value: datetime) -> str:
    return date_format(timezone.localtime(value), "j.n.Y, H:i") + " Uhr"


def _record(action: str, consultation: Consultation, by: Member) -> None:
    audit.record(
        action,
        by=by,
        about=consultation.guideline,
        organisation_id=consultation.guideline.organisation_id,
        details={
            "Beginn": _moment(consultation.opens_at),
            "Ende": _moment(consultation.closes_at),
        },
    )
