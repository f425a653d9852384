"""Writing the record: propose, change a section, change goals, comment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import Audience, Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain import record
from allmende.portal.register.models import Comment, Goal, Signoff, UseCase

CHANGED = (
    "Jemand anderes hat diesen Anwendungsfall inzwischen geändert. Ihre Eingaben sind nicht "
    "verloren, und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern "
    "Sie dann erneut."
)
TRIES = 5


def propose(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> UseCase:
    """A new idea; the AI officers hear of it. ``values`` are fields of the record."""
    use_case = create(organisation, values=values, by=by)
    for officer in officers(organisation.pk):
        if officer.pk != by.pk:
            notify(
                officer.user,
                text=f"Neuer Vorschlag: {use_case.title}",
                url=address_of(use_case),
                reason=Reason.ASSIGNED,
                organisation_id=organisation.pk,
            )
    return use_case


def create(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> UseCase:
    """Like ``propose`` without telling anybody: for imports, take-overs and building blocks."""
    require(rules.may_propose, by, organisation.pk)
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return _create(organisation, values, by)
        except IntegrityError:  # somebody took the same number at the same moment
            if attempt == TRIES - 1:
                raise
    raise AssertionError


def _create(organisation: Organisation, values: Mapping[str, Any], by: Member) -> UseCase:
    highest = UseCase.objects.filter(organisation=organisation).aggregate(n=Max("number"))["n"]
    use_case = UseCase.objects.create(
        organisation=organisation,
        scope=key_for(Audience.ORGANISATION, organisation_id=organisation.pk),
        number=(highest or 0) + 1,
        created_by=by,
        **values,
    )
    audit.record("register.proposed", by=by, about=use_case)
    return use_case


@transaction.atomic
def change(use_case: UseCase, *, values: Mapping[str, Any], revision: int, by: Member) -> UseCase:
    """Write some fields of the record where nobody else wrote since ``revision`` was read.

    Raises Conflict otherwise; ``use_case`` then holds what stands there now.
    """
    require(rules.may_edit, by, use_case)
    unknown = set(values) - set(record.FIELDS)
    if unknown:
        raise ValueError(f"Kein Feld des Datensatzes: {', '.join(sorted(unknown))}")
    before = {name: _plain(getattr(use_case, name)) for name in values}
    touch(use_case, revision=revision, **values)
    after = {name: _plain(getattr(use_case, name)) for name in values}
    changed = audit.changes(before, after)
    if changed:
        audit.record("register.changed", by=by, about=use_case, details=changed)
    return use_case


def touch(use_case: UseCase, *, revision: int, **fields: Any) -> None:
    """The one optimistic write; every other writer of a use case goes through it."""
    fields["updated_at"] = timezone.now()
    mine = UseCase.objects.filter(pk=use_case.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, **fields):
        use_case.refresh_from_db()
        raise Conflict(CHANGED)
    use_case.refresh_from_db()


@transaction.atomic
def change_goals(
    use_case: UseCase, *, goals: Sequence[Mapping[str, Any]], revision: int, by: Member
) -> None:
    """Replace the list of goals; one that is named by its ``id`` keeps its evidence."""
    require(rules.may_edit, by, use_case)
    touch(use_case, revision=revision)
    kept = {goal["id"] for goal in goals if goal.get("id")}
    use_case.goals.exclude(pk__in=kept).delete()
    for position, goal in enumerate(goals):
        values = {key: value for key, value in goal.items() if key != "id"} | {"position": position}
        if goal.get("id"):
            use_case.goals.filter(pk=goal["id"]).update(**values)
        else:
            Goal.objects.create(use_case=use_case, **values)
    audit.record("register.goals_changed", by=by, about=use_case, details={"goals": len(goals)})


@transaction.atomic
def change_owner(use_case: UseCase, *, to: Member | None, revision: int, by: Member) -> None:
    """Who is responsible from now on; that person hears of it."""
    require(rules.may_edit, by, use_case)
    if to and to.organisation_id != use_case.organisation_id:
        raise Refused("Diese Person gehört nicht zu Ihrer Organisation.")
    touch(use_case, revision=revision, owner=to)
    details = {"owner": str(to.user) if to else ""}
    audit.record("register.owner_changed", by=by, about=use_case, details=details)
    if to and to.pk != by.pk:
        tell([to], use_case, f"Sie sind jetzt verantwortlich für „{use_case.title}“")


@transaction.atomic
def comment(use_case: UseCase, *, text: str, by: Member, signoff: Signoff | None = None) -> Comment:
    """Everybody of the organisation may; the responsible person hears of it."""
    require(rules.may_comment, by, use_case)
    new = Comment.objects.create(
        use_case=use_case, author=by, author_label=str(by.user), text=text, signoff=signoff
    )
    audit.record("register.commented", by=by, about=use_case)
    if use_case.owner and use_case.owner_id != by.pk:
        tell([use_case.owner], use_case, f"{by.user} hat „{use_case.title}“ kommentiert")
    return new


@transaction.atomic
def remove_comment(comment: Comment, *, by: Member) -> None:
    """The author's own, or any by the AI officer; its place stays."""
    own = comment.author_id == by.pk
    require(lambda: own or rules.may_manage(by, comment.use_case.organisation_id))
    Comment.objects.filter(pk=comment.pk).update(removed_at=timezone.now(), text="")
    audit.record("register.comment_removed", by=by, about=comment.use_case)


def officers(organisation_id: int) -> list[Member]:
    return holders(organisation_id, Role.AI_OFFICER)


def holders(organisation_id: int, role: str) -> list[Member]:
    """Active people of a role in one organisation."""
    found = Member.objects.filter(
        organisation_id=organisation_id, user__is_active=True, roles__role=role
    )
    return list(found.select_related("user", "organisation").order_by("user__name"))


def tell(people: Iterable[Member], use_case: UseCase, text: str, *, url: str = "") -> None:
    for person in people:
        notify(
            person.user,
            text=text,
            url=url or address_of(use_case),
            reason=Reason.ASSIGNED,
            organisation_id=use_case.organisation_id,
        )


def address_of(use_case: UseCase) -> str:
    return f"/anwendungsfaelle/{use_case.pk}/"


def _plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
