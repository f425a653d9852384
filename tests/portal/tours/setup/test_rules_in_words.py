"""Rules said in words, checked, warned of, and begun with templates."""

from datetime import date, time

import pytest

from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.setup import keeping, templates, warnings, wording
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import CrewAbsence, Rule, TaskType
from tests.portal.tours import made_setup as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return made.town()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "alle 7 Tage, frühestens nach 5, spätestens nach 9"),
        (
            {"season_from": "01.04.", "season_to": "31.10."},
            "alle 7 Tage, frühestens nach 5, spätestens nach 9, von April bis Oktober",
        ),
        (
            {"season_from": "15.4.", "season_to": "28.02."},
            "alle 7 Tage, frühestens nach 5, spätestens nach 9, vom 15.4. bis 28.2.",
        ),
        (
            {"every_days": 1, "min_gap": 1, "max_gap": 1, "weekdays": [0, 2, 4]},
            "jeden Tag, genau in diesem Abstand, nur montags, mittwochs und freitags",
        ),
        (
            {"opens": time(6), "closes": time(7, 30)},
            "alle 7 Tage, frühestens nach 5, spätestens nach 9, zwischen 6 und 7:30 Uhr",
        ),
    ],
)
def test_a_rule_in_words(fields, sentence):
    rule = Rule(**({"every_days": 7, "min_gap": 5, "max_gap": 9} | fields))
    assert wording.sentence(rule) == sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [("01.04.", (4, 1)), ("31.4.", None), ("29.02.", (2, 29)), ("4", None), ("a.b.", None)],
)
def test_days_of_a_year(text, found):
    assert wording.month_day(text) == found


@pytest.mark.parametrize(
    ("numbers", "words"), [([0, 1, 2, 3, 4], "Mo bis Fr"), ([4, 0], "Mo, Fr"), ([], "")]
)
def test_weekdays_in_short(numbers, words):
    assert wording.weekdays(numbers) == words


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"min_gap": 8}, "passen nicht zusammen"),
        ({"max_gap": 6}, "passen nicht zusammen"),
        ({"min_gap": 0}, "passen nicht zusammen"),
        ({"season_from": "01.04."}, "Anfang und Ende"),
        ({"season_from": "31.02.", "season_to": "01.04."}, "kein Tag im Jahr"),
        ({"opens": time(9), "closes": time(8)}, "nicht nach dem Beginn"),
        ({"site_kind": ""}, "Wählen Sie eine Art"),
        ({"weekdays": [7]}, "Wochentage"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(town, fields, word):
    whole = {
        "organisation": town.organisation,
        "task_type": made.task(town.organisation),
        "site_kind": SiteKind.PLAYGROUND,
        "every_days": 7,
        "min_gap": 5,
        "max_gap": 9,
    }
    with pytest.raises(Refused, match=word):
        keeping.save(Rule(**(whole | fields)), by=town.dispatcher)
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"minutes": 0}, "0 Minuten"),
        ({"minutes": -1}, "nie negativ"),
        ({"minutes": 1000}, "höchstens 12 Stunden"),
        ({"is_statutory": True}, "Grundlage"),
    ],
)
def test_work_that_makes_no_sense_is_refused(town, fields, word):
    whole = {"organisation": town.organisation, "name": "X", "minutes": 5}
    with pytest.raises(Refused, match=word):
        keeping.save(TaskType(**(whole | fields)), by=town.dispatcher)


def texts(town, **when):
    return [one.text for one in warnings.warnings_of(town.organisation, **when)]


def test_nothing_to_warn_of(town):
    made.site(town.organisation)
    made.rule(made.task(town.organisation))
    made.crew(made.depot(town.organisation), tank=0)
    assert texts(town) == []


def test_a_skill_that_nobody_has(town):
    made.site(town.organisation)
    task = made.task(town.organisation)
    task.skills.add(made.skill(town.organisation))
    made.rule(task)
    crew = made.crew(made.depot(town.organisation), tank=0)
    assert texts(town) == ["Sichtkontrolle (alle Spielplätze): Keine Kolonne hat „Baumkontrolle“."]
    crew.vehicle.skills.set(task.skills.all())
    assert texts(town) == []


def test_water_without_a_tank_and_a_hydrant(town):
    made.site(town.organisation)
    made.rule(made.task(town.organisation, "Wässern", litres=90))
    made.crew(made.depot(town.organisation), tank=50)
    no_tank, no_hydrant = texts(town)
    assert no_tank.endswith("hat einen Tank für 90 Liter.")
    assert "keine Wasserstelle" in no_hydrant


@pytest.mark.parametrize(
    "fields", [{"weekdays": [5]}, {"closes": time(7, 10)}, {"opens": time(15, 20)}]
)
def test_a_window_that_meets_no_shift(town, fields):
    made.site(town.organisation)
    made.rule(made.task(town.organisation, minutes=15), **fields)
    made.crew(made.depot(town.organisation), tank=0)
    (warning,) = texts(town)
    assert "treffen keine Schicht" in warning


def test_sites_out_of_reach_kinds_without_sites_and_crews_without_work(town):
    made.site(town.organisation, is_reachable=False)
    made.rule(made.task(town.organisation), site_kind=SiteKind.TREE)
    crew = made.crew(made.depot(town.organisation))
    day = date(2026, 5, 4)
    CrewAbsence.objects.create(crew=crew, starts_on=day, ends_on=day)
    assert texts(town, on=day) == [
        "Ein Ort ist auf den Straßen nicht zu erreichen und kommt so in keine Tour.",
        "Sichtkontrolle (alle Bäume): Es gibt noch keine Orte dieser Art.",
        "Nord: Kein Fahrzeug. Geplant wird mit einem Transporter ohne Tank.",
        "Nord: Heute fällt diese Kolonne aus.",
    ]


def test_warnings_take_the_same_number_of_queries(town, django_assert_num_queries):
    depot = made.depot(town.organisation)
    for number in (1, 2, 3):
        made.site(town.organisation, number=str(number))
        made.rule(made.task(town.organisation, f"Arbeit {number}"))
        made.crew(depot, f"Kolonne {number}", tank=100)
        if number != 2:
            with django_assert_num_queries(9):
                texts(town)


def test_every_template_passes_the_checks_and_says_what_to_look_at(town):
    keys = [one.key for one in templates.TEMPLATES]
    made_rules = templates.take(town.organisation, keys=keys, by=town.dispatcher)
    for rule in made_rules:
        keeping.save(rule, by=town.dispatcher)
        keeping.save(rule.task_type, by=town.dispatcher)
    assert len(made_rules) == 6
    assert templates.missing(town.organisation) == []
    assert all(len(one.check) > 40 for one in templates.TEMPLATES)
    statutory = TaskType.objects.filter(is_statutory=True).values_list("basis", flat=True)
    assert set(statutory) == {"DIN EN 1176-7", "FLL-Baumkontrollrichtlinien"}


def test_templates_that_are_there_are_not_made_twice(town):
    templates.take(town.organisation, keys=["mowing"], by=town.dispatcher)
    with pytest.raises(Refused):
        templates.take(town.organisation, keys=["mowing"], by=town.dispatcher)
