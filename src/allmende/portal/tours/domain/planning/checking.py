"""What stands in the way of a plan, before anybody computes: sentences with the remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.planning.demand import Wanted
from allmende.portal.tours.domain.planning.problem import active_crews, skills_of
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.models import Crew, RefillPoint

MOST = 5  # names in one sentence
NO_NETWORK = (
    "Es ist kein Straßennetz geladen. Die Fahrzeiten sind deshalb nur geschätzt: Luftlinie mal "
    "1,3 bei 30 km/h. Laden Sie einen OSM-Auszug unter „Straßen“."
)


@dataclass(frozen=True, slots=True)
class Checked:
    hindrances: Sequence[str]  # nothing can be planned
    hints: Sequence[str]  # planned, with a restriction

    @property
    def is_ready(self) -> bool:
        return not self.hindrances


def check(organisation: Organisation) -> Checked:
    crews = active_crews(organisation)
    found = demand.wanted(organisation)
    hints = [*_skills(crews, found), *_water(organisation, crews, found), *_windows(crews, found)]
    if networks.network_of(organisation) is None:
        hints.insert(0, NO_NETWORK)
    return Checked(tuple(_hindrances(crews, found)), tuple(hints))


def _hindrances(crews: Sequence[Crew], found: Sequence[Wanted]) -> Iterator[str]:
    if not crews:
        yield "Keine Kolonne ist im Einsatz. Legen Sie eine Kolonne mit Arbeitszeit an."
    elif not any(crew.weekdays for crew in crews):
        yield "Keine Kolonne hat einen Arbeitstag. Tragen Sie Arbeitstage bei den Kolonnen ein."
    if not found:
        yield (
            "Es gibt nichts zu planen. Legen Sie Orte an und Regeln, was dort wie oft zu tun ist."
        )
    empty = [one for one in found if one.minutes <= 0]
    if empty:
        names = _names(f"{one.task_type} an „{one.label}“" for one in empty)
        yield f"Diese Arbeiten dauern 0 Minuten: {names}. Tragen Sie eine Dauer über 0 ein."
    for crew in crews:
        if crew.opens >= crew.closes:
            yield f"Die Arbeitszeit von „{crew}“ endet, bevor sie beginnt. Ändern Sie die Zeiten."


def _skills(crews: Sequence[Crew], found: Sequence[Wanted]) -> Iterator[str]:
    able = [skills_of(crew) for crew in crews]
    for kind in {one.task_type.pk: one.task_type for one in found}.values():
        needed = frozenset(skill.name for skill in kind.skills.all())
        if crews and not any(needed <= own for own in able):
            names = ", ".join(sorted(needed))
            yield (
                f"Keine Kolonne kann „{kind}“. Gebraucht wird in einer Kolonne: {names}. "
                "Ergänzen Sie es bei einer Kolonne oder ihrem Fahrzeug."
            )


def _water(
    organisation: Organisation, crews: Sequence[Crew], found: Sequence[Wanted]
) -> Iterator[str]:
    litres = max((one.task_type.litres for one in found), default=0)
    tank = max((crew.vehicle.tank for crew in crews if crew.vehicle), default=0)
    if not litres:
        return
    if tank < litres:
        yield (
            f"Ein Einsatz braucht {litres} Liter Wasser, der größte Tank fasst {tank}. Geben Sie "
            "einer Kolonne ein Fahrzeug mit größerem Tank."
        )
    elif not RefillPoint.objects.filter(organisation=organisation).exists():
        yield (
            "Es gibt keinen Hydranten. Jedes Fahrzeug verteilt am Tag nur eine Tankfüllung. "
            "Legen Sie eine Füllstelle an."
        )


def _windows(crews: Sequence[Crew], found: Sequence[Wanted]) -> Iterator[str]:
    shifts = [(demand.seconds(crew.opens), demand.seconds(crew.closes)) for crew in crews]
    for rule in {one.rule.pk: one.rule for one in found if one.rule}.values():
        minutes = max(one.minutes for one in found if one.rule and one.rule.pk == rule.pk)
        for window in demand.windows(rule):
            longest = max(
                (min(b, window.closes) - max(a, window.opens) for a, b in shifts), default=0
            )
            if shifts and longest < minutes * 60:
                yield (
                    f"Die Regel „{rule}“ lässt zu wenig Zeit: Zwischen ihrem Zeitfenster und den "
                    f"Arbeitszeiten bleiben {max(0, longest) // 60} Minuten, gebraucht werden "
                    f"{minutes:.0f}. Weiten Sie das Fenster."
                )


def _names(names: Iterator[str] | Sequence[str]) -> str:
    every = list(names)
    rest = len(every) - MOST
    return ", ".join(every[:MOST]) + (f" und {rest} weitere" if rest > 0 else "")
