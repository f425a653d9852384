"""What waits for one person among guidelines, in a fixed number of queries."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.enums import CommentVerdict, GuidelineState
from allmende.portal.exchange.models import Consultation, Guideline, ParagraphComment
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.models import Member

HERE = "/austausch/leitlinien/"
type Task = tuple[int, str, str]


def tasks(member: Member) -> list[Task]:
    """``(how many, in words, where)``; only what there is something to do about."""
    found = [_to_comment(member), _to_answer(member)]
    if rules.may_adopt(member):
        found.append(_outdated(member))
    return [task for task in found if task[0]]


def _to_comment(member: Member) -> Task:
    """Open windows in which the person has said nothing yet."""
    now = timezone.now()
    mine = ParagraphComment.objects.filter(consultation=OuterRef("pk"), author=member.user_id)
    writes = Guideline.writers.through.objects.filter(user_id=member.user_id)
    rows = Consultation.objects.filter(
        opens_at__lte=now, closes_at__gt=now, guideline__in=queries.visible(member).order_by()
    )
    rows = rows.exclude(guideline__in=writes.values("guideline_id"))
    count = rows.exclude(guideline__state=GuidelineState.WITHDRAWN).exclude(Exists(mine)).count()
    word = "offene Konsultation" if count == 1 else "offene Konsultationen"
    return count, word, f"{HERE}?stand={GuidelineState.CONSULTATION}"


def _to_answer(member: Member) -> Task:
    writes = Guideline.writers.through.objects.filter(user_id=member.user_id)
    rows = ParagraphComment.objects.filter(
        consultation__guideline__in=writes.values("guideline_id"),
        consultation__closes_at__lte=timezone.now(),
        verdict=CommentVerdict.OPEN,
        removed_at=None,
        hidden_at=None,
        wiped_at=None,
    ).order_by("consultation_id")
    places = list(rows.values_list("consultation__guideline_id", "consultation_id"))
    word = "Anmerkung zu beantworten" if len(places) == 1 else "Anmerkungen zu beantworten"
    url = f"{HERE}{places[0][0]}/konsultation/{places[0][1]}/" if places else HERE
    return len(places), word, url


def _outdated(member: Member) -> Task:
    count = queries.outdated_adoptions(member).count()
    word = (
        "übernommene Leitlinie mit neuer Fassung"
        if count == 1
        else "übernommene Leitlinien mit neuer Fassung"
    )
    return count, word, f"{HERE}?uebernommen=on"
