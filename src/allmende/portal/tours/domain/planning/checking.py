"""What stands in the way of a plan, before anybody computes: sentences with the remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.planning.demand import Wanted
from allmende.portal.tours.domain.planning.problem import active_crews
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.domain.setup.warnings import Warning, warnings_of  # noqa: A004
from allmende.portal.tours.models import Crew

MOST = 5  # names in one sentence
NO_NETWORK = (
    "Es ist kein Straßennetz geladen. Die Fahrzeiten sind deshalb nur geschätzt: Luftlinie mal "
    "1,3 bei 30 km/h. Laden Sie einen OSM-Auszug."
)


@dataclass(frozen=True, slots=True)
class Checked:
    hindrances: Sequence[str]  # nothing can be planned
    hints: Sequence[Warning]  # planned, with a restriction

    @property
    def is_ready(self) -> bool:
        return not self.hindrances


def check(organisation: Organisation) -> Checked:
    crews = active_crews(organisation)
    found = demand.wanted(organisation)
    hints = warnings_of(organisation)
    if networks.network_of(organisation) is None:
        hints.insert(0, Warning(NO_NETWORK, reverse("tours-network")))
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


def _names(names: Iterator[str] | Sequence[str]) -> str:
    every = list(names)
    rest = len(every) - MOST
    return ", ".join(every[:MOST]) + (f" und {rest} weitere" if rest > 0 else "")
