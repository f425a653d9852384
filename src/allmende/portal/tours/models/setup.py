"""What there is: streets, sites, rules, crews, vehicles, water.

Times of a day are ``TimeField``; geometry is GeoJSON (WGS 84) beside the access point, so that
both databases hold it without extensions.
"""

import uuid

from django.db import models

from allmende.portal.tours.enums import ImportState, Priority, SiteKind, VehicleProfile


class Owned(models.Model):
    """Belongs to one organisation and is never seen by another."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True


class RoadNetwork(models.Model):
    """The OSM extract of a town (ODbL). The newest one counts."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    file = models.CharField(max_length=200)  # core.domain.stored_files
    file_name = models.CharField("Datei", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    attribution = models.CharField(
        "Quelle", max_length=200, default="© OpenStreetMap-Mitwirkende (ODbL)"
    )
    ways = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=10, blank=True)  # of travel times: osrm, graph, airline
    bounds = models.JSONField(default=list)  # west, south, east, north; empty until it was read
    uploaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.file_name


class Closure(Owned):
    """A street that nobody can drive through for a time."""

    title = models.CharField("Bezeichnung", max_length=150)
    street = models.CharField("Straße", max_length=150, blank=True)
    line = models.JSONField("Linie", default=list, blank=True)  # [[lon, lat], …] instead
    starts_on = models.DateField("von")
    ends_on = models.DateField("bis einschließlich", null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Skill(Owned):
    """What a crew, its people, vehicle or equipment together must be able to do."""

    name = models.CharField("Fähigkeit oder Gerät", max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="skill_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class TaskType(Owned):
    """Minutes of a visit = ``minutes`` + ``minutes_per_100m2`` · area / 100 m²."""

    name = models.CharField("Art der Arbeit", max_length=80)
    minutes = models.DecimalField("Minuten je Einsatz", max_digits=6, decimal_places=1, default=15)
    minutes_per_100m2 = models.DecimalField(
        "zusätzlich Minuten je 100 m²", max_digits=6, decimal_places=2, default=0
    )
    litres = models.PositiveIntegerField("Liter Wasser je Einsatz", default=0)
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="+", verbose_name="Das wird gebraucht"
    )
    is_statutory = models.BooleanField("Vorgeschriebene Kontrolle", default=False)
    basis = models.CharField("Grundlage der Vorschrift", max_length=150, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="task_type_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Depot(Owned):
    name = models.CharField("Name", max_length=100)
    lon = models.FloatField("Länge")
    lat = models.FloatField("Breite")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RefillPoint(Owned):
    """A hydrant or another place where a tank is filled up."""

    name = models.CharField("Name", max_length=100)
    lon = models.FloatField("Länge")
    lat = models.FloatField("Breite")
    minutes = models.PositiveSmallIntegerField("Minuten zum Auffüllen", default=15)
    opens = models.TimeField("nutzbar ab", null=True, blank=True)
    closes = models.TimeField("nutzbar bis", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Vehicle(Owned):
    name = models.CharField("Name", max_length=100)
    profile = models.CharField(
        "Bauart", max_length=10, choices=VehicleProfile, default=VehicleProfile.CAR
    )
    tank = models.PositiveIntegerField("Tank in Litern", default=0)
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="+", verbose_name="Geräte auf dem Fahrzeug"
    )
    cost_per_km = models.DecimalField("Euro je km", max_digits=6, decimal_places=2, default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Crew(Owned):
    name = models.CharField("Name", max_length=100)
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="+", verbose_name="Das kann die Kolonne"
    )
    members = models.ManyToManyField(
        "organisations.Member", blank=True, related_name="+", verbose_name="Wer dazugehört"
    )
    vehicle = models.ForeignKey(
        Vehicle, null=True, blank=True, on_delete=models.SET_NULL, related_name="crews",
        verbose_name="Fahrzeug",
    )  # fmt: skip
    depot = models.ForeignKey(
        Depot, on_delete=models.PROTECT, related_name="crews", verbose_name="Betriebshof"
    )
    weekdays = models.JSONField("Arbeitstage", default=list)  # 0 Monday … 6 Sunday
    opens = models.TimeField("Beginn")
    closes = models.TimeField("Ende")
    cost_per_hour = models.DecimalField(
        "Euro je Stunde der Kolonne", max_digits=7, decimal_places=2, default=0
    )
    look = models.PositiveSmallIntegerField(default=0)  # number of its colour and pattern
    is_active = models.BooleanField("im Einsatz", default=True)
    # The phone of the crew opens its tours by a secret link; only its hash is kept.
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique where it is there
    calendar_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique where it is there

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="crew_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class CrewAbsence(models.Model):
    """Days on which a crew does not work. Without names of people and without their reasons."""

    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField("von")
    ends_on = models.DateField("bis einschließlich")

    class Meta:
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.crew}: {self.starts_on} bis {self.ends_on}"


class Site(Owned):
    """A place where work is done. Crews drive to its access point."""

    number = models.CharField("Nummer", max_length=60, blank=True)  # of the register it came from
    name = models.CharField("Name", max_length=150)
    kind = models.CharField("Art", max_length=20, choices=SiteKind, default=SiteKind.OTHER)
    lon = models.FloatField("Länge")
    lat = models.FloatField("Breite")
    access_moved = models.BooleanField(default=False)  # by a person: an import leaves it alone
    geometry = models.JSONField(default=dict, blank=True)  # GeoJSON, empty: only the point
    square_metres = models.FloatField("Fläche in m²", default=0)
    street = models.CharField("Zugang von", max_length=150, blank=True)  # snapped
    snapped_metres = models.FloatField(null=True)  # from the access point to that street
    is_reachable = models.BooleanField(default=True)
    details = models.JSONField(default=dict, blank=True)  # other columns of the register
    note = models.CharField("Hinweis für die Kolonne", max_length=300, blank=True)
    source = models.CharField("Herkunft", max_length=150, blank=True)
    batch = models.CharField(max_length=36, blank=True, db_index=True)  # undo of an import
    is_active = models.BooleanField("wird gepflegt", default=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["organisation", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "number"],
                condition=~models.Q(number=""),
                name="site_numbered_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SiteImport(Owned):
    """A register on its way in, and afterwards what is needed to take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)  # the batch of its sites
    file = models.CharField(max_length=200, blank=True)  # core.domain.stored_files
    file_name = models.CharField("Datei", max_length=200)
    columns = models.JSONField(default=dict)  # name of a column by field
    kind = models.CharField("Art", max_length=20, choices=SiteKind, blank=True)
    epsg = models.PositiveIntegerField(null=True)  # none: as the numbers look
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.NEW)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)  # what the updated sites were, by their key
    uploaded_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class Rule(Owned):
    """What is done how often: for all sites of a kind, or for one site, which goes first."""

    task_type = models.ForeignKey(
        TaskType, on_delete=models.CASCADE, related_name="rules", verbose_name="Art der Arbeit"
    )
    site_kind = models.CharField(
        "Für alle Orte der Art", max_length=20, choices=SiteKind, blank=True
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="rules",
        verbose_name="Nur für diesen Ort",
    )  # fmt: skip
    season_from = models.CharField("Saison von (TT.MM.)", max_length=6, blank=True)
    season_to = models.CharField("Saison bis (TT.MM.)", max_length=6, blank=True)
    every_days = models.PositiveSmallIntegerField("alle … Tage")
    min_gap = models.PositiveSmallIntegerField("frühestens nach … Tagen")
    max_gap = models.PositiveSmallIntegerField("spätestens nach … Tagen")
    weekdays = models.JSONField("Nur an diesen Wochentagen", default=list, blank=True)
    opens = models.TimeField("frühestens um", null=True, blank=True)
    closes = models.TimeField("fertig bis", null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        "Dringlichkeit", choices=Priority, default=Priority.NORMAL
    )
    preferred_crew = models.ForeignKey(
        Crew, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="Am liebsten durch",
    )  # fmt: skip
    is_active = models.BooleanField("gilt", default=True)

    class Meta:
        ordering = ["task_type__name", "site_kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(site__isnull=True) ^ models.Q(site_kind=""),
                name="rule_for_kind_or_site",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_type}, alle {self.every_days} Tage"
