from django.db import models


class SiteKind(models.TextChoices):
    PLAYGROUND = "playground", "Spielplatz"
    PARK = "park", "Grünanlage"
    TREE = "tree", "Baum"
    MEADOW = "meadow", "Rasen oder Wiese"
    BED = "bed", "Beet"
    HEDGE = "hedge", "Hecke"
    CEMETERY = "cemetery", "Friedhof"
    SPORTS = "sports", "Sportplatz"
    ROADSIDE = "roadside", "Straßenbegleitgrün"
    BIN = "bin", "Abfallbehälter"
    OTHER = "other", "Anderes"


class Priority(models.IntegerChoices):
    MUST = 1, "muss sein"
    NORMAL = 2, "normal"
    LATER = 3, "kann warten"


class VehicleProfile(models.TextChoices):
    CAR = "car", "Pkw oder Transporter"
    TRUCK = "truck", "Lkw"


class ImportState(models.TextChoices):
    NEW = "new", "vorbereitet"
    RUNNING = "running", "läuft"
    TAKEN = "taken", "eingelesen"
    UNDONE = "undone", "zurückgenommen"


class PlanState(models.TextChoices):
    PLANNING = "planning", "wird geplant"
    DRAFT = "draft", "Entwurf"
    PUBLISHED = "published", "gilt"
    REPLACED = "replaced", "abgelöst"


class StopKind(models.TextChoices):
    """The values are those of engines.tours.model.StopKind."""

    VISIT = "visit", "Einsatz"
    REFILL = "refill", "Wasser auffüllen"
    BREAK = "break", "Pause"


class StopLock(models.TextChoices):
    NONE = "", "frei"
    CREW = "crew", "diese Kolonne"
    DAY = "day", "dieser Tag"
    BOTH = "both", "diese Kolonne an diesem Tag"


class Why(models.TextChoices):
    """Why something is in no tour; the values are those of engines.tours.model.Why."""

    UNREACHABLE = "unreachable", "kein Weg dorthin"
    NO_DAY = "no_day", "kein passender Tag"
    SKILL = "skill", "keine Kolonne kann das"
    TANK = "tank", "kein Fahrzeug mit so viel Wasser"
    WINDOW = "window", "passt in kein Zeitfenster"
    TOO_LONG = "too_long", "länger als jede Schicht"
    LOCK = "lock", "die Festlegung geht nicht auf"
    GAP = "gap", "der Abstand geht nicht auf"
    TIME = "time", "die Stunden reichen nicht"


class OrderState(models.TextChoices):
    OPEN = "open", "offen"
    DONE = "done", "erledigt"
    WITHDRAWN = "withdrawn", "zurückgezogen"
