"""The organisation's own Word template: what cannot be used is refused at once."""

from django.db import transaction

from allmende.portal.core.documents.model import Document, Paragraph
from allmende.portal.core.documents.word import as_word
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.reports import rules
from allmende.portal.reports.domain import queries
from allmende.portal.reports.models import LetterTemplate

LARGEST = 5_000_000  # bytes


@transaction.atomic
def save(
    organisation: Organisation, *, filename: str, content: bytes, by: Member
) -> LetterTemplate:
    """Raises Refused where the file is no Word template that a document can be written into."""
    require(rules.may_write, by, organisation.pk)
    if len(content) > LARGEST:
        raise Refused("Die Vorlage ist größer als 5 MB. Verkleinern Sie die Bilder darin.")
    _try(organisation, content)
    template, _ = LetterTemplate.objects.update_or_create(
        organisation=organisation,
        defaults={
            "filename": filename[:200],
            "content": content,
            "uploaded_by_label": str(by.user),
        },
    )
    audit.record("reports.template_saved", by=by, about=template)
    return template


@transaction.atomic
def remove(organisation: Organisation, *, by: Member) -> None:
    require(rules.may_write, by, organisation.pk)
    template = queries.template_of(organisation.pk)
    if template:
        audit.record("reports.template_removed", by=by, about=template)
        template.delete()


def content_of(organisation_id: int) -> bytes | None:
    template = queries.template_of(organisation_id)
    return bytes(template.content) if template else None


def _try(organisation: Organisation, content: bytes) -> None:
    sample = Document(
        title="Probe",
        organisation=organisation.name,
        date=organisation.created_at.date(),
        blocks=[Paragraph("Probe")],
    )
    as_word(sample, template=content)
