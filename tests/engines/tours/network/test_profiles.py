import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.tours.network.profiles import CAR, TRUCK, directions, is_barrier, speed


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "track"},
        {"highway": "track", "motor_vehicle": "agricultural"},
        {"highway": "track", "motor_vehicle": "agricultural;forestry"},
        {"highway": "track", "vehicle": "no", "agricultural": "yes"},
        {"highway": "track", "motorcar": "no"},
        {"highway": "service", "access": "private"},
        {"highway": "pedestrian"},
        {"highway": "living_street"},
        {"highway": "cycleway", "vehicle": "agricultural"},
        {"highway": "footway", "motor_vehicle": "yes"},
        {"highway": "residential", "hgv": "destination"},
        {"highway": "residential", "maxweight": "none"},
        {"highway": "residential", "maxweight": "18 t"},
    ],
)
def test_open_to_all_vehicles_of_the_town(tags):
    assert speed(tags, CAR) > 0
    assert speed(tags, TRUCK) > 0


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"highway": "steps"},
        {"highway": "construction"},
        {"highway": "footway"},
        {"highway": "footway", "access": "yes"},
        {"highway": "path", "motor_vehicle": "no"},
        {"highway": "residential", "access": "no"},
        {"highway": "service", "motor_vehicle": "no", "access": "yes"},
        {"highway": "residential", "maxweight": "2,8"},
    ],
)
def test_closed_to_all(tags):
    assert speed(tags, CAR) == speed(tags, TRUCK) == 0


@pytest.mark.parametrize(
    "sign",
    [
        {"hgv": "no"},
        {"maxweight": "7.5"},
        {"maxweight": "7500 kg"},
        {"maxheight": "3.1 m"},
        {"maxwidth": "2.3"},
    ],
)
def test_closed_to_the_truck_only(sign):
    tags = {"highway": "residential", **sign}
    assert speed(tags, CAR) > 0
    assert speed(tags, TRUCK) == 0


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ({"highway": "residential"}, 25),
        ({"highway": "residential", "maxspeed": "10"}, 8),
        ({"highway": "residential", "maxspeed": "100"}, 25),
        ({"highway": "primary", "maxspeed": "DE:urban"}, 40),
        ({"highway": "primary", "maxspeed": "none"}, 65),
        ({"highway": "primary", "maxspeed": "0"}, 65),
        ({"highway": "primary", "maxspeed": "20 mph"}, 65),
        ({"highway": "primary", "maxspeed": "50,5"}, 40.4),
        ({"highway": "primary", "maxspeed": "schnell"}, 65),
        ({"highway": "track", "tracktype": "grade5"}, 7),
        ({"highway": "residential", "tracktype": "grade5"}, 25),
    ],
)
def test_speed_of_the_transporter(tags, kmh):
    assert speed(tags, CAR) == pytest.approx(kmh)


def test_the_truck_is_slower():
    tags = {"highway": "tertiary"}
    assert 0 < speed(tags, TRUCK) < speed(tags, CAR)


@pytest.mark.parametrize(
    ("tags", "allowed"),
    [
        ({"highway": "residential"}, (True, True)),
        ({"highway": "residential", "oneway": "yes"}, (True, False)),
        ({"highway": "residential", "oneway": "-1"}, (False, True)),
        ({"highway": "tertiary", "junction": "roundabout"}, (True, False)),
        ({"highway": "motorway"}, (True, False)),
        ({"highway": "motorway_link", "oneway": "no"}, (True, True)),
    ],
)
def test_directions(tags, allowed):
    assert directions(tags) == allowed


def test_crews_open_gates_and_removable_bollards_only():
    assert is_barrier({"barrier": "bollard"})
    assert not is_barrier({"barrier": "bollard", "bollard": "removable"})
    assert not is_barrier({"barrier": "gate"})
    assert not is_barrier({})


KEYS = ["access", "hgv", "maxspeed", "maxweight", "maxheight", "motor_vehicle", "oneway", "vehicle"]


@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.text() | st.sampled_from(["no", "3,5 t", "DE:urban"])
    ),
    st.sampled_from(["residential", "track", "footway", "motorway"]),
)
def test_whatever_people_write_into_tags_is_a_speed(tags, highway):
    for profile in (CAR, TRUCK):
        assert 0 <= speed({"highway": highway, **tags}, profile) <= profile.fastest
    assert any(directions({"highway": highway, **tags}))
