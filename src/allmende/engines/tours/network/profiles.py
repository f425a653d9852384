"""Where a vehicle of the town may drive, and how fast: the whole policy in tables.

Green-space crews serve what lies off the streets. So private, agricultural and forestry ways
and pedestrian streets are open to them; footways, cycleways and paths only where a sign admits
vehicles. ``motorcar`` is not looked at: it speaks of private cars. Speeds are means between two
stops, lights and bends included, not limits.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

type Tags = Mapping[str, str]

FAR = 500.0  # metres from a site to a street; farther is a mistake or outside of the extract


@dataclass(frozen=True, slots=True)
class Profile:
    """``share`` of the speeds below; sizes with load, in tonnes and metres."""

    name: str
    access: tuple[str, ...]  # the first of these keys that a way has decides
    share: float
    fastest: float  # km/h
    tonnes: float
    height: float
    width: float


CAR = Profile("transporter", ("motor_vehicle", "vehicle", "access"), 1.0, 100.0, 3.5, 2.6, 2.1)
TRUCK = Profile("lkw", ("hgv", "motor_vehicle", "vehicle", "access"), 0.85, 70.0, 12.0, 3.6, 2.55)
PROFILES = (CAR, TRUCK)

KMH = {
    "motorway": 95.0,
    "motorway_link": 50.0,
    "trunk": 80.0,
    "trunk_link": 45.0,
    "primary": 65.0,
    "primary_link": 35.0,
    "secondary": 60.0,
    "secondary_link": 35.0,
    "tertiary": 50.0,
    "tertiary_link": 30.0,
    "unclassified": 40.0,
    "road": 25.0,
    "residential": 25.0,
    "service": 15.0,
    "track": 20.0,
    "living_street": 8.0,
    "pedestrian": 7.0,
    "footway": 7.0,
    "cycleway": 10.0,
    "path": 7.0,
}
CLASSES = tuple(KMH)
BY_SIGN_ONLY = {"footway", "cycleway", "path"}
TRACK_KMH = {"grade1": 25.0, "grade2": 20.0, "grade3": 15.0, "grade4": 10.0, "grade5": 7.0}
MAXSPEED_WORDS = {"walk": 7.0, "urban": 50.0, "rural": 100.0, "living_street": 7.0}
BELOW_LIMIT = 0.8  # mean speed as a share of what is allowed

FORBIDDEN = {"no", "bus", "psv", "emergency", "military", "bicycle", "foot"}
BY_SIGN = {
    "agricultural",
    "delivery",
    "designated",
    "destination",
    "forestry",
    "official",
    "permissive",
    "permit",
    "private",
    "yes",
}
EXEMPT = ("agricultural", "forestry")  # keys that open what is otherwise forbidden
BARRIERS = {
    "block",
    "bollard",
    "chain",
    "cycle_barrier",
    "debris",
    "fence",
    "hedge",
    "jersey_barrier",
    "kissing_gate",
    "log",
    "motorcycle_barrier",
    "rope",
    "stile",
    "turnstile",
    "wall",
}
REMOVABLE = {"removable", "rising", "foldable"}

_NUMBER = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(\w*)")


def speed(tags: Tags, profile: Profile) -> float:
    """Km/h on a way, 0 where the vehicle may not drive."""
    highway = tags.get("highway", "")
    if highway not in KMH or not (_may_enter(tags, profile) and _fits(tags, profile)):
        return 0.0
    kmh = KMH[highway]
    if highway == "track":
        kmh = TRACK_KMH.get(tags.get("tracktype", ""), kmh)
    kmh = min(kmh, profile.fastest)
    allowed = _maxspeed(tags.get("maxspeed", ""))
    return profile.share * (kmh if allowed is None else min(kmh, BELOW_LIMIT * allowed))


def directions(tags: Tags) -> tuple[bool, bool]:
    """Whether a way may be driven in the order of its nodes, and against it."""
    oneway = tags.get("oneway", "")
    if oneway in ("-1", "reverse"):
        return False, True
    implied = (
        tags.get("junction") in ("roundabout", "circular")
        or tags.get("highway") == "motorway"
        or (tags.get("highway") == "motorway_link" and not oneway)
    )
    return True, not (oneway in ("yes", "true", "1") or (implied and oneway != "no"))


def is_barrier(tags: Tags) -> bool:
    """A node that no vehicle passes. Crews have the keys of gates and removable bollards."""
    return tags.get("barrier") in BARRIERS and tags.get("bollard") not in REMOVABLE


def _may_enter(tags: Tags, profile: Profile) -> bool:
    access = next((tags[key] for key in profile.access if key in tags), "")
    values = set(re.split(r"\s*;\s*", access)) if access else set()
    if any(tags.get(key) in BY_SIGN for key in EXEMPT):
        return True
    if tags["highway"] in BY_SIGN_ONLY:
        vehicles = any(key in tags for key in profile.access if key != "access")
        return vehicles and bool(values & BY_SIGN)
    return not (values and values <= FORBIDDEN)


def _fits(tags: Tags, profile: Profile) -> bool:
    sizes = {
        "maxweight": profile.tonnes,
        "maxweightrating": profile.tonnes,
        "maxheight": profile.height,
        "maxwidth": profile.width,
    }
    return all(_size(tags[key]) >= size for key, size in sizes.items() if key in tags)


def _size(value: str) -> float:
    """In tonnes or metres; what is no number sets no limit."""
    number, unit = _number(value)
    return number / 1000 if unit == "kg" else number


def _maxspeed(value: str) -> float | None:
    word = value.rpartition(":")[2]
    if word in MAXSPEED_WORDS:
        return MAXSPEED_WORDS[word]
    number, unit = _number(value)
    return number if 0 < number < math.inf and not unit else None


def _number(value: str) -> tuple[float, str]:
    found = _NUMBER.match(value)
    return (float(found[1].replace(",", ".")), found[2]) if found else (math.inf, "")
