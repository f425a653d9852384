"""What guidelines keep about a person."""

from typing import Any

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.models import (
    Adoption,
    Guideline,
    GuidelineVersion,
    ParagraphComment,
)


def register_all() -> None:
    personal.register(Keeper("Leitlinien", _copy, _forget))


def _copy(user: Any) -> dict[str, Any]:
    comments = ParagraphComment.objects.filter(author=user).select_related(
        "consultation__guideline"
    )
    return {
        "Mitgeschrieben": list(
            Guideline.objects.filter(writers=user).values("title", "created_at", "text")
        ),
        "Anmerkungen": [
            {
                "Leitlinie": one.consultation.guideline.title,
                "Absatz": one.paragraph,
                "Text": one.text,
                "am": one.created_at.isoformat(),
                "Antwort": one.answer,
            }
            for one in comments
        ],
    }


def _forget(user: Any, label: str) -> None:
    """Texts stay, they belong to all who wrote; names under them go."""
    name = str(user)
    written = list(Guideline.objects.filter(writers=user).values_list("pk", flat=True))
    versions = GuidelineVersion.objects.filter(guideline__in=written, published_by_label=name)
    versions.update(published_by_label=label)
    answered = ParagraphComment.objects.filter(
        consultation__guideline__in=written, answered_by_label=name
    )
    answered.update(answered_by_label=label)
    places = user.members.values("organisation_id")
    adoptions = Adoption.objects.filter(organisation__in=places, adopted_by_label=name)
    adoptions.update(adopted_by_label=label)
    sharing.relabel(ParagraphComment.objects.filter(author=user), label)
    sharing.relabel(Guideline.objects.filter(author=user), label)
    Guideline.writers.through.objects.filter(user_id=user.pk).delete()
