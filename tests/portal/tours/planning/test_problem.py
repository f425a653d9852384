"""What an organisation has becomes a problem of the engine."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from django.utils import timezone

from allmende.engines.tours.model import Matrix, Why
from allmende.portal.tours.domain.planning import checking, demand, holidays, problem, reasons
from allmende.portal.tours.domain.work import queries
from allmende.portal.tours.enums import SiteKind, VehicleProfile
from allmende.portal.tours.models import (
    Closure,
    Crew,
    CrewAbsence,
    Execution,
    Plan,
    RefillPoint,
    Rule,
    Unplanned,
    Vehicle,
)
from tests.portal.tours import made_planning as made

FIRST = date(2027, 3, 1)  # a Monday


def plan(at, *, days=14, **fields):
    return Plan(organisation=at.organisation, number=1, first=FIRST, days=days, **fields)


def keys(at, **fields):
    return [visit.key for visit in problem.build(plan(at, **fields)).problem.visits]


@pytest.mark.parametrize(
    ("year", "sunday"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))]
)
def test_easter(year, sunday):
    assert holidays.easter_sunday(year) == date(year, *sunday)


@pytest.mark.parametrize(
    ("day", "yes", "no"),
    [
        (date(2026, 1, 6), "BW", "NW"),
        (date(2026, 6, 4), "BW", "BE"),  # Corpus Christi
        (date(2026, 10, 31), "TH", "BW"),
        (date(2026, 11, 18), "SN", "BY"),  # Repentance Day
    ],
)
def test_holidays_differ_by_state(day, yes, no):
    assert holidays.between(day, day, state=yes) == {day}
    assert holidays.between(day, day, state=no) == frozenset()


@pytest.mark.django_db
def test_a_rule_of_a_site_goes_before_those_of_its_kind():
    at = made.town()
    own = made.rule(at.inspection, site=at.sites[0], every_days=1, min_gap=1, max_gap=1)
    found = [one for one in demand.wanted(at.organisation) if one.site == at.sites[0]]
    assert [one.rule for one in found] == [own]
    others = [one for one in demand.wanted(at.organisation) if one.site == at.sites[1]]
    assert [one.rule.site_kind for one in others] == [SiteKind.PLAYGROUND]


@pytest.mark.django_db
def test_it_is_counted_from_the_last_execution_before_the_plan():
    at = made.town()
    site = at.sites[6]  # a meadow, every 14 days
    done(at, site, FIRST - timedelta(days=4))
    done(at, site, FIRST + timedelta(days=1))  # belongs to the plan itself
    due = [one.due for one in problem.build(plan(at)).due.values() if f"s{site.pk}:" in one.key]
    assert due[0] == FIRST + timedelta(days=10)


@pytest.mark.django_db
def test_an_execution_that_was_corrected_does_not_count():
    at = made.town()
    wrong = done(at, at.sites[6], FIRST - timedelta(days=4))
    done(at, at.sites[6], FIRST - timedelta(days=4), corrects=wrong, is_done=False)
    assert queries.last_done(at.organisation, before=FIRST) == {}


@pytest.mark.django_db
def test_what_a_second_phone_sent_once_more_does_not_count():
    at = made.town()
    first = done(at, at.sites[6], FIRST - timedelta(days=4))
    done(at, at.sites[6], FIRST - timedelta(days=3), doubles=first)
    last = queries.last_done(at.organisation, before=FIRST)
    assert last == {(at.sites[6].pk, at.mowing.pk): FIRST - timedelta(days=4)}


def done(at, site, day, **fields):
    ended = timezone.make_aware(datetime.combine(day, time(10)))
    return Execution.objects.create(
        organisation=at.organisation,
        site=site,
        task_type=at.mowing,
        crew_label="Nord",
        label=site.name,
        task_label="Mähen",
        ended_at=ended,
        by_label="Nord",
        turn=Execution.objects.count() + 1,
        seal="",
        **fields,
    )


@pytest.mark.django_db
def test_outside_its_season_nothing_is_due():
    at = made.town()
    Rule.objects.filter(task_type=at.mowing).update(season_from="01.04.", season_to="31.10.")
    assert all("r" in key for key in keys(at))
    meadows = {f"s{site.pk}:" for site in at.sites[6:]}
    assert not [key for key in keys(at) if any(mark in key for mark in meadows)]


@pytest.mark.django_db
def test_no_shift_on_holidays_weekends_and_absences():
    at = made.town()
    CrewAbsence.objects.create(crew=at.crews[0], starts_on=FIRST, ends_on=FIRST)
    easter = plan(at, days=7)
    easter.first = date(2027, 3, 22)  # Good Friday is the 26th
    shifts = problem.build(easter).problem.shifts
    assert {shift.day for shift in shifts} == {0, 1, 2, 3}
    first_day = [s.crew for s in problem.build(plan(at)).problem.shifts if s.day == 0]
    assert first_day == [str(at.crews[1].pk)]


@pytest.mark.django_db
def test_the_vehicle_brings_tank_and_skills():
    at = made.town()
    lorry = Vehicle.objects.create(
        organisation=at.organisation, name="Lkw", tank=3000, profile=VehicleProfile.TRUCK
    )
    lorry.skills.add(*at.inspection.skills.all())
    at.crews[1].vehicle = lorry
    at.crews[1].save()
    RefillPoint.objects.create(
        organisation=at.organisation, name="Hydrant", lon=8.9, lat=48.6, closes=time(12)
    )
    found = problem.build(plan(at)).problem
    shift = next(s for s in found.shifts if s.crew == str(at.crews[1].pk))
    assert (shift.tank, shift.skills) == (3000, {"Spielplatzkontrolle"})
    assert [(w.opens, w.closes) for w in found.refills[0].windows] == [(0, 12 * 3600)]


@pytest.mark.django_db
def test_each_day_has_its_closures_and_each_vehicle_its_ways(monkeypatch):
    asked = []

    class Ways:
        name = "graph"

        def __init__(self, profile, closures, own):
            asked.append((profile, tuple(closure.street for closure in closures), own))

        def table(self, points):
            seconds = np.zeros((len(points), len(points)), np.int32)
            return Matrix(seconds, seconds)

    def travel_matrix(_, *, profile="car", closures=(), own=False):
        return Ways(profile, closures, own)

    monkeypatch.setattr(problem.networks, "travel_matrix", travel_matrix)
    at = made.town()
    new = plan(at)
    day = new.first + timedelta(days=1)
    Closure.objects.create(
        organisation=at.organisation, title="Fest", street="Markt", starts_on=day, ends_on=day
    )
    lorry = Vehicle.objects.create(
        organisation=at.organisation, name="Lkw", profile=VehicleProfile.TRUCK
    )
    Crew.objects.filter(pk=at.crews[1].pk).update(vehicle=lorry)
    found = problem.build(new).problem
    ways = {(s.crew, s.day): s.matrix for s in found.shifts}
    car, truck = (str(crew.pk) for crew in at.crews)
    assert ways[car, 0] is ways[car, 2] is found.matrix
    assert len({id(ways[who, n]) for who in (car, truck) for n in (0, 1)}) == 4
    assert set(asked) == {
        (kind, streets, True) for kind in ("car", "truck") for streets in ((), ("Markt",))
    }


@pytest.mark.django_db
def test_skills_that_nobody_has_are_a_hint():
    at = made.town()
    at.crews[0].skills.clear()
    checked = checking.check(at.organisation)
    assert checked.is_ready
    assert any("Keine Kolonne hat „Spielplatzkontrolle“" in hint.text for hint in checked.hints)


@pytest.mark.django_db
def test_water_without_a_hydrant_and_without_a_tank_are_hints():
    at = made.town()

    def hints():
        return " ".join(hint.text for hint in checking.check(at.organisation).hints)

    type(at.mowing).objects.filter(pk=at.mowing.pk).update(litres=500)
    assert "einen Tank für 500 Liter" in hints()
    at.crews[0].vehicle = Vehicle.objects.create(
        organisation=at.organisation, name="Lkw", tank=1000
    )
    at.crews[0].save()
    assert "einen Tank für 500 Liter" not in hints()
    assert "keine Wasserstelle eingetragen" in hints()


@pytest.mark.django_db
def test_a_window_outside_of_all_shifts_is_a_hint():
    at = made.town()
    Rule.objects.filter(task_type=at.mowing).update(opens=time(16), closes=time(18))
    hints = checking.check(at.organisation).hints
    assert any("treffen keine Schicht" in hint.text for hint in hints)


@pytest.mark.django_db
def test_without_streets_the_air_line_is_named():
    at = made.town()
    assert problem.build(plan(at)).provider == "airline"
    assert checking.NO_NETWORK in [h.text for h in checking.check(at.organisation).hints]


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_is_a_sentence_with_a_remedy(why):
    facts = {"skill": "Klettern", "litres": "9", "tank": "5", "windows": "7:00–8:00"}
    facts |= {"minutes": "600", "shift": "480", "crew": "Nord", "day": "2027-03-02"}
    facts |= {"least": "4", "most": "10", "before": "2027-03-01", "after": "2027-03-09"}
    one = Unplanned(why=why.value, facts=facts, due=FIRST, latest=FIRST)
    assert reasons.sentence(one).endswith(".")
    assert "unbekannt" not in reasons.sentence(one).replace("Vom unbekannt", "")
    assert reasons.remedy(one).endswith(".")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"least": "4", "most": "10", "before": "2027-03-01"},
            "Die Regel verlangt 4 bis 10 Tage Abstand. Der Einsatz davor ist am 01.03.2027.",
        ),
        (
            {"least": "7", "most": "7", "after": "2027-03-09"},
            "Die Regel verlangt 7 Tage Abstand. Der Einsatz danach ist am 09.03.2027.",
        ),
        (
            {"least": "1", "most": "1", "before": "2027-03-01", "after": "2027-03-09"},
            "Die Regel verlangt 1 Tag Abstand. Der Einsatz davor ist am 01.03.2027, der danach "
            "am 09.03.2027.",
        ),
    ],
)
def test_a_gap_names_its_neighbours(facts, expected):
    assert reasons.sentence(Unplanned(why=Why.GAP, facts=facts)) == expected


def test_days_that_are_past_are_told_as_past():
    yesterday = timezone.localdate() - timedelta(days=1)
    facts = {"earliest": (yesterday - timedelta(days=2)).isoformat()}
    one = Unplanned(why=Why.NO_DAY, facts=facts, latest=yesterday)
    assert reasons.sentence(one).endswith(f"bis zum {yesterday:%d.%m.%Y} sind vorbei.")
    assert "Planen Sie neue Wochen" in reasons.remedy(one)
    one.latest = timezone.localdate()
    assert "arbeitet niemand" in reasons.sentence(one)


def test_a_day_outside_of_the_window_is_told_with_the_window():
    facts = {"earliest": "2027-03-01", "crew": "Nord", "day": "2027-03-12"}
    one = Unplanned(why=Why.LOCK, facts=facts, latest=date(2027, 3, 9))
    assert reasons.sentence(one) == "Erlaubt ist der Einsatz vom 01.03.2027 bis zum 09.03.2027."
    assert "Tag dazwischen" in reasons.remedy(one)
    inside = Unplanned(why=Why.LOCK, facts=facts | {"day": "2027-03-09"}, latest=one.latest)
    assert "Die Festlegung auf Nord und den 09.03.2027" in reasons.sentence(inside)


@pytest.mark.django_db
def test_what_cannot_be_planned_says_why():
    at = made.town()
    at.crews[0].skills.clear()
    Rule.objects.filter(task_type=at.mowing).update(opens=time(16), closes=time(18))
    new = made.filled(at, days=7)
    why = dict(new.unplanned.values_list("task_type__name", "why"))
    assert why == {"Kontrolle": "skill", "Mähen": "window"}
    sentences = {reasons.sentence(one) for one in new.unplanned.all()}
    assert any("Spielplatzkontrolle" in sentence for sentence in sentences)
    assert any("16:00–18:00" in sentence for sentence in sentences)
