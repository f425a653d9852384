"""What calls keep about a person."""

from typing import Any

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.models import Call, Juror, JuryScore, Submission


def register_all() -> None:
    personal.register(Keeper("Aufrufe", _copy, _forget))


def _copy(user: Any) -> dict[str, Any]:
    submissions = Submission.objects.filter(author=user).select_related("call")
    scores = JuryScore.objects.filter(juror__user=user).select_related("submission__call")
    return {
        "Profile": [
            {"Aufruf": one.call.title, "Titel": one.title, "Antworten": one.answers}
            for one in submissions
        ],
        "Bewertungen": [
            {
                "Aufruf": one.submission.call.title,
                "Nummer": one.submission.number,
                "Punkte": one.points,
                "Begründung": one.note,
                "befangen": one.is_biased,
            }
            for one in scores
        ],
    }


def _forget(user: Any, label: str) -> None:
    """Profiles belong to the organisation, and a decision must stay explainable; names go."""
    sharing.relabel(Call.objects.filter(author=user), label)
    sharing.relabel(Submission.objects.filter(author=user), label)
    Juror.objects.filter(user=user).update(user=None, label=label)
