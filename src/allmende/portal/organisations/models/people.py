"""Who belongs to the network: organisations, their offices and pages, people and roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from allmende.portal.organisations.enums import NetworkRole, OrganisationKind, PageKind, Role, State


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person. ``is_superuser`` runs the installation and its organisations."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=150)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def network_role_names(self) -> set[str]:
        return {assignment.role for assignment in self.network_roles.all()}


class Organisation(models.Model):
    slug = models.SlugField("Kurzname in der Adresse", unique=True, max_length=60)
    name = models.CharField("Name", max_length=150, unique=True)
    kind = models.CharField("Art", max_length=20, choices=OrganisationKind)
    state = models.CharField("Land", max_length=2, choices=State)
    population = models.PositiveIntegerField("Einwohnerzahl", null=True, blank=True)
    ags = models.CharField("Amtlicher Gemeindeschlüssel", max_length=8, blank=True)
    mail_domain = models.CharField("E-Mail-Domäne", max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name="Übergeordnete Organisation",
        help_text="Auskünfte dieser Organisation ziehen auch deren öffentliche Quellen heran.",
    )
    topics = models.JSONField("Häufige Fragen", default=list, blank=True)  # list of {"de", "en"}
    is_active = models.BooleanField("aktiv", default=True)
    # From a list of municipalities, nobody acts for it yet; the first who proves it takes it over.
    is_claimed = models.BooleanField("vertreten", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_inside(self) -> bool:
        """The experts share one organisation without knowing each other: it has no inside."""
        return self.kind != OrganisationKind.EXPERTS


class Office(models.Model):
    """The unit of an organisation that is responsible for a subject."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offices")
    name = models.CharField("Name", max_length=150)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    address = models.CharField("Anschrift", max_length=200, blank=True)
    room = models.CharField("Zimmer", max_length=60, blank=True)
    hours = models.TextField("Öffnungszeiten", blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="office_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in one organisation; carries the scope of everything that person reads."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="Stelle"
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="member_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"

    def has_role(self, *roles: Role) -> bool:
        return not self.role_names.isdisjoint(roles)

    @cached_property
    def role_names(self) -> set[str]:
        return {assignment.role for assignment in self.roles.all()}

    @cached_property
    def group_ids(self) -> set[int]:
        return {group.pk for group in self.groups.all()}

    def serves_as(self, *roles: NetworkRole) -> bool:
        """Does one of these tasks for the whole network."""
        return not self.user.network_role_names.isdisjoint(roles)


class RoleAssignment(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering = ["role"]
        constraints = [models.UniqueConstraint(fields=["member", "role"], name="role_unique")]

    def __str__(self) -> str:
        return self.get_role_display()


class Group(models.Model):
    """A working group; its people may come from several organisations."""

    name = models.CharField("Name", max_length=150)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="groups")
    members = models.ManyToManyField(Member, related_name="groups", blank=True)
    purpose = models.TextField("Worum es geht", blank=True)
    topic = models.CharField("Themenfeld", max_length=40, blank=True)  # key of TOPICS
    is_open = models.BooleanField("im Netzwerk sichtbar, andere dürfen beitreten", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="group_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by mail. Only the hash of its token is kept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField("E-Mail-Adresse")
    roles = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email


class Page(models.Model):
    """A public page in one language, in Markdown."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pages")
    kind = models.CharField(max_length=20, choices=PageKind)
    language = models.CharField(max_length=5, default="de")
    text = models.TextField("Text")
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="page_unique")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
