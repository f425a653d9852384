"""A town full of things that could leak, its neighbour, and everybody who might look."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.core.domain import attachments, mail, mail_settings, subscriptions
from allmende.portal.core.enums import MailState, Reason
from allmende.portal.core.models import AuditEntry, Job, Notification, OutgoingMail
from allmende.portal.knowledge.domain import documents
from allmende.portal.knowledge.models import Collection, Document
from allmende.portal.organisations.domain import (
    experts,
    groups,
    invitations,
    list_import,
    members,
    offerings,
    profiles,
    working_groups,
)
from allmende.portal.organisations.enums import Audience, NetworkRole, PageKind, Role
from allmende.portal.organisations.models import (
    Group,
    Member,
    NetworkRoleAssignment,
    Office,
    Organisation,
    Page,
    User,
)
from tests import factories
from tests.portal.knowledge.helpers import new_collection, take_in
from tests.portal.organisations.people import Asker, prove

# In everything internal of the town, and nowhere else.
SECRET = "Kranichfeder"
INTERNAL = f"# Tresor\n\nDas Losungswort für den Tresor lautet {SECRET}.\n"
PUBLIC = "# Hundesteuer\n\nDie Steuer beträgt 96 Euro im Jahr für jeden Hund.\n"
ROLES: dict[str, tuple[Role, ...]] = {
    "staff": (),
    "editor": (Role.EDITOR, Role.DISPATCHER),
    "inquiries": (Role.INQUIRIES,),
    "administrator": (Role.ADMINISTRATOR,),
}
PEOPLE = (
    "anonymous",
    "without membership",
    "operator",
    *(f"own {role}" for role in ROLES),
    *(f"foreign {role}" for role in ROLES),
)
# Who else looks into the register.
OFFICER_ROLES: dict[str, tuple[Role, ...]] = {
    "ai_officer": (Role.AI_OFFICER,),
    "data_protection": (Role.DATA_PROTECTION,),
    "staff_council": (Role.STAFF_COUNCIL,),
    "leadership": (Role.LEADERSHIP,),
}
# Who does something for the whole network; all from the county.
SERVANT_ROLES = {
    "expert": NetworkRole.EXPERT,
    "reviewer": NetworkRole.REVIEWER,
    "moderator": NetworkRole.MODERATOR,
    "organiser": NetworkRole.ORGANISER,
}
SERVANTS = tuple(f"network {role}" for role in SERVANT_ROLES)
OFFICERS = (*(f"own {role}" for role in OFFICER_ROLES), "foreign ai_officer")


@dataclass
class World:
    """Who can look, and by which number or name the addresses reach what is there."""

    users: dict[str, User] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    world = World()
    town, neighbour = factories.organisation(), factories.organisation("ahornried")
    staff = {
        **_people(world, "own", town, {**ROLES, **OFFICER_ROLES}),
        **_people(world, "foreign", neighbour, {**ROLES, "ai_officer": (Role.AI_OFFICER,)}),
    }
    county = factories.organisation("erlentann")
    for name, task in SERVANT_ROLES.items():
        servant = factories.member(county, email=f"{name}@erlentann.example")
        NetworkRoleAssignment.objects.create(user=servant.user, role=task)
        staff[f"network {name}"] = servant
        world.users[f"network {name}"] = servant.user
    world.users["operator"] = factories.user("netz@example.org", is_superuser=True)
    world.users["without membership"] = factories.user("niemand@example.org")
    world.objects |= {"slug": town.slug, "kind": "contact", "language": "de", "town": town.pk}
    for fill in FILLS:
        new = fill(town, staff)
        if twice := world.objects.keys() & new:
            raise AssertionError(f"Two things of one name: {twice}")
        world.objects |= new
    return world


def _register(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    from tests.portal.register import addresses  # noqa: PLC0415 -- its files import SECRET

    return addresses.fill(town, people)


def _exchange(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    from tests.portal.exchange import addresses  # noqa: PLC0415 -- its files import SECRET

    return addresses.fill(town, people)


def _events(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    from tests.portal.events import addresses  # noqa: PLC0415 -- its files import SECRET

    return addresses.fill(town, people)


def _tours(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    from tests.portal.tours import addresses  # noqa: PLC0415 -- its files import SECRET

    return addresses.fill(town, people)


def _people(
    world: World, side: str, organisation: Organisation, posts: dict[str, tuple[Role, ...]]
) -> dict[str, Member]:
    people = {}
    for name, roles in posts.items():
        person = f"{side} {name}"
        people[person] = factories.member(organisation, *roles)
        world.users[person] = people[person].user
    return people


def _organisation(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    chief = people["own administrator"]
    colleague = factories.member(town, email="vertraulich@example.org")
    colleague.user.name = f"Frau {SECRET}"
    colleague.user.save()
    gone = factories.member(town, email="weg@example.org")
    gone.user.name = f"Herr {SECRET}"
    gone.user.save()
    members.remove(gone, by=chief)
    group = Group.objects.create(name=f"Projekt {SECRET}", organisation=town)
    guest = factories.member(Organisation.objects.get(slug="erlentann"), email="gast@example.org")
    group.members.add(guest, people["own staff"])
    invitations.invite(town, email=f"{SECRET.lower()}@example.org", roles=[], by=chief)
    issued = invitations.invite(town, email="neu@example.org", roles=[], by=chief)
    Page.objects.create(organisation=town, kind=PageKind.CONTACT, text="Marktplatz 1")
    return {
        "member": colleague.pk,
        "removed": AuditEntry.objects.get(action="organisations.member_removed").pk,
        "group": group.pk,
        "guest": guest.pk,
        "invitation": issued.invitation.pk,
        "token": issued.token,
        "office": Office.objects.create(organisation=town, name="Hauptamt").pk,
        "own_membership": people["own staff"].pk,
    }


def _joining(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    chief, operator = people["own administrator"], User.objects.get(email="netz@example.org")
    texts = {"about": "Alle dürfen das lesen.", "website": "", "contact_email": ""}
    texts |= {"contact_name": f"Frau {SECRET}", "contact_phone": "", "about_audience": "public"}
    inside = {"contact_audience": "organisation", "offers_audience": "organisation"}
    profiles.save(town, values=texts | inside, revision=0, by=chief)
    wish = {"kind": "offer", "title": f"Zucht der {SECRET}", "text": "", "topic": ""}
    opened = groups.create(town, name="Offene Runde", members=[], is_open=True, by=chief)
    ask, mine = Asker(), people["own staff"].user
    neighbour = people["foreign staff"].organisation
    own = ask(neighbour, prove(mine).email, user=mine)
    expert = ask.confirmed(None, "profi@example.org")
    waiting = ask.confirmed(town, "anfrage@example.org", name=f"Frau {SECRET}")
    home = factories.member(experts.organisation(), email="fachfrau@example.org")
    imported = list_import.take("Name;Land\nListenau;BW\n", filename="l.csv", by=operator)
    asked = working_groups.ask(opened, message="", by=people["network expert"])
    return {
        "offering": offerings.create(town, values=wish, by=chief).pk,
        "open_group": opened.pk,
        "group_request": asked.pk,
        "own_join": own.pk,
        "expert_join": expert.pk,
        "join": waiting.pk,
        "join_token": ask.token,
        "task": NetworkRoleAssignment.objects.get(role=NetworkRole.EXPERT).pk,
        "expert": home.pk,
        "list": imported.pk,
    }


def _knowledge(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    editor = people["own editor"]
    internal = new_collection(editor, f"Dienstanweisungen {SECRET}", Audience.ORGANISATION)
    batch = take_in(internal, tresor_md=INTERNAL, alt_md=INTERNAL.replace("Tresor", "Keller"))
    secret, old = Document.objects.filter(collection=internal).order_by("-filename")
    opened: Collection = new_collection(editor)
    take_in(opened, hund_md=PUBLIC)
    return {
        "collection": internal.pk,
        "import": batch.pk,
        "document": secret.pk,
        "removal": documents.delete(old, by=editor).pk,
        "public_document": Document.objects.get(collection=opened).pk,
    }


def _assistant(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    def asked(member: Member | None, text: str) -> Question:
        return Question.objects.create(
            organisation=town,
            member=member,
            text=text,
            answered=False,
            confidence=0,
            expires_at=timezone.now() + timedelta(days=30),
        )

    inquiry = Inquiry.objects.create(
        organisation=town, question=f"Wo liegt die {SECRET}?", contact="frage@example.org"
    )
    return {
        "question": asked(people["own staff"], f"Wem gehört die {SECRET}?").pk,
        "public_question": asked(None, "Wann hat das Rathaus geöffnet?").pk,
        "inquiry": inquiry.pk,
    }


def _frame(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    editor = people["own editor"]
    job = Job.objects.create(
        title=f"Aufnahme {SECRET}", task="x", started_by=editor.user, organisation=town
    )
    told = Notification.objects.create(
        recipient=editor.user, text=f"Neu: {SECRET}", url="/start/", reason=Reason.FINISHED
    )
    return {"job": job.pk, "notification": told.pk}


def _mail(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    """Files and subscriptions belong to a working group that only its people see."""
    staff = people["own staff"]
    group = str(Group.objects.get(organisation=town, name__endswith=SECRET).pk)
    file = ContentFile(f"Losungswort {SECRET}".encode(), name="notiz.txt")
    failed = mail.queue(to="frage@example.org", subject=SECRET, text=SECRET)
    assert failed
    OutgoingMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED, trouble="550 nein")
    return {
        "attachment": attachments.attach("group", group, file, by=staff).pk,
        "subscription": subscriptions.follow(staff.user, "group", group).pk,
        "unsubscribe": mail_settings.token(staff.user_id, mail_settings.Sort.DIGEST),
        "mail": failed.pk,
    }


FILLS = (
    _organisation,
    _joining,
    _knowledge,
    _assistant,
    _frame,
    _mail,
    _register,
    _exchange,
    _events,
    _tours,
)
