"""Rules to begin with. Numbers that no rule book fixes are customary values and named as such."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.enums import Priority, SiteKind
from allmende.portal.tours.models import Rule, Skill, TaskType
from allmende.portal.tours.rules import may_plan

NOTHING = "Wählen Sie mindestens eine Vorlage."


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of work with its rule. ``check`` says what to look at before it is used."""

    key: str
    task: str
    kind: SiteKind
    minutes: str
    every: int
    gaps: tuple[int, int]
    check: str
    per_100m2: str = "0"
    litres: int = 0
    season: tuple[str, str] = ("", "")
    skills: tuple[str, ...] = ()
    basis: str = ""
    priority: Priority = Priority.NORMAL

    @property
    def rule(self) -> Rule:
        """Not saved; for the sentence in words."""
        return Rule(
            site_kind=self.kind,
            every_days=self.every,
            min_gap=self.gaps[0],
            max_gap=self.gaps[1],
            season_from=self.season[0],
            season_to=self.season[1],
            priority=self.priority,
        )


DIN = "DIN EN 1176-7"
INSPECTOR = "Spielplatzkontrolle"
MINUTES = "Die Minuten sind ein üblicher Wert; messen Sie sie bei Ihnen nach."

TEMPLATES = (
    Template(
        "sight", "Sichtkontrolle Spielplatz", SiteKind.PLAYGROUND, "15", 7, (5, 9),
        "Die Norm nennt keinen festen Abstand: Er richtet sich nach Nutzung und Herstellerangaben. "
        f"Wöchentlich ist üblich, stark genutzte Plätze täglich. {MINUTES}",
        skills=(INSPECTOR,), basis=DIN, priority=Priority.MUST,
    ),
    Template(
        "operational", "Operative Inspektion Spielplatz", SiteKind.PLAYGROUND, "45", 90, (60, 92),
        "Die Norm sagt: alle ein bis drei Monate oder nach Angabe des Herstellers. "
        f"{MINUTES}",
        skills=(INSPECTOR,), basis=DIN, priority=Priority.MUST,
    ),
    Template(
        "main", "Hauptinspektion Spielplatz", SiteKind.PLAYGROUND, "90", 355, (300, 365),
        "Die Norm sagt: höchstens alle zwölf Monate, durch sachkundige Personen. Tragen Sie ein, "
        f"wer das bei Ihnen darf. {MINUTES}",
        skills=("Sachkunde Hauptinspektion",), basis=DIN, priority=Priority.MUST,
    ),
    Template(
        "tree", "Regelkontrolle Baum", SiteKind.TREE, "6", 355, (300, 365),
        "Die Baumkontrollrichtlinie der FLL staffelt den Abstand nach Alter, Zustand und "
        "Sicherheitserwartung: ein bis drei Jahre. Jährlich ist der kürzeste; legen Sie für "
        f"gesunde Bäume längere Abstände fest. {MINUTES}",
        skills=("Baumkontrolle",), basis="FLL-Baumkontrollrichtlinien", priority=Priority.MUST,
    ),
    Template(
        "mowing", "Mähen", SiteKind.MEADOW, "10", 14, (10, 18),
        "Abstand und Minuten sind übliche Werte für Gebrauchsrasen. Blühwiesen mähen Sie ein- bis "
        "zweimal im Jahr; dafür setzen Sie am Ort eine eigene Regel.",
        per_100m2="2.5", season=("01.04.", "31.10."), skills=("Mäher",),
    ),
    Template(
        "watering", "Jungbaum wässern", SiteKind.TREE, "8", 7, (5, 10),
        "80 bis 100 Liter je Gabe in den ersten Standjahren sind ein üblicher Wert; Boden, Wetter "
        "und Baumart entscheiden. Die Regel gilt für alle Bäume: Setzen Sie sie außer Kraft, wenn "
        "Sie nur einzelne Jungbäume wässern, und legen Sie sie dort am Ort an.",
        litres=90, season=("01.05.", "30.09."),
    ),
)  # fmt: skip


def missing(organisation: Organisation) -> list[Template]:
    """Templates whose kind of work the organisation does not have yet."""
    names = set(TaskType.objects.filter(organisation=organisation).values_list("name", flat=True))
    return [one for one in TEMPLATES if one.task not in names]


@transaction.atomic
def take(organisation: Organisation, *, keys: list[str], by: Member) -> list[Rule]:
    """Make kinds of work, skills and rules of the chosen templates; what exists stays as it is."""
    require(may_plan, by)
    chosen = [one for one in missing(organisation) if one.key in keys]
    if not chosen:
        raise Refused(NOTHING)
    made = [_take(organisation, one) for one in chosen]
    details = {"Vorlagen": [one.task for one in chosen]}
    audit.record("tours.templates_taken", by=by, about=organisation, details=details)
    return made


def _take(organisation: Organisation, template: Template) -> Rule:
    task = TaskType.objects.create(
        organisation=organisation,
        name=template.task,
        minutes=Decimal(template.minutes),
        minutes_per_100m2=Decimal(template.per_100m2),
        litres=template.litres,
        is_statutory=bool(template.basis),
        basis=template.basis,
    )
    task.skills.set(
        Skill.objects.get_or_create(organisation=organisation, name=name)[0]
        for name in template.skills
    )
    rule = template.rule
    rule.organisation, rule.task_type = organisation, task
    rule.save()
    return rule
