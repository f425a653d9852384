"""Sites, rules, crews; plans; proof of work."""

from allmende.portal.tours.models.planning import Order, Plan, Stop, Tour, Unplanned
from allmende.portal.tours.models.setup import (
    Closure,
    Crew,
    CrewAbsence,
    Depot,
    RefillPoint,
    RoadNetwork,
    Rule,
    Site,
    SiteImport,
    Skill,
    TaskType,
    Vehicle,
)
from allmende.portal.tours.models.work import Execution, Photo, Weather

__all__ = [
    "Closure",
    "Crew",
    "CrewAbsence",
    "Depot",
    "Execution",
    "Order",
    "Photo",
    "Plan",
    "RefillPoint",
    "RoadNetwork",
    "Rule",
    "Site",
    "SiteImport",
    "Skill",
    "Stop",
    "TaskType",
    "Tour",
    "Unplanned",
    "Vehicle",
    "Weather",
]
