"""Short ways to guidelines, calls and matrices, through the domain as people would."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.exchange.domain.calls import judging, organising, submitting
from allmende.portal.exchange.domain.guidelines import consulting, publishing, writing
from allmende.portal.exchange.models import Call, Consultation, Guideline, JuryScore, Submission
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member, NetworkRoleAssignment

TEXT = "# Zehn Sätze\n\nMenschen entscheiden.\n\n1. Wir prüfen vorher.\n2. Wir sagen es.\n"
HOUR = timedelta(hours=1)


def serve(member: Member, *roles: NetworkRole) -> Member:
    for role in roles:
        NetworkRoleAssignment.objects.create(user=member.user, role=role)
    return member


def told(member: Member) -> list[str]:
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("text", flat=True))


def recorded(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def guideline(by: Member, **values: Any) -> Guideline:
    filled = {
        "title": "Leitlinie zur Probe",
        "summary": "",
        "kind": "ethics",
        "topic": "koki:ethics",
        "audience": "network",
        "group": None,
        "text": TEXT,
        **values,
    }
    writers = filled.pop("writers", ())
    return writing.create(by.organisation, values=filled, writers=writers, by=by)


def published(by: Member, **values: Any) -> Guideline:
    new = guideline(by, **values)
    publishing.publish(new, revision=new.revision, by=by)
    return new


def window(
    new: Guideline, by: Member, *, opens: timedelta = -HOUR, closes: timedelta = timedelta(days=7)
) -> Consultation:
    now = timezone.now()
    return consulting.set_window(new, opens_at=now + opens, closes_at=now + closes, by=by)


def shift(consultation: Consultation, by: timedelta) -> Consultation:
    """Time passes."""
    consultation.opens_at -= by
    consultation.closes_at -= by
    consultation.save()
    return consultation


QUESTIONS = [
    {"key": "problem", "label": "Problem?", "required": True, "longest": 200, "maps_to": "problem"},
    {"key": "idee", "label": "Idee?", "required": False, "longest": 200, "maps_to": ""},
]
CRITERIA = [
    {"key": "nutzen", "label": "Nutzen", "weight": 3},
    {"key": "machbar", "label": "Machbar", "weight": 1},
]
ANSWERS = {"problem": "Die Bäume vertrocknen.", "idee": "Sensoren"}


def call(by: Member, *jurors: Member, **values: Any) -> Call:
    """A draft with two questions and two criteria."""
    now = timezone.now()
    filled = {
        "title": "Aufruf zur Probe",
        "text": "Wer macht mit?",
        "topic": "urban:environment",
        "audience": "network",
        "group": None,
        "opens_at": now - HOUR,
        "closes_at": now + timedelta(days=7),
        "jury_until": now + timedelta(days=14),
        "places": 1,
        **values,
    }
    new = organising.create_call(by.organisation, values=filled, by=by)
    organising.set_form(new, questions=QUESTIONS, criteria=CRITERIA, revision=new.revision, by=by)
    for juror in jurors:
        organising.add_juror(new, user=juror.user, by=by)
    return new


def opened(by: Member, *jurors: Member, **values: Any) -> Call:
    return organising.open_call(call(by, *jurors, **values), by=by)


def submission(of: Call, by: Member, title: str = "Bäume gießen", **answers: str) -> Submission:
    begun = submitting.begin(of, title=title, answers={**ANSWERS, **answers}, by=by)
    return submitting.submit(begun, by=by)


def close(of: Call) -> Call:
    """The deadline passes."""
    Call.objects.filter(pk=of.pk).update(
        opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now()
    )
    of.refresh_from_db()
    return of


def scored(of: Submission, by: Member, nutzen: int, machbar: int) -> JuryScore:
    of.refresh_from_db()
    points = {"nutzen": nutzen, "machbar": machbar}
    return judging.score(of, points=points, note="Gut begründet.", by=by)
