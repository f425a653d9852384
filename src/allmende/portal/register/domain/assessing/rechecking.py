"""When the rules change: the same answers again, what changed in words, a person confirms."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import RuleSet
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.assessing.answering import evaluated
from allmende.portal.register.domain.assessing.concluding import changes, store
from allmende.portal.register.enums import CLOSED_STATES
from allmende.portal.register.models import Assessment

WAITING = "/anwendungsfaelle/einstufung/geaendert/"


def recheck_all(*, rules: RuleSet | None = None, on: date | None = None) -> int:
    """Assess again what older rules have assessed; how many that were.

    Safe to run again. Each organisation is one transaction together with its notifications.
    """
    used = rules or shipped()
    behind = _behind(used).order_by().values_list("use_case__organisation", flat=True)
    return sum(_organisation(pk, used, on or timezone.localdate()) for pk in behind.distinct())


def _behind(rules: RuleSet) -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(is_current=True, use_case__organisation__is_active=True)
        .exclude(rules_version=str(rules.version))
        .exclude(use_case__state__in=CLOSED_STATES)
    )


@transaction.atomic
def _organisation(organisation_id: int, rules: RuleSet, on: date) -> int:
    old = _behind(rules).filter(use_case__organisation=organisation_id)
    old = old.select_related("use_case__organisation", "use_case__owner__user")
    new = [_again(assessment, rules, on) for assessment in old.select_for_update(of=("self",))]
    _tell(organisation_id, [assessment for assessment in new if assessment.needs_confirmation])
    return len(new)


def _again(old: Assessment, rules: RuleSet, on: date) -> Assessment:
    use_case = old.use_case
    found = evaluated(use_case, old.answers, on=on, rules=rules)
    sentences = changes(old, found, rules=rules, same_day=True)
    if old.needs_confirmation:
        # Nobody has seen what the rules before these changed: it must not get lost.
        sentences = [*old.changes, *sentences]
    new = store(use_case, old.answers, found, sentences, by=None, by_rules=True)
    details = {"Regelwerk": [old.rules_version, new.rules_version]}
    audit.record("register.rechecked", by=None, about=use_case, details=details)
    return new


def _tell(organisation_id: int, changed: list[Assessment]) -> None:
    """One notification for each person, whatever the number."""
    if not changed:
        return
    counts: Counter[Member] = Counter()
    for assessment in changed:
        owner = assessment.use_case.owner
        if owner and owner.organisation_id == organisation_id:
            counts[owner] += 1
    counts |= Counter(dict.fromkeys(use_cases.officers(organisation_id), len(changed)))
    for person, count in counts.items():
        what = "eine Einstufung" if count == 1 else f"{count} Einstufungen"
        notify(
            person.user,
            text=f"Neue Regeln haben {what} geändert. Bitte bestätigen Sie das Ergebnis.",
            url=WAITING,
            reason=Reason.ASSIGNED,
            organisation_id=organisation_id,
        )
