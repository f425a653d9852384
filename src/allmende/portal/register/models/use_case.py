"""The use case as its own organisation works on it. Others only see published snapshots."""

import uuid

from django.db import models

from allmende.portal.register.enums import BuildingBlock, Severity, State, TargetGroup, Tri


class UseCase(models.Model):
    """One AI application of one organisation; sections of its fields: ``domain.record``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    scope = models.CharField(max_length=60, db_index=True)  # audience key; drafts: own organisation
    number = models.PositiveIntegerField()  # running number inside the organisation
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField("Stand", max_length=20, choices=State, default=State.IDEA)
    state_since = models.DateTimeField(auto_now_add=True)
    suspended_at = models.DateTimeField(null=True)  # operation stopped by an incident
    round = models.PositiveSmallIntegerField(default=1)  # of sign-offs; see domain.signoffs
    review_due = models.DateField("Nächste Überprüfung", null=True, blank=True)
    review_reminded = models.DateField(null=True)
    owner = models.ForeignKey(
        "organisations.Member",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Verantwortlich",
    )
    created_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # identity
    title = models.CharField("Titel", max_length=150)
    summary = models.TextField("Kurzbeschreibung", max_length=1000)
    problem = models.TextField("Problem", blank=True)
    benefit = models.TextField("Nutzen und für wen", blank=True)
    target_group = models.CharField("Zielgruppe", max_length=20, choices=TargetGroup, blank=True)
    fields_koki = models.JSONField("Handlungsfelder (#KoKI)", default=list, blank=True)
    fields_urban = models.JSONField("Handlungsfelder (URBAN.KI)", default=list, blank=True)
    tags = models.JSONField("Schlagwörter", default=list, blank=True)
    office = models.ForeignKey(
        "organisations.Office",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="Fachamt",
    )
    contact_name = models.CharField("Ansprechperson", max_length=150, blank=True)
    contact_email = models.EmailField("E-Mail der Ansprechperson", blank=True)
    service_reference = models.CharField("LeiKa- oder OZG-Schlüssel", max_length=60, blank=True)
    website = models.URLField("Internetseite", blank=True)

    # operation
    system_name = models.CharField("System", max_length=150, blank=True)
    provider = models.CharField("Anbieter", max_length=150, blank=True)
    model_name = models.CharField("Modell und Verfahren", max_length=300, blank=True)
    hosting = models.CharField("Ort des Betriebs", max_length=300, blank=True)
    interfaces = models.TextField("Schnittstellen", blank=True)
    source_code = models.URLField("Quellcode", blank=True)
    cost_once = models.PositiveIntegerField("Kosten einmalig (Euro)", null=True, blank=True)
    cost_yearly = models.PositiveIntegerField("Kosten im Jahr (Euro)", null=True, blank=True)
    starts_on = models.DateField("Beginn", null=True, blank=True)
    ends_on = models.DateField("Ende", null=True, blank=True)
    user_count = models.PositiveIntegerField("Zahl der Nutzenden", null=True, blank=True)
    building_block = models.CharField(
        "Baustein der Plattform", max_length=20, choices=BuildingBlock, blank=True
    )
    building_block_settings = models.JSONField(default=dict, blank=True)

    # purpose and law
    legal_basis = models.TextField("Rechtsgrundlage", blank=True)
    proportionality = models.TextField("Verhältnismäßigkeit", blank=True)
    human_oversight = models.TextField("Menschliche Aufsicht", blank=True)
    affected_groups = models.TextField("Betroffene Gruppen", blank=True)
    objection = models.TextField("Widerspruch und Beschwerde", blank=True)
    risks = models.TextField("Risiken und Gegenmaßnahmen", blank=True)

    # data
    data_sources = models.TextField("Datenquellen", blank=True)
    personal_data = models.CharField(
        "Personenbezogene Daten", max_length=10, choices=Tri, blank=True
    )
    personal_data_kinds = models.TextField("Arten personenbezogener Daten", blank=True)
    special_categories = models.TextField("Besondere Kategorien (Art. 9 DSGVO)", blank=True)
    recipients = models.TextField("Empfänger und Übermittlung", blank=True)
    retention = models.TextField("Aufbewahrung und Löschung", blank=True)
    security_measures = models.TextField("Technische und organisatorische Maßnahmen", blank=True)

    # where it came from
    origin = models.ForeignKey(
        "register.Publication",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoptions",
    )
    origin_note = models.JSONField(default=dict, blank=True)  # kept where the origin is gone
    import_key = models.CharField(max_length=200, blank=True)  # source id of an import

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="use_case_number")
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How people name it, such as "KI-007"."""
        return f"KI-{self.number:03d}"

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None


class Goal(models.Model):
    """What shall become better, with an indicator that can be measured."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("Ziel", max_length=300)
    indicator = models.CharField("Messgröße", max_length=200, blank=True)
    unit = models.CharField("Einheit", max_length=40, blank=True)
    baseline = models.FloatField("Ausgangswert", null=True, blank=True)
    target = models.FloatField("Zielwert", null=True, blank=True)
    measured = models.FloatField("Gemessen", null=True, blank=True)
    measured_on = models.DateField("Gemessen am", null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_reached(self) -> bool | None:
        """Whether the measured value has gone from the baseline to the target; None: unknown."""
        if self.measured is None or self.target is None or self.baseline is None:
            return None
        rising = self.target >= self.baseline
        return self.measured >= self.target if rising else self.measured <= self.target


class Comment(models.Model):
    """A remark inside the organisation; removed ones keep their place."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_label = models.CharField(max_length=200)
    text = models.TextField("Kommentar", max_length=5000)
    signoff = models.ForeignKey(
        "register.Signoff",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"Kommentar von {self.author_label}"


class Incident(models.Model):
    """Something went wrong; it can suspend the operation until it is resolved."""

    use_case = models.ForeignKey(UseCase, on_delete=models.CASCADE, related_name="incidents")
    title = models.CharField("Was ist passiert?", max_length=150)
    severity = models.CharField("Schwere", max_length=20, choices=Severity)
    affected = models.TextField("Wer ist betroffen?", blank=True)
    measures = models.TextField("Was wurde getan?", blank=True)
    occurred_on = models.DateField("Tag des Vorfalls")
    suspends = models.BooleanField("Betrieb aussetzen", default=False)
    proposes_suspension = models.BooleanField(default=False)  # by somebody who may not decide it
    reported_by = models.ForeignKey(
        "organisations.Member", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolution = models.TextField("Wie wurde es behoben?", blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-occurred_on", "-pk"]

    def __str__(self) -> str:
        return self.title
