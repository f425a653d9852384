"""What people thought of a session. Who has said it is not stored with what was said."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Avg
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.attending.states import TAKING_PART
from allmende.portal.events.models import Feedback, FeedbackGiven, Registration, Session

FEWEST = 3  # below that it would tell who has said it
STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Summary:
    count: int
    average: float | None  # None where there is too little to show
    by_stars: list[tuple[int, int]]
    good: list[str]
    better: list[str]


def refusal(registration: Registration) -> str:
    """Why no feedback can be given; empty where it can."""
    if registration.state not in TAKING_PART:
        return "Rückmeldung gibt, wer angemeldet war."
    if registration.session.starts_at > timezone.now():
        return "Rückmeldung geben Sie, sobald die Veranstaltung begonnen hat."
    if FeedbackGiven.objects.filter(registration=registration).exists():
        return "Sie haben schon eine Rückmeldung gegeben. Danke dafür."
    return ""


def give(registration: Registration, *, stars: int, good: str = "", better: str = "") -> None:
    """Once for each registration; leaves no audit entry, since that would name the person."""
    if sentence := refusal(registration):
        raise Refused(sentence)
    if stars not in STARS:
        raise Refused("Wählen Sie 1 bis 5.")
    try:
        with transaction.atomic():
            FeedbackGiven.objects.create(registration=registration)
            Feedback.objects.create(
                session=registration.session,
                stars=stars,
                good=good.strip()[:2000],
                better=better.strip()[:2000],
            )
    except IntegrityError as error:  # two clicks at the same moment
        raise Refused("Sie haben schon eine Rückmeldung gegeben. Danke dafür.") from error


def summary(session: Session) -> Summary:
    """For those who organise it; opinions only where there are enough of them to stay unnamed."""
    found = Feedback.objects.filter(session=session)
    count = found.count()
    if count < FEWEST:
        return Summary(count, None, [], [], [])
    rows = list(found.order_by("pk").values_list("stars", "good", "better"))
    return Summary(
        count,
        found.aggregate(mean=Avg("stars"))["mean"],
        [(step, sum(stars == step for stars, _, _ in rows)) for step in reversed(STARS)],
        # Sorted by their words: the order of arrival would put one person's two texts together.
        sorted(good for _, good, _ in rows if good),
        sorted(better for _, _, better in rows if better),
    )
