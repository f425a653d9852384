"""The jury: each juror scores what has numbers and no names, and sees no others before the end."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.calls import asking, queries, states
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.models import Call, Juror, JuryScore, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.organisations.models import Member

NO_JURY_NOW = "Die Jury bewertet nach dem Einsendeschluss und bis zur Entscheidung."
FINISHED = "Sie haben Ihre Bewertung abgeschlossen. Sie lässt sich nicht mehr ändern."
BIASED = "Das hat Ihre eigene Organisation eingereicht. Sie gelten als befangen."


@transaction.atomic
def score(
    submission: Submission,
    *,
    points: Mapping[str, int],
    note: str = "",
    is_biased: bool = False,
    by: Member,
) -> JuryScore:
    """0 to 4 for each criterion with a reason, or the word that one is biased."""
    call = submission.call
    require(rules.is_juror, by, call)
    juror = _working(call, by)
    if submission.pk not in queries.judged(call).values_list("pk", flat=True):
        raise Refused("Diese Einreichung ist nicht mehr im Wettbewerb.")
    if submission.organisation_id in own_organisations(juror):
        raise Refused(BIASED)
    kept = {} if is_biased else _points(call, points)
    if not is_biased and not note.strip():
        raise Refused("Begründen Sie Ihre Punkte in einem Satz. Ohne Begründung zählen sie nicht.")
    found, _ = JuryScore.objects.update_or_create(
        juror=juror,
        submission=submission,
        defaults={"points": kept, "note": note, "is_biased": is_biased},
    )
    _record("exchange.jury_scored", juror, by)
    return found


@transaction.atomic
def finish(call: Call, *, by: Member) -> Juror:
    """From then on the juror sees the others' scores and changes none."""
    require(rules.is_juror, by, call)
    juror = _working(call, by)
    left = open_for(juror).count()
    if left:
        word = "eine Einreichung" if left == 1 else f"{left} Einreichungen"
        raise Refused(f"Es fehlt noch {word}. Bewerten Sie sie oder erklären Sie sich befangen.")
    juror.finished_at = timezone.now()
    juror.save(update_fields=["finished_at"])
    _record("exchange.jury_finished", juror, by)
    return juror


def open_for(juror: Juror) -> QuerySet[Submission]:
    """What this juror still has to score."""
    done = JuryScore.objects.filter(juror=juror).values("submission_id")
    found = queries.judged(juror.call).exclude(pk__in=done)
    return found.exclude(organisation__in=own_organisations(juror))


def own_organisations(juror: Juror) -> Collection[int]:
    """Whoever belongs to the organisation that submits is biased, whatever the person says."""
    if juror.user_id is None:
        return []
    return list(Member.objects.filter(user=juror.user_id).values_list("organisation_id", flat=True))


def _working(call: Call, by: Member) -> Juror:
    """The juror as who ``by`` works, while there is something to score."""
    if states.state_of(call) != CallState.JURY:
        raise Refused(NO_JURY_NOW)
    juror = Juror.objects.select_for_update().get(call=call, user=by.user)
    if juror.finished_at:
        raise Refused(FINISHED)
    return juror


def _points(call: Call, points: Mapping[str, int]) -> dict[str, int]:
    kept = {}
    for criterion in call.criteria:
        value = points.get(criterion["key"])
        if value is None or value not in asking.POINTS:
            raise Refused(f"„{criterion['label']}“: Vergeben Sie 0 bis 4 Punkte.")
        kept[criterion["key"]] = int(value)
    return kept


def _record(action: str, juror: Juror, by: Member) -> None:
    """Without points: the trail of an organisation must not tell who gave how many."""
    call = juror.call
    audit.record(action, by=by, about=call, organisation_id=call.organisation_id)
