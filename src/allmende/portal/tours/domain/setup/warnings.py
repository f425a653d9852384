"""What will keep work out of the tours, said before somebody plans. Nothing is refused here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import queries, wording
from allmende.portal.tours.domain.setup.queries import SiteFilter
from allmende.portal.tours.models import Crew, RefillPoint, Rule


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 -- the word of the subject
    """A sentence, and where to mend it."""

    text: str
    url: str


def warnings_of(organisation: Organisation, *, on: date | None = None) -> list[Warning]:
    """Of all active rules and crews; a fixed number of queries."""
    rules = list(queries.rules_of(organisation))
    crews = list(queries.crews_of(organisation))
    kinds: set[str] = {kind for kind, _ in queries.kinds_of(organisation)}
    return [
        *_sites(organisation),
        *(found for rule in rules for found in _rule(rule, crews, kinds)),
        *_water(organisation, rules),
        *_crews(crews, on or timezone.localdate()),
    ]


def _sites(organisation: Organisation) -> Iterator[Warning]:
    lost = queries.sites_of(organisation, only=SiteFilter(reachable=False)).count()
    if lost:
        those, come = ("Ein Ort ist", "kommt") if lost == 1 else (f"{lost} Orte sind", "kommen")
        yield Warning(
            f"{those} auf den Straßen nicht zu erreichen und {come} so in keine Tour.",
            f"{reverse('tours-sites')}?erreichbar=nein",
        )


def _rule(rule: Rule, crews: list[Crew], kinds: set[str]) -> Iterator[Warning]:
    name, url = f"{rule.task_type} ({wording.where(rule)})", reverse("tours-rule", args=[rule.pk])
    if rule.site_kind and rule.site_kind not in kinds:
        yield Warning(f"{name}: Es gibt noch keine Orte dieser Art.", url)
    needed = {skill.pk: skill.name for skill in rule.task_type.skills.all()}
    able = [crew for crew in crews if needed.keys() <= queries.skills_of_crew(crew)]
    if crews and not able:
        skills = " und ".join(f"„{name}“" for name in needed.values())
        yield Warning(f"{name}: Keine Kolonne hat {skills}.", url)
        return
    litres = rule.task_type.litres
    watering = [crew for crew in able if crew.vehicle and crew.vehicle.tank >= litres]
    if able and litres and not watering:
        yield Warning(
            f"{name}: Kein Fahrzeug dieser Kolonnen hat einen Tank für {litres} Liter.", url
        )
    if able and not any(_meets(rule, crew) for crew in able):
        yield Warning(
            f"{name}: Wochentage und Uhrzeiten der Regel treffen keine Schicht einer Kolonne, "
            "die das kann.",
            url,
        )


def _meets(rule: Rule, crew: Crew) -> bool:
    """At least the fixed minutes fit between the rule's window and the shift on some weekday."""
    days = set(rule.weekdays) & set(crew.weekdays) if rule.weekdays else set(crew.weekdays)
    opens = max(crew.opens, rule.opens or crew.opens)
    closes = min(crew.closes, rule.closes or crew.closes)
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    return bool(days) and minutes >= max(1, float(rule.task_type.minutes))


def _water(organisation: Organisation, rules: list[Rule]) -> Iterator[Warning]:
    wants_water = any(rule.task_type.litres for rule in rules)
    if wants_water and not RefillPoint.objects.filter(organisation=organisation).exists():
        yield Warning(
            "Bäume sollen gewässert werden, aber es ist keine Wasserstelle eingetragen. Die "
            "Tanks werden so nur auf dem Betriebshof gefüllt.",
            reverse("tours-depots"),
        )


def _crews(crews: list[Crew], on: date) -> Iterator[Warning]:
    for crew in crews:
        if crew.vehicle is None:
            yield Warning(
                f"{crew}: Kein Fahrzeug. Geplant wird mit einem Transporter ohne Tank.",
                reverse("tours-crew", args=[crew.pk]),
            )
        if any(one.starts_on <= on and one.ends_on >= on for one in crew.absences.all()):
            yield Warning(
                f"{crew}: Heute fällt diese Kolonne aus.", reverse("tours-crew", args=[crew.pk])
            )
