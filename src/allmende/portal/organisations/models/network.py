"""How organisations present themselves, and how people come into the network."""

from django.conf import settings
from django.db import models

from allmende.portal.organisations.enums import (
    Audience,
    JoinKind,
    JoinState,
    NetworkRole,
    OfferKind,
)
from allmende.portal.organisations.models.people import Group, Organisation


class Profile(models.Model):
    """What an organisation says of itself. Each part has its own audience."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="profile"
    )
    about = models.TextField("Über uns", blank=True)  # Markdown
    website = models.URLField("Internetseite", blank=True)
    contact_name = models.CharField("Ansprechperson", max_length=150, blank=True)
    contact_email = models.EmailField("E-Mail", blank=True)
    contact_phone = models.CharField("Telefon", max_length=60, blank=True)
    about_audience = models.CharField(max_length=20, choices=Audience, default=Audience.NETWORK)
    contact_audience = models.CharField(max_length=20, choices=Audience, default=Audience.NETWORK)
    offers_audience = models.CharField(max_length=20, choices=Audience, default=Audience.NETWORK)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Profil von {self.organisation}"


class Offering(models.Model):
    """Something that an organisation offers to others, or looks for."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="offerings"
    )
    kind = models.CharField("Art", max_length=10, choices=OfferKind)
    title = models.CharField("Titel", max_length=150)
    text = models.TextField("Beschreibung", blank=True, max_length=2000)
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "-created_at"]

    def __str__(self) -> str:
        return self.title


class JoinRequest(models.Model):
    """Somebody asks to come in. Deleted after ``expires_at`` where nothing came of it."""

    kind = models.CharField(max_length=20, choices=JoinKind)
    state = models.CharField(max_length=20, choices=JoinState, default=JoinState.UNCONFIRMED)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="join_requests"
    )  # none: as an expert
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )  # where the person has an account already
    email = models.EmailField("Dienstliche E-Mail-Adresse")
    name = models.CharField("Name", max_length=150)
    message = models.TextField("Nachricht", max_length=2000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique where it is there
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    reason = models.CharField("Grund", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"


class NetworkRoleAssignment(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_roles"
    )
    role = models.CharField(max_length=20, choices=NetworkRole)

    class Meta:
        ordering = ["role"]
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="network_role_unique")]

    def __str__(self) -> str:
        return self.get_role_display()


class GroupRequest(models.Model):
    """A member wants to join an open working group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="requests")
    member = models.ForeignKey("organisations.Member", on_delete=models.CASCADE, related_name="+")
    message = models.CharField("Nachricht", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="group_request_unique")
        ]

    def __str__(self) -> str:
        return f"{self.member} -> {self.group}"
