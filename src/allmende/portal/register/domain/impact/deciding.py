"""Handing a document to the data protection officer, and the officer's opinion."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.impact import queries
from allmende.portal.register.domain.impact.content import (
    Entry,
    Origin,
    contents,
    dsfa_for,
)
from allmende.portal.register.domain.impact.writing import locked
from allmende.portal.register.enums import ImpactState, Opinion
from allmende.portal.register.models import ImpactDocument

CHANGED = (
    "Das Dokument wurde inzwischen geändert. Es wurde nichts gespeichert. Lesen Sie die neue "
    "Fassung und entscheiden Sie dann."
)
NOT_SUBMITTED = (
    "Dieses Dokument liegt nicht zur Stellungnahme vor. Die verantwortliche Person muss es erst "
    "vorlegen."
)
NOBODY = (
    "In Ihrer Organisation hat niemand die Rolle „Datenschutzbeauftragte“. Bitten Sie die "
    "Administration, sie unter „Verwaltung, Mitglieder“ zu vergeben, und legen Sie das Dokument "
    "dann vor."
)


def gaps(document: ImpactDocument) -> list[str]:
    """What is missing before the document can be handed over."""
    dsfa = dsfa_for(document, document.use_case)
    found = contents(document, queries.basis(document.use_case), dsfa=dsfa)
    missing = [f"Abschnitt „{one.section.title}“" for one in found if one.is_empty]
    has_risks = document.risks.exists() or (dsfa is not None and dsfa.risks.exists())
    return missing if has_risks else [*missing, "mindestens ein Risiko"]


@transaction.atomic
def submit(document: ImpactDocument, *, revision: int, by: Member) -> ImpactDocument:
    """From now on the text no longer follows the record: what is judged must stand still."""
    require(rules.may_edit, by, document.use_case)
    now = locked(document)
    if now.revision != revision:
        raise Conflict(CHANGED)
    if now.state != ImpactState.DRAFT:
        raise Refused("Dieses Dokument ist schon vorgelegt.")
    missing = gaps(now)
    if missing:
        raise Refused(f"Es fehlt noch: {', '.join(missing)}.")
    officers = use_cases.holders(now.use_case.organisation_id, Role.DATA_PROTECTION)
    if not officers:
        raise Refused(NOBODY)
    _hold(now)
    now.state = ImpactState.SUBMITTED
    now.revision += 1
    now.save(update_fields=["sections", "state", "revision", "updated_at"])
    document.refresh_from_db()
    details = {"Dokument": now.get_kind_display(), "Fassung": str(now.revision)}
    audit.record("register.impact_submitted", by=by, about=now.use_case, details=details)
    others = [officer for officer in officers if officer.pk != by.pk]
    text = f"{now.get_kind_display()} zur Stellungnahme: {now.use_case.title}"
    use_cases.tell(others, now.use_case, text, url=address_of(now))
    return document


@transaction.atomic
def give_opinion(
    document: ImpactDocument, *, opinion: Opinion, reason: str, revision: int, by: Member
) -> ImpactDocument:
    """The data protection officer's word on just the version that was read."""
    require(rules.may_give_opinion, by, document.use_case)
    if not reason.strip():
        raise Refused("Bitte begründen Sie Ihre Stellungnahme.")
    now = locked(document)
    if now.revision != revision:
        raise Conflict(CHANGED)
    if now.state != ImpactState.SUBMITTED:
        raise Refused(NOT_SUBMITTED)
    now.state, now.opinion, now.opinion_reason = ImpactState.DECIDED, opinion, reason.strip()
    now.opinion_revision, now.opinion_at = now.revision, timezone.now()
    now.opinion_by_label = str(by.user)[:200]
    now.save()
    document.refresh_from_db()
    details = {"Dokument": now.get_kind_display(), "Stellungnahme": opinion.label}
    audit.record("register.impact_opinion", by=by, about=now.use_case, details=details)
    text = f"Stellungnahme zu „{now.use_case.title}“: {opinion.label}"
    use_cases.tell(_concerned(now, by), now.use_case, text, url=address_of(now))
    return document


def address_of(document: ImpactDocument) -> str:
    return f"{use_cases.address_of(document.use_case)}{document.kind}/"


def _hold(document: ImpactDocument) -> None:
    """Write down what so far only stood in the record or in the DSFA."""
    dsfa = dsfa_for(document, document.use_case)
    for one in contents(document, queries.basis(document.use_case), dsfa=dsfa):
        if one.origin is Origin.RECORD:
            held = Entry(one.text, one.prefill, revision=1)
        elif one.origin is Origin.REFERENCE:
            held = replace(one.entry, held=one.refers_to)
        else:
            continue
        document.sections[one.section.key] = held.as_json()


def _concerned(document: ImpactDocument, by: Member) -> list[Member]:
    use_case = document.use_case
    found = [use_case.owner] if use_case.owner else use_cases.officers(use_case.organisation_id)
    return [member for member in found if member and member.pk != by.pk]
