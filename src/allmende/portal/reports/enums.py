from django.db import models


class ReportKind(models.TextChoices):
    COUNCIL = "council", "Ratsanfrage"
    YEARLY = "yearly", "Jahresbericht"


class ReportState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    FINAL = "final", "fertig"


class Origin(models.TextChoices):
    """Who wrote a sentence. A removed one stays as a mark, so that it does not come back."""

    REGISTER = "register", "aus dem Register"
    EDITED = "edited", "bearbeitet"
    OWN = "own", "ergänzt"
    REMOVED = "removed", "entfernt"
