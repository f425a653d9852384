"""Somebody finds that something should not stand there."""

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.domain.moderation.targets import Content
from allmende.portal.exchange.domain.threads import limits
from allmende.portal.exchange.enums import ReportState
from allmende.portal.exchange.models import Report
from allmende.portal.exchange.rules import moderation as rules
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.enums import NetworkRole, Role
from allmende.portal.organisations.models import Member, User

GONE = "Das gibt es nicht mehr, oder Sie dürfen es nicht sehen."
TWICE = "Sie haben das schon gemeldet. Sie hören davon, sobald darüber entschieden ist."


def visible(kind: str, key: str, *, by: Member) -> Content | None:
    """What the member may see and report; hidden and removed texts are not there for others."""
    content = targets.load(kind, key)
    if content is None or content.is_hidden or content.is_gone:
        return None
    return content if content.scope in audience.find_keys(by) else None


@transaction.atomic
def report(kind: str, key: str, *, reason: str, by: Member) -> Report:
    """Once for each person; those who moderate hear of the first one."""
    require(rules.may_report, by)
    targets.target(kind)
    content = visible(kind, key, by=by)
    if content is None:
        raise Refused(GONE)
    why = texts.line(reason)
    if texts.is_blank(why):
        raise Refused("Sagen Sie in einem Satz, was daran nicht in Ordnung ist.")
    limits.check_reporting(by)
    known = Report.objects.filter(kind=kind, key=key, state=ReportState.OPEN).exists()
    new, created = Report.objects.get_or_create(
        kind=kind, key=key, reporter=by.user, defaults=fields_of(content) | {"reason": why[:500]}
    )
    if not created and new.state == ReportState.OPEN:
        raise Refused(TWICE)
    if not created:  # decided before; something may have changed since
        Report.objects.filter(pk=new.pk).update(
            state=ReportState.OPEN, reason=why[:500], note="", decided_at=None, decided_by_label=""
        )
        new.refresh_from_db()
    audit.record("exchange.reported", by=by, about=new)
    if not known:
        _tell(content, new, by)
    return new


def fields_of(content: Content) -> dict[str, object]:
    return {
        "label": content.label[:300],
        "scope": content.scope,
        "organisation_id": content.organisation_id,
    }


def _tell(content: Content, new: Report, by: Member) -> None:
    for user in _deciders(content):
        if user.pk != by.user_id:
            notify(
                user,
                text=f"Neue Meldung: {content.label}",
                url=f"/austausch/moderation/{new.pk}/",
                reason=Reason.ASSIGNED,
                about=(content.kind, content.key),
            )


def _deciders(content: Content) -> list[User]:
    """Moderators who may see it; where none of them does, the administration it belongs to."""
    moderators = User.objects.filter(
        is_active=True, network_roles__role=NetworkRole.MODERATOR
    ).distinct()
    keys = audience.keys_by_user([user.pk for user in moderators])
    public = content.scope.startswith("public:")
    found = [user for user in moderators if public or content.scope in keys.get(user.pk, ())]
    if found:
        return found
    members = Member.objects.filter(
        organisation=content.organisation_id,
        roles__role=Role.ADMINISTRATOR,
        user__is_active=True,
    )
    return [one.user for one in members.select_related("user")]
