"""What the crews have done: six weeks before the plan, and the days of the plan until yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from allmende.portal.demo.register.clock import at_moment
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.planning.demand import Wanted
from allmende.portal.tours.domain.planning.problem import active_crews, skills_of
from allmende.portal.tours.domain.work import executions
from allmende.portal.tours.domain.work.entries import Entry
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Crew, Plan, Rule, Stop, Weather

WEEKS = timedelta(weeks=6)
DAY = timedelta(days=1)
WAY = timedelta(minutes=7)
LATE = 0.15  # share of the work that was done a day or two later than planned
RAINY = 0.35  # share of the days
DRY = 14  # days before the plan
LOCKED = "Tor verschlossen, niemand erreichbar"
NOTES = ("Splitt verteilt", "Ast abgesägt", "Schraube nachgezogen", "Sand aufgefüllt")


@dataclass(frozen=True, slots=True)
class _Done:
    day: date
    one: Wanted
    crew: Crew


def work(organisation: Organisation, monday: date) -> None:
    """Until the Monday on which the plan begins."""
    random = Random(monday.toordinal())  # noqa: S311 -- invents a past, guards nothing
    crews = active_crews(organisation)
    done = [
        _Done(day, one, crew)
        for one in demand.wanted(organisation)
        if one.rule and (able := _able(one, one.rule, crews))
        for day, crew in _days(one.rule, able, monday, random)
    ]
    done.sort(key=lambda each: (each.day, each.crew.pk, each.one.key))
    _weather(organisation, monday, random)
    _keep(done, random)


def carry_out(plan: Plan, today: date) -> None:
    """The tours of the plan that are over."""
    found = Stop.objects.filter(tour__plan=plan, tour__day__lt=today, kind=StopKind.VISIT)
    stops = found.select_related("tour__crew", "site", "task_type", "order")
    for number, stop in enumerate(stops.order_by("tour__day", "ends")):
        day, failed = stop.tour.day, number == 7
        entry = Entry(
            started_at=_moment(day, stop.begins),
            ended_at=_moment(day, stop.ends),
            label=stop.label,
            task_label=str(stop.task_type),
            key=stop.key,
            stop=stop,
            site=stop.site,
            task_type=stop.task_type,
            litres=0 if failed else stop.litres,
            problem=LOCKED if failed else "",
            is_done=not failed,
        )
        _record(stop.tour.crew, entry)


def _able(one: Wanted, rule: Rule, crews: list[Crew]) -> list[Crew]:
    needed = {skill.name for skill in one.task_type.skills.all()}
    preferred = [crew for crew in crews if crew.pk == rule.preferred_crew_id]
    return preferred or [crew for crew in crews if needed <= skills_of(crew)]


def _days(
    rule: Rule, crews: list[Crew], monday: date, random: Random
) -> Iterator[tuple[date, Crew]]:
    """Backwards from the last time; what is done rarely has its last time only."""
    day = monday - DAY * random.randint(1, rule.every_days)
    last = True
    while last or day >= monday - WEEKS:
        crew = random.choice(crews)
        worked = _workday(day, crew)
        if _in_season(rule, worked):
            yield worked, crew
        late = random.randint(1, 2) if random.random() < LATE else 0
        day, last = day - DAY * (rule.every_days + late), False


def _workday(day: date, crew: Crew) -> date:
    """This day or the last one before on which the crew worked."""
    while day.weekday() not in crew.weekdays:
        day -= DAY
    return day


def _in_season(rule: Rule, day: date) -> bool:
    season = demand.season(rule)
    if season is None:
        return True
    (begins, ends), now = season, (day.month, day.day)
    return begins <= now <= ends if begins <= ends else now >= begins or now <= ends


def _keep(done: list[_Done], random: Random) -> None:
    """One after the other from the beginning of the shift."""
    clock: dict[tuple[date, int], datetime] = {}
    for each in done:
        kind, place = each.one.task_type, (each.day, each.crew.pk)
        begins = clock.get(place, _moment(each.day, each.crew.opens)) + WAY
        ends = begins + timedelta(minutes=round(each.one.minutes * random.uniform(0.8, 1.3)))
        clock[place] = ends
        entry = Entry(
            started_at=begins,
            ended_at=ends,
            label=each.one.label,
            task_label=str(kind),
            key=f"{each.one.key}:{each.day.isoformat()}",
            site=each.one.site,
            task_type=kind,
            litres=kind.litres,
            note=random.choice(NOTES) if random.random() < 0.05 else "",
        )
        _record(each.crew, entry)


def _record(crew: Crew, entry: Entry) -> None:
    """Written down on the spot; by a person where one belongs to the crew."""
    person: Member | None = crew.members.first()
    with at_moment(entry.ended_at):
        executions.record(crew, entry=entry, by=person, name=str(person.user) if person else "")


def _weather(organisation: Organisation, monday: date, random: Random) -> None:
    """What falls keeps the soil moist; the last two weeks were dry, so that trees need water."""
    soil, rows = 70.0, []
    for number in range(WEEKS.days):
        is_wet = number < WEEKS.days - DRY and random.random() < RAINY
        rain = round(random.expovariate(0.2), 1) if is_wet else 0.0
        soil = max(25.0, min(75.0, soil - 2.5 + 1.5 * rain))
        day = monday - WEEKS + DAY * number
        rows.append(
            Weather(organisation=organisation, day=day, rain_mm=rain, soil_percent=round(soil))
        )
    Weather.objects.bulk_create(rows)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
